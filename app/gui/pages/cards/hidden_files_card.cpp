#include "app/gui/pages/cards/hidden_files_card.h"

#include "app/gui/pages/cards/pin_notice.h"
#include "app/gui/pages/cards/weak_pin.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/secret_field.h"

namespace tanba::gui {

HiddenFilesCard::HiddenFilesCard(const Desk& desk)
    : desk_(desk), title_(new Text(TypeRole::Section)), note_(new Text(TypeRole::Body, Tone::Muted)),
      banner_(new Banner(desk.words)), weak_(new Banner(desk.words)),
      pin_(new SecretField(desk.words, Phrase::HiddenFilesPin)),
      once_(new Text(TypeRole::Small, Tone::Muted)), workingText_(new Text(TypeRole::Body, Tone::Muted)),
      look_(new Button(ButtonKind::Plain, Icon::Lock)) {
    layOut();
    connect(look_, &QAbstractButton::clicked, this, &HiddenFilesCard::look);
    connect(pin_, &SecretField::edited, this, &HiddenFilesCard::judge);
    connect(pin_, &SecretField::submitted, this, &HiddenFilesCard::look);
    desk_.words.keep(this, [this] {
        say();
        sayWeakPin();
    });
}

void HiddenFilesCard::layOut() {
    auto* column = new QVBoxLayout(this);
    keepCardMargin(*column, 18);
    keepSpacing(*column, 8);
    for (QWidget* part :
         {static_cast<QWidget*>(title_), static_cast<QWidget*>(note_), static_cast<QWidget*>(banner_),
          static_cast<QWidget*>(weak_), static_cast<QWidget*>(pin_), static_cast<QWidget*>(once_),
          static_cast<QWidget*>(workingText_)})
        column->addWidget(part);
    column->addWidget(look_, 0, Qt::AlignLeft);
}

void HiddenFilesCard::say() {
    const Words& words = desk_.words;
    title_->setText(words.say(Phrase::HiddenFilesTitle));
    note_->setText(words.say(Phrase::HiddenFilesNote));
    once_->setText(words.say(Phrase::PinOnce));
    workingText_->setText(words.say(onReader_ ? Phrase::PinPadNow : Phrase::PinWorking));
    look_->setText(words.say(Phrase::HiddenFilesLook));
}

void HiddenFilesCard::sayWeakPin() {
    weak_->clear();
    if (weakPin_)
        showWeakPin(*weak_, desk_.cards.find(id_), desk_.words, [this] { emit pinChangeWanted(id_); });
}

void HiddenFilesCard::begin(const std::string& id) {
    if (working_)
        return;
    id_ = id;
    pin_->clear();
    banner_->clear();
    weakPin_ = false;
    sayWeakPin();
}

void HiddenFilesCard::refresh(const CardEntry& entry) {
    if (!working_)
        id_ = entry.id;
    offered_ = entry.there() && entry.mayHideKeyFiles && !entry.pinBlocked();
    if (!offered_)
        pin_->clear(); // what was typed is for that token
    onReader_ = entry.pin.enteredOnReader;
    pin_->setVisible(!onReader_);
    once_->setVisible(!onReader_);
    setVisible(offered_);
    setWorking(working_);
}

void HiddenFilesCard::hideEvent(QHideEvent* event) {
    pin_->clear();
    Card::hideEvent(event);
}

void HiddenFilesCard::judge() {
    look_->setEnabled(offered_ && !working_ && (onReader_ || !pin_->edit().isEmpty()));
}

void HiddenFilesCard::setWorking(bool working) {
    working_ = working;
    pin_->setEnabled(!working);
    workingText_->setVisible(working);
    say();
    judge();
}

void HiddenFilesCard::look() {
    if (!look_->isVisible() || !look_->isEnabled())
        return;
    banner_->clear();
    weakPin_ = false;
    sayWeakPin();
    SecretBytes pin = pin_->edit().copy();
    const bool widelyKnown = !onReader_ && isPublishedPin(pin);
    pin_->clear();
    setWorking(true);
    desk_.cards.findKeyFiles(
        id_, std::move(pin), this,
        [this] {
            onReader_ = true;
            say();
        },
        [this, widelyKnown](const KeyFileAnswer& answer) {
            looked(answer);
            weakPin_ = widelyKnown && answer.outcome.ok();
            sayWeakPin();
        });
}

void HiddenFilesCard::looked(const KeyFileAnswer& answer) {
    setWorking(false);
    if (!answer.outcome.ok()) {
        const Failure& failure = answer.outcome.failure();
        banner_->showFailure(failure);
        // The banner shows it; a screen reader hears it with the field.
        if (wrongSecret(failure.code))
            pin_->setTrouble(fromUtf8(desk_.words.sentence(failure).what));
        if (!onReader_)
            pin_->edit().setFocus(Qt::OtherFocusReason);
        return;
    }
    const bool found = !answer.after.keyFiles.empty();
    banner_->showMessage(found ? CardKind::Good : CardKind::Plain,
                         desk_.words.say(found ? Phrase::HiddenFilesFound : Phrase::HiddenFilesNone), {});
}

} // namespace tanba::gui
