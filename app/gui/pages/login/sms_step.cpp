#include "app/gui/pages/login/sms_step.h"

#include "app/gui/pages/login/factor_step.h"
#include "app/gui/pages/login/login_ways.h"
#include "app/gui/pages/login/trouble_part.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/code_field.h"
#include "app/gui/widgets/countdown.h"
#include "app/gui/widgets/picture.h"
#include "core/base/utf8.h"

#include <QHideEvent>

namespace tanba::gui {

namespace {

using portal::SmsPhase;
using portal::Stage;

/// When a portal says nothing of another code: a person has looked at the phone by then.
constexpr std::chrono::seconds kPatience{60};

} // namespace

SmsStep::SmsStep(const Desk& desk)
    : LoginStep(desk, LoginPlace::Second), sent_(new Text(TypeRole::Body)), sender_(new Text(TypeRole::Body)),
      field_(new CodeField), go_(new Button(ButtonKind::Main)), hint_(new Text(TypeRole::Body, Tone::Bad)),
      valid_(new Countdown(desk.login.clock(), desk.words, Phrase::LoginSmsValid)),
      attempts_(new Text(TypeRole::Small, Tone::Muted)), red_(new QWidget),
      redText_(new Text(TypeRole::Body, Tone::Bad)), again_(new Button(ButtonKind::Plain, Icon::Reload)),
      againIn_(new Countdown(desk.login.clock(), desk.words, Phrase::LoginSmsAgainIn)),
      againLeft_(new Text(TypeRole::Small, Tone::Muted)), qr_(new Button(ButtonKind::Plain, Icon::Qr)),
      trouble_(new TroublePart(desk.words)) {
    auto* red = new QHBoxLayout(red_);
    red->setContentsMargins(kHalo, 0, 0, 0);
    red->setSpacing(4);
    red->addWidget(new Picture(Icon::Shield, 20, Tone::Bad), 0, Qt::AlignTop);
    red->addWidget(redText_, 1);
    add({sent_, sender_});
    column().addWidget(field_, 0, Qt::AlignLeft);
    add({hint_});
    column().addLayout(rowOf({go_}));
    add({red_});
    column().addWidget(valid_, 0, Qt::AlignLeft);
    add({attempts_});
    column().addSpacing(8);
    column().addWidget(againIn_, 0, Qt::AlignLeft);
    column().addLayout(rowOf({again_, qr_}));
    add({againLeft_, trouble_});
    connect(field_, &CodeField::completed, this, [this] {
        if (login().view().sms.codeLength)
            post();
    });
    connect(field_, &SecretLineEdit::submitted, this, [this] {
        if (go_->isVisible() && go_->isEnabled())
            post();
    });
    connect(field_, &SecretLineEdit::edited, this, [this] {
        if (!field_->isEmpty()) {
            hint_->hide();
            describeField();
        }
        refreshGo();
    });
    connect(field_, &SecretLineEdit::refused, this,
            [this] { hint(Tone::Bad, words().say(Phrase::LoginSmsPaste)); });
    connect(go_, &QAbstractButton::clicked, this, &SmsStep::post);
    connect(valid_, &Countdown::over, this, [this] { refresh(); });
    connect(againIn_, &Countdown::over, this, [this] {
        refresh();
        if (sentAt_)
            openTrouble();
        else if (again_->isEnabled())
            again_->setFocus(Qt::OtherFocusReason); // it was all that there was to wait for
    });
    connect(again_, &QAbstractButton::clicked, this, &SmsStep::codeWanted);
    connect(qr_, &QAbstractButton::clicked, this, &SmsStep::qrWanted);
    connect(trouble_, &TroublePart::qrWanted, this, &SmsStep::qrWanted);
    connect(trouble_, &TroublePart::pageWanted, this, [this](const std::string& page) { openPage(page); });
    keepWords();
}

void SmsStep::begin() {
    LoginStep::begin();
    field_->clear();
    field_->setState(CodeState::Asking);
    hint_->hide();
    trouble_->hide();
    sentAt_.reset();
    againAt_.reset();
    valid_->stop();
    againIn_->stop();
}

void SmsStep::say() {
    setTitle(words().say(Phrase::LoginSmsTitle));
    setLead({});
    field_->setAccessibleName(words().say(Phrase::LoginSmsField));
    field_->setMenuWords(words().say(Phrase::FieldPaste), words().say(Phrase::FieldClear));
    describeField();
    go_->setText(words().say(Phrase::LoginSmsGo));
    redText_->setText(words().say(Phrase::LoginSmsRed));
    again_->setText(words().say(Phrase::LoginSmsAgain));
    qr_->setText(words().say(Phrase::LoginQr));
}

void SmsStep::describeField() {
    const std::optional<int> length = login().view().sms.codeLength;
    field_->setAccessibleDescription(
        length ? words().say(Phrase::LoginSmsDigits, {{"count", std::to_string(*length)}}) : QString());
}

void SmsStep::hint(Tone tone, const QString& text) {
    hint_->setTone(tone);
    hint_->setText(text);
    hint_->show();
    field_->setAccessibleDescription(text);
}

bool SmsStep::waits() const {
    const portal::LoginView& view = login().view();
    const bool alive = !view.sms.expiresAt || login().clock().now() < *view.sms.expiresAt;
    return view.stage == Stage::SecondFactor && view.sms.phase == SmsPhase::Waiting && alive;
}

void SmsStep::refreshFacts() {
    const portal::SmsView& sms = login().view().sms;
    const bool sent =
        sms.sentAt.has_value() || sms.phase == SmsPhase::Waiting || sms.phase == SmsPhase::Posting;
    const std::string phone = phoneWords(sms.maskedPhone);
    const std::string sender = displayText(sms.sender);
    sent_->setVisible(sent || login().busy());
    sent_->setText(!sent           ? words().say(Phrase::LoginWorking)
                   : phone.empty() ? words().say(Phrase::LoginSmsSentBound)
                                   : words().say(Phrase::LoginSmsSent, {{"phone", phone}}));
    // An added portal must not pass for the state: portal::Login lets none in that names 1414.
    sender_->setVisible(sent && !sender.empty());
    sender_->setText(words().say(Phrase::LoginSmsSender, {{"sender", sender}}));
    attempts_->setVisible(sent && sms.attemptsLeft.has_value());
    attempts_->setText(
        words().say(Phrase::LoginSmsAttempts, {{"count", std::to_string(sms.attemptsLeft.value_or(0))}}));
    // A portal that does not say how long its codes are gets what was typed when a person presses Enter.
    field_->setDigits(sms.codeLength.value_or(CodeField::kLongest));
}

/// @returns whether there is another code than before
bool SmsStep::refreshTimes() {
    const portal::SmsView& sms = login().view().sms;
    const Time now = login().clock().now();
    const bool another =
        sms.phase == SmsPhase::Waiting && (!sentAt_ || sms.sentAt.value_or(*sentAt_) != *sentAt_);
    if (another) {
        sentAt_ = sms.sentAt.value_or(now);
        trouble_->hide();
        field_->clear();
        field_->setState(CodeState::Asking);
        hint_->hide();
        if (sms.expiresAt)
            valid_->start(*sms.expiresAt, std::chrono::ceil<std::chrono::seconds>(*sms.expiresAt - *sentAt_));
    }
    refreshCoolDown();
    valid_->setVisible(valid_->running());
    againIn_->setVisible(againIn_->running());
    return another;
}

/// The portal's cool-down is of the account: it may run on from an earlier login, or come with a refusal.
void SmsStep::refreshCoolDown() {
    const portal::SmsView& sms = login().view().sms;
    const Time now = login().clock().now();
    const std::optional<Time> patience = sentAt_ ? std::optional(*sentAt_ + kPatience) : std::nullopt;
    const std::optional<Time> again = sms.resendAt ? sms.resendAt : patience;
    if (!again || again == againAt_)
        return;
    againAt_ = again;
    againIn_->start(*again, std::chrono::ceil<std::chrono::seconds>(*again - sentAt_.value_or(now)));
}

void SmsStep::refreshAgain() {
    const portal::SmsView& sms = login().view().sms;
    const bool more = sms.resendsLeft.value_or(1) > 0;
    const bool free = !login().busy() && login().view().stage == Stage::SecondFactor;
    again_->setVisible(more && mayAskForCode(sms));
    again_->setEnabled(free && !againIn_->running());
    againLeft_->setVisible(sms.resendsLeft.has_value());
    againLeft_->setText(more ? words().say(Phrase::LoginSmsAgainLeft,
                                           {{"count", std::to_string(sms.resendsLeft.value_or(0))}})
                             : words().say(Phrase::LoginSmsNoMore));
    qr_->setVisible(login().view().qr.available);
    qr_->setEnabled(free);
}

void SmsStep::refresh() {
    refreshFacts();
    const bool another = refreshTimes();
    refreshAgain();
    const bool hadFocus = field_->hasFocus();
    const bool posting = login().work() == LoginDesk::Work::PostingCode;
    field_->setEnabled(waits() && !login().busy());
    const bool over = !waits() && sentAt_ && login().view().stage == Stage::SecondFactor && !login().busy();
    if (posting)
        hint(Tone::Muted, words().say(Phrase::LoginSmsChecking));
    else if (over)
        hint(Tone::Bad, fromUtf8(words().sentence(fail(FailureCode::PortalCodeExpired)).what));
    else if (field_->state() == CodeState::Asking)
        hint_->hide();
    if (portal::isOver(login().view().stage))
        field_->clear(); // the page may stay, for what is said on it
    if (over && hadFocus)
        again_->setFocus(Qt::OtherFocusReason);
    if (trouble_->isVisible())
        trouble_->show(login().portal(), login().view());
    refreshGo();
    if (another)
        focusFirst();
}

void SmsStep::refreshGo() {
    go_->setVisible(!login().view().sms.codeLength);
    go_->setEnabled(waits() && !login().busy() && field_->length() >= CodeField::kShortest);
}

void SmsStep::openTrouble() {
    if (login().view().stage != Stage::SecondFactor)
        return;
    trouble_->show(login().portal(), login().view());
    trouble_->setVisible(true);
}

void SmsStep::post() {
    if (!waits() || login().busy())
        return;
    banner().clear();
    login().postCode(field_->copy());
}

/// A wrong code stays at its field, where the next one is typed. After anything else the same code can be
/// handed in again, or typed anew over the old one.
bool SmsStep::tellsItself(const Failure& failure) {
    if (waits())
        field_->selectAll();
    if (failure.code != FailureCode::PortalCodeWrong || !waits())
        return false;
    field_->clear();
    field_->setState(CodeState::Wrong);
    const text::Sentence sentence = words().sentence(failure);
    hint(Tone::Bad, fromUtf8(sentence.what + ' ' + sentence.next));
    field_->setFocus(Qt::OtherFocusReason);
    return true;
}

void SmsStep::hideEvent(QHideEvent* event) {
    field_->clear();
    Page::hideEvent(event);
}

void SmsStep::focusOwn() {
    if (field_->isEnabled())
        field_->setFocus(Qt::OtherFocusReason);
    else
        Page::focusFirst();
}

} // namespace tanba::gui
