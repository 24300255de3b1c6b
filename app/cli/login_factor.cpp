#include "app/cli/login_factor.h"

#include "app/platform/terminal_password.h"
#include "app/qr/qr_code.h"
#include "core/base/utf8.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <thread>

namespace tanba::cli {

namespace {

using portal::QrPhase;
using portal::Stage;
using text::Ui;

constexpr std::chrono::milliseconds kTick{100};

/// Failures of sending a code after which it may be asked for again, or is on its way all the same.
constexpr auto kMayStillCome = std::to_array({
    FailureCode::NetworkUnavailable,
    FailureCode::NetworkTimeout,
    FailureCode::NetworkUntrusted,
    FailureCode::NetworkAnswerWrong,
    FailureCode::PortalSmsUnavailable,
    FailureCode::PortalResendTooEarly,
    FailureCode::PortalTooManyRequests,
    FailureCode::PortalUnfinished,
});

bool mayStillCome(const Outcome& sent) {
    return !sent.ok() && std::ranges::find(kMayStillCome, sent.failure().code) != kMayStillCome.end();
}

std::string numberText(const std::optional<int>& number) {
    return number ? std::to_string(*number) : std::string();
}

} // namespace

Outcome LoginSecondStage::walk(LoginFactor wish) {
    const portal::LoginView view = login_.view();
    if (view.stage == Stage::Completed)
        return Done{};
    const bool qr = wish == LoginFactor::Qr || (wish == LoginFactor::Any && !view.sms.available);
    return qr ? byQr() : bySms();
}

Outcome LoginSecondStage::bySms() {
    Outcome sent = Done{};
    if (login_.view().sms.phase == portal::SmsPhase::None) // one of a resumed login may be on its way
        sent = login_.sendCode(control());
    if (!sent.ok() && !(mayStillCome(sent) && login_.view().stage == Stage::SecondFactor))
        return sent;
    if (!sent.ok())
        console_.problem(sent.failure());
    console_.warning(console_.word(Ui::LoginCodeWarning));
    while (login_.view().stage == Stage::SecondFactor) {
        const Outcome asked = askForCode();
        if (asked.ok())
            continue;
        const FailureCode code = asked.failure().code;
        if (code == FailureCode::PasswordUnreadable && !sent.ok())
            return sent; // nobody is there to try once more
        if (code == FailureCode::Cancelled || code == FailureCode::PasswordUnreadable ||
            login_.view().stage != Stage::SecondFactor)
            return asked;
        console_.problem(asked.failure());
    }
    return Done{};
}

/// One line: a code, or nothing for having it sent again. Where none was sent there is none to hand in.
Outcome LoginSecondStage::askForCode() {
    const portal::SmsView sms = login_.view().sms;
    const std::string prompt = console_.word(
        Ui::LoginCodePrompt,
        {{"sender", sms.sender}, {"phone", sms.maskedPhone}, {"tries", numberText(sms.attemptsLeft)}});
    TANBA_TRY(SecretBytes code, platform::readTerminalPassword(prompt + " ", services_.cancel));
    const bool wanted = !code.empty() && sms.phase == portal::SmsPhase::Waiting;
    return wanted ? login_.postCode(std::move(code), control()) : login_.sendCode(control());
}

void LoginSecondStage::showQr() {
    const std::string link = login_.view().qr.text;
    const Result<qr::QrCode> code = qr::encodeQr(link);
    if (code.ok() && ::isatty(STDERR_FILENO) != 0)
        console_.remark(qr::terminalQr(code.value()));
    console_.remark(console_.word(Ui::LoginQr, {{"link", displayText(link)}}));
}

Outcome LoginSecondStage::wait(std::chrono::seconds time) const {
    const auto until = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < until) {
        if (services_.cancel.cancelled())
            return fail(FailureCode::Cancelled);
        std::this_thread::sleep_for(kTick);
    }
    return Done{};
}

Outcome LoginSecondStage::byQr() {
    if (login_.view().stage == Stage::SecondFactor)
        TANBA_CHECK(login_.startQr(control()));
    showQr();
    bool told = false;
    while (login_.view().stage != Stage::Completed) {
        const Outcome polled = login_.pollQr(control());
        const portal::LoginView view = login_.view();
        const bool live = view.qr.phase == QrPhase::Shown || view.qr.phase == QrPhase::Scanned;
        const bool stopped = !polled.ok() && polled.failure().code == FailureCode::Cancelled;
        if (!polled.ok() && (!live || stopped))
            return polled; // a network that is away for a moment is not
        if (view.qr.phase == QrPhase::Scanned && !told) {
            console_.remark(console_.word(Ui::LoginQrScanned));
            told = true;
        }
        if (view.stage != Stage::Completed)
            TANBA_CHECK(wait(pauseBeforePoll(view.qr, services_.clock.now())));
    }
    return Done{};
}

} // namespace tanba::cli
