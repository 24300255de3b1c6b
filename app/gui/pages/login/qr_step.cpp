#include "app/gui/pages/login/qr_step.h"

#include "app/gui/pages/login/login_ways.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/countdown.h"
#include "app/gui/widgets/qr_view.h"

#include <QApplication>
#include <QClipboard>
#include <QHideEvent>
#include <array>

namespace tanba::gui {

namespace {

using portal::QrPhase;
using portal::Stage;

struct StateRow {
    QrPhase phase;
    Phrase words;
    Tone tone;
};
constexpr std::array<StateRow, 4> kStates = {{
    {QrPhase::Shown, Phrase::LoginQrWaiting, Tone::Normal},
    {QrPhase::Scanned, Phrase::LoginQrScanned, Tone::Good},
    {QrPhase::Rejected, Phrase::LoginQrOver, Tone::Attention},
    {QrPhase::Expired, Phrase::LoginQrOver, Tone::Attention},
}};

} // namespace

QrStep::QrStep(const Desk& desk)
    : LoginStep(desk, LoginPlace::Second), state_(new Text(TypeRole::Strong)), view_(new QrView),
      valid_(new Countdown(desk.login.clock(), desk.words, Phrase::LoginQrValid)),
      copy_(new Button(ButtonKind::Quiet, Icon::Copy)), size_(new Button(ButtonKind::Quiet, Icon::Search)),
      again_(new Button(ButtonKind::Main, Icon::Reload)), sms_(new Button(ButtonKind::Plain, Icon::Message)),
      working_(new Text(TypeRole::Small, Tone::Muted)) {
    add({state_});
    column().addWidget(view_, 0, Qt::AlignLeft);
    column().addWidget(valid_, 0, Qt::AlignLeft);
    column().addLayout(rowOf({copy_, size_}));
    column().addSpacing(8);
    column().addLayout(rowOf({again_, sms_}));
    add({working_});
    connect(valid_, &Countdown::over, this, [this] { refresh(); });
    connect(copy_, &QAbstractButton::clicked, this, &QrStep::copy);
    connect(size_, &QAbstractButton::clicked, this, [this] {
        view_->setShownSize(view_->shownSize() == QrSize::Page ? QrSize::Large : QrSize::Page);
        refreshButtons();
        ensureWidgetVisible(view_);
    });
    connect(again_, &QAbstractButton::clicked, this, &QrStep::qrWanted);
    connect(sms_, &QAbstractButton::clicked, this, &QrStep::codeWanted);
    keepWords();
}

void QrStep::begin() {
    LoginStep::begin();
    view_->setShownSize(QrSize::Page);
    view_->show(std::nullopt);
    shown_.clear();
    valid_->stop();
}

void QrStep::say() {
    setTitle(words().say(Phrase::LoginQrTitle));
    setLead(words().say(Phrase::LoginQrLead));
    view_->setAccessibleName(words().say(Phrase::LoginQrName));
    copy_->setText(words().say(Phrase::LoginQrCopy));
    again_->setText(words().say(Phrase::LoginQrAgain));
    sms_->setText(words().say(Phrase::LoginSms));
}

bool QrStep::lives() const {
    const portal::QrView& qr = login().view().qr;
    const bool shown = qr.phase == QrPhase::Shown || qr.phase == QrPhase::Scanned;
    return shown && !portal::isOver(login().view().stage) &&
           (!qr.expiresAt || login().clock().now() < *qr.expiresAt);
}

void QrStep::refreshCode() {
    const portal::QrView& qr = login().view().qr;
    if (lives() && qr.text != shown_) {
        shown_ = qr.text;
        auto code = qr::encodeQr(qr.text);
        view_->show(code.ok() ? std::optional(std::move(code).value()) : std::nullopt);
        if (qr.expiresAt)
            valid_->start(*qr.expiresAt,
                          std::chrono::ceil<std::chrono::seconds>(*qr.expiresAt - login().clock().now()));
        copy_->setText(words().say(Phrase::LoginQrCopy));
    }
    if (!lives())
        valid_->stop();
    view_->setVisible(!shown_.empty());
    view_->setOver(!lives());
    valid_->setVisible(valid_->running());
}

void QrStep::refreshState() {
    const portal::LoginView& view = login().view();
    const bool over = !lives() && !shown_.empty();
    const QrPhase phase = over && view.qr.phase != QrPhase::Rejected ? QrPhase::Expired : view.qr.phase;
    state_->hide();
    for (const StateRow& row : kStates)
        if (row.phase == phase && !shown_.empty()) {
            state_->setText(words().say(row.words));
            state_->setTone(row.tone);
            state_->show();
        }
    if (view.stage == Stage::Completed) {
        state_->setText(words().say(Phrase::LoginQrConfirmed));
        state_->setTone(Tone::Good);
    }
    view_->setAccessibleDescription(state_->text());
}

void QrStep::refreshButtons() {
    const portal::LoginView& view = login().view();
    const bool goesOn = view.stage == Stage::SecondFactor || view.stage == Stage::PhoneOnly;
    const bool free = !login().busy() && goesOn;
    const bool large = view_->shownSize() == QrSize::Large;
    for (Button* each : {copy_, size_})
        each->setVisible(lives());
    size_->setText(words().say(large ? Phrase::LoginQrSmall : Phrase::LoginQrLarge));
    // One that has just run out is the portal's to end: it is asked, and says so.
    const QrPhase phase = view.qr.phase;
    again_->setVisible(goesOn && !login().busy() &&
                       (phase == QrPhase::None || phase == QrPhase::Rejected || phase == QrPhase::Expired));
    again_->setEnabled(free);
    sms_->setVisible(view.stage == Stage::SecondFactor && mayAskForCode(view.sms));
    sms_->setEnabled(free);
    const std::optional<Failure>& trouble = login().pollTrouble();
    working_->setText(trouble ? fromUtf8(words().sentence(*trouble).what)
                              : words().say(Phrase::LoginWorking));
    working_->setVisible(login().busy() || trouble.has_value());
}

void QrStep::refresh() {
    refreshCode();
    refreshState();
    refreshButtons();
}

void QrStep::copy() {
    QApplication::clipboard()->setText(fromUtf8(login().view().qr.text));
    copy_->setText(words().say(Phrase::ProblemCopied));
}

void QrStep::showEvent(QShowEvent* event) {
    login().watchQr(true);
    LoginStep::showEvent(event);
}

void QrStep::hideEvent(QHideEvent* event) {
    login().watchQr(false);
    Page::hideEvent(event);
}

} // namespace tanba::gui
