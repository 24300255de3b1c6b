#include "app/gui/widgets/fold.h"

#include "app/gui/widgets/button.h"

namespace tanba::gui {

Fold::Fold(Words& words, Phrase title, QWidget* parent)
    : QWidget(parent), toggle_(new Button(ButtonKind::Quiet, Icon::ChevronRight)), body_(new QWidget),
      content_(new QVBoxLayout(body_)) {
    toggle_->setCheckable(true);
    toggle_->letWrap();
    words.keep(this, [this, &words, title] { toggle_->setText(words.say(title)); });
    content_->setContentsMargins(0, 0, 0, 0);
    content_->setSpacing(4);
    body_->setVisible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(toggle_, 0, Qt::AlignLeft | Qt::AlignTop);
    layout->addWidget(body_);
    connect(toggle_, &QAbstractButton::toggled, this, &Fold::setOpen);
}

void Fold::setOpen(bool open) {
    toggle_->setChecked(open);
    toggle_->setIcon(open ? Icon::ChevronDown : Icon::ChevronRight);
    body_->setVisible(open);
}

} // namespace tanba::gui
