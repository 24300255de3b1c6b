#include "app/gui/pages/sign/secret_part.h"

#include "app/gui/pages/cards/pad_card.h"
#include "app/gui/pages/cards/pin_notice.h"
#include "app/gui/widgets/secret_field.h"

#include <QApplication>
#include <QVBoxLayout>

namespace tanba::gui {

SecretPart::SecretPart(const Desk& desk)
    : desk_(desk), demonstration_(new Banner(desk.words)), notice_(new Banner(desk.words)),
      password_(new SecretField(desk.words, Phrase::KeyPassword)),
      pin_(new SecretField(desk.words, Phrase::SignPin)), pad_(new PadCard) {
    for (Banner* banner : {demonstration_, notice_})
        banner->setClosing(Closing::Never);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    for (QWidget* part :
         {static_cast<QWidget*>(demonstration_), static_cast<QWidget*>(notice_),
          static_cast<QWidget*>(password_), static_cast<QWidget*>(pin_), static_cast<QWidget*>(pad_)})
        column->addWidget(part);
    for (SecretField* each : {password_, pin_}) {
        connect(each, &SecretField::edited, this, &SecretPart::edited);
        connect(each, &SecretField::submitted, this, &SecretPart::submitted);
    }
    desk.words.keep(this, [this] { say(); });
}

void SecretPart::say() {
    pad_->say(desk_.words.say(Phrase::PinPadTitle),
              desk_.words.say(moment_ == PadMoment::Now ? Phrase::PinPadNow : Phrase::SignPadText));
    demonstration_->clear();
    notice_->clear();
    const CardEntry* card = key_ && key_->onCard() ? desk_.cards.find(key_->cardId) : nullptr;
    if (card == nullptr)
        return;
    showPinNotice(*notice_, *card, desk_.words);
    if (card->simulated())
        demonstration_->showMessage(CardKind::Info, desk_.words.say(text::Ui::TokenNoticeSimulated), {});
}

void SecretPart::show(const std::optional<SigningKeyOption>& key, PadMoment moment) {
    moment_ = moment;
    const bool another = !key_ || !key || !key->sameKey(*key_);
    key_ = key;
    way_ = Way::Nothing;
    if (key && !key->onCard()) {
        way_ = Way::Password;
    } else if (key) {
        const CardEntry* card = desk_.cards.find(key->cardId);
        way_ = card != nullptr && card->pin.enteredOnReader ? Way::Reader : Way::Pin;
    }
    showField();
    if (another)
        clear();
    pad_->setVisible(way_ == Way::Reader);
    say();
}

void SecretPart::showField() {
    if (SecretField* now = field()) {
        const QWidget* focus = QApplication::focusWidget();
        const bool typing = !password_->edit().isEmpty() || !pin_->edit().isEmpty();
        now->show();
        // Before the other field goes, and the focus with it. But who is typing would type on in here.
        if (isAncestorOf(focus) && !now->isAncestorOf(focus) && !typing)
            focusFirst();
    }
    password_->setVisible(way_ == Way::Password);
    pin_->setVisible(way_ == Way::Pin);
}

SecretField* SecretPart::field() const {
    return way_ == Way::Password ? password_ : way_ == Way::Pin ? pin_ : nullptr;
}

bool SecretPart::complete() const {
    return way_ == Way::Reader || !empty();
}

bool SecretPart::empty() const {
    SecretField* typed = field();
    return typed == nullptr || typed->edit().isEmpty();
}

SecretBytes SecretPart::copy() const {
    SecretField* typed = field();
    return typed == nullptr ? SecretBytes() : typed->edit().copy();
}

void SecretPart::clear() {
    password_->clear();
    pin_->clear();
}

void SecretPart::showTrouble(const Failure& failure) {
    SecretField* typed = field();
    if (typed == nullptr)
        return;
    if (way_ == Way::Pin)
        typed->clear(); // it was wrong, and must not be sent a second time by mistake
    else
        typed->edit().selectAll();
    typed->edit().setAccessibleDescription(fromUtf8(desk_.words.sentence(failure).what));
}

void SecretPart::focusFirst() {
    if (SecretField* typed = field())
        typed->edit().setFocus(Qt::OtherFocusReason);
}

bool showRefusal(const Failure& failure, Banner& banner, SecretPart& secret) {
    if (failure.code == FailureCode::Cancelled)
        return false;
    banner.showFailure(failure);
    if (wrongSecret(failure.code))
        secret.showTrouble(failure);
    return true;
}

} // namespace tanba::gui
