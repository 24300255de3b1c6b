#include "app/gui/widgets/action_card.h"

#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/picture.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace tanba::gui {

ActionCard::ActionCard(Icon icon, QWidget* parent)
    : CardButton(parent), title_(new Text(TypeRole::Strong)), text_(new Text(TypeRole::Body, Tone::Muted)) {
    title_->leaveToControl();
    text_->leaveToControl();
    auto* column = new QVBoxLayout;
    keepSpacing(*column, 2);
    column->addWidget(title_);
    column->addWidget(text_);
    column->addStretch(1); // beside a higher card the titles stay on one line
    auto* layout = new QHBoxLayout(this);
    keepCardMargin(*layout, 14);
    keepSpacing(*layout, 14);
    layout->addWidget(new Picture(icon, 24, Tone::Accent), 0, Qt::AlignVCenter);
    layout->addLayout(column, 1);
    layout->addWidget(new Picture(Icon::ChevronRight, 20, Tone::Muted), 0, Qt::AlignVCenter);
}

void ActionCard::say(const QString& title, const QString& text) {
    title_->setText(title);
    text_->setText(text);
    text_->setVisible(!text.isEmpty());
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(text);
}

} // namespace tanba::gui
