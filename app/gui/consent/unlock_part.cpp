#include "app/gui/consent/unlock_part.h"

#include "app/gui/widgets/button.h"
#include "app/gui/widgets/fold.h"

#include <QHBoxLayout>

namespace tanba::gui {

UnlockPart::UnlockPart(Words& words, KeyUnlock& unlock)
    : words_(words), unlock_(unlock), fold_(new Fold(words, Phrase::PortalUnlock)),
      choice_(new UnlockChoice(words)), state_(new QWidget), left_(new Text(TypeRole::Body)),
      lock_(new Button(ButtonKind::Quiet, Icon::Lock)) {
    fold_->content().addWidget(choice_);
    auto* row = new QHBoxLayout(state_);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(left_, 1);
    row->addWidget(lock_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(fold_);
    column->addWidget(state_);
    connect(lock_, &QAbstractButton::clicked, this, [this] {
        if (key_)
            unlock_.lock(*key_);
    });
    words.keep(this, [this] {
        lock_->setText(words_.say(Phrase::PortalUnlockLock));
        show(key_);
    });
}

void UnlockPart::begin(std::chrono::minutes usual) {
    choice_->choose(usual);
    fold_->setOpen(usual.count() > 0);
}

void UnlockPart::show(const std::optional<SigningKeyOption>& key) {
    key_ = key;
    const bool may = key && unlock_.mayKeep(*key);
    const std::size_t minutes = may ? unlock_.minutesLeft(*key) : 0;
    setVisible(may);
    fold_->setVisible(minutes == 0);
    state_->setVisible(minutes > 0);
    left_->setText(words_.say(Phrase::PortalUnlockOpen, {{"count", std::to_string(minutes)}}));
}

std::chrono::minutes UnlockPart::chosen() const {
    return key_ && !fold_->isHidden() ? choice_->chosen() : std::chrono::minutes(0);
}

} // namespace tanba::gui
