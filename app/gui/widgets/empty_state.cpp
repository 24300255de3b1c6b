#include "app/gui/widgets/empty_state.h"

#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/picture.h"

namespace tanba::gui {

EmptyState::EmptyState(Icon picture, QWidget* parent)
    : Card(CardKind::Plain, parent), title_(new Text(TypeRole::Section)),
      text_(new Text(TypeRole::Body, Tone::Muted)), layout_(new QVBoxLayout(this)) {
    keepCardMargin(*layout_, 24);
    keepSpacing(*layout_, 8);
    title_->setAlignment(Qt::AlignHCenter);
    text_->setAlignment(Qt::AlignHCenter);
    layout_->addWidget(new Picture(picture, 56, Tone::Accent), 0, Qt::AlignHCenter);
    layout_->addWidget(title_);
    layout_->addWidget(text_);
}

void EmptyState::say(const QString& title, const QString& text) {
    title_->setText(title);
    text_->setText(text);
}

void EmptyState::addActions(std::initializer_list<QWidget*> actions) {
    layout_->addSpacing(4);
    for (QWidget* action : actions)
        layout_->addWidget(action, 0, Qt::AlignHCenter);
}

} // namespace tanba::gui
