#include "app/cli/demo_login.h"

#include "app/demo/fake_phone.h"
#include "app/qr/qr_code.h"

#include <algorithm>
#include <array>
#include <thread>

namespace tanba::cli {

namespace {

using portal::Login;
using portal::Stage;
using text::Ui;

/// After these the person types once more.
constexpr auto kMistyped =
    std::to_array({FailureCode::PinWrong, FailureCode::PinWrongCountUnknown, FailureCode::PinLastTry,
                   FailureCode::PinCharacters, FailureCode::PinLength, FailureCode::PortalCodeWrong});

bool isMistyped(const Failure& failure) {
    return std::ranges::find(kMistyped, failure.code) != kMistyped.end();
}

Outcome waitForQr(Login& login, const CancelToken& cancel, const WorkControl& control) {
    while (login.view().stage != Stage::Completed) {
        TANBA_CHECK(login.pollQr(control));
        if (login.view().stage == Stage::Completed)
            break;
        // A poll returns at once when the phone has scanned; the portal then wants this much patience.
        std::this_thread::sleep_for(login.view().qr.pollAfter);
        if (cancel.cancelled())
            return fail(FailureCode::Cancelled);
    }
    return Done{};
}

} // namespace

/// To the second stage.
Outcome DemoLogins::enterFirstStage(Login& login) {
    TANBA_CHECK(login.describe(control()));
    TANBA_CHECK(login.begin(portal::Format::XmlDsig, control()));
    card::SimulatedCard card = environment_.card();
    TANBA_TRY(const auto token, card.open(&services_.cancel));
    const auto keys = token->keys();
    if (keys.empty())
        return fail(FailureCode::DemoFailed, {}, "card");
    auto session = keys.front()->open(typist_, &services_.cancel);
    while (!session.ok() && isMistyped(session.failure())) {
        typist_.console().problem(session.failure());
        session = keys.front()->open(typist_, &services_.cancel);
    }
    if (!session.ok())
        return session.failure();
    TANBA_CHECK(login.sign(*session.value(), control()));
    typist_.say(Ui::DemoLoginSigned);
    return Done{};
}

Outcome DemoLogins::postCode(Login& login, const std::string& sent) {
    while (true) {
        TANBA_TRY(SecretBytes code, typist_.code(sent));
        Outcome posted = login.postCode(std::move(code), control());
        if (posted.ok() || !isMistyped(posted.failure()))
            return posted;
        typist_.console().problem(posted.failure());
    }
}

/// For a person to see; then the phone of the demonstration reads it.
Outcome DemoLogins::showQr(const std::string& text) {
    if (typist_.hands() == DemoHands::ItsOwn)
        return Done{};
    TANBA_TRY(const qr::QrCode code, qr::encodeQr(text));
    typist_.console().remark(qr::terminalQr(code));
    return typist_.waitForPerson(Ui::DemoQrScan);
}

/// The portal lets the person in, and gives what a browser would get.
Result<std::string> DemoLogins::enter(Login& login) const {
    std::string name = login.view().subject.name;
    TANBA_TRY(const portal::Tokens tokens, login.redeem(control()));
    if (tokens.accessToken.empty())
        return fail(FailureCode::DemoFailed, {}, "token");
    return name;
}

Result<std::string> DemoLogins::bySms() {
    Login login({http_, services_.clock, services_.files, {}}, environment_.portal().origin(),
                portal::PortalSource::Shipped);
    TANBA_CHECK(enterFirstStage(login));
    TANBA_CHECK(login.sendCode(control()));
    TANBA_TRY(const demo::Sms sms, demo::lastSms(services_.files, environment_.portal().outbox()));
    typist_.say(Ui::DemoSmsCame, {{"sender", sms.sender}});
    typist_.showOnPhone(sms.text);
    TANBA_CHECK(postCode(login, sms.code));
    return enter(login);
}

Result<std::string> DemoLogins::byQr() {
    Login login({http_, services_.clock, services_.files, {}}, environment_.portal().origin(),
                portal::PortalSource::Shipped);
    TANBA_CHECK(enterFirstStage(login));
    TANBA_CHECK(login.startQr(control()));
    TANBA_CHECK(showQr(login.view().qr.text));
    demo::FakePhone phone(http_, environment_.portal().origin());
    TANBA_CHECK(phone.scan(login.view().qr.text, control()));
    TANBA_CHECK(phone.confirm(control()));
    typist_.say(Ui::DemoQrConfirmed);
    TANBA_CHECK(waitForQr(login, services_.cancel, control()));
    return enter(login);
}

} // namespace tanba::cli
