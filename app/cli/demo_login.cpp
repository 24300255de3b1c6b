#include "app/cli/demo_login.h"

#include "app/demo/fake_phone.h"
#include "core/portal/login.h"

#include <chrono>
#include <thread>

namespace tanba::cli {

namespace {

using portal::Login;
using portal::Stage;

/// The PIN that every simulated card is born with.
class DemoPin : public keys::PinSource {
  public:
    Result<SecretBytes> pin(const std::string&, const keys::PinRules&) override {
        return SecretBytes::copyOf(viewOf(card::kDemoPin));
    }
};

/// To the second stage.
Outcome enterFirstStage(Login& login, card::SimulatedCard card, const WorkControl& control) {
    TANBA_CHECK(login.describe(control));
    TANBA_CHECK(login.begin(portal::Format::XmlDsig, control));
    TANBA_TRY(const auto token, card.open(control.cancel));
    const auto keys = token->keys();
    if (keys.empty())
        return fail(FailureCode::DemoFailed, {}, "card");
    DemoPin pin;
    TANBA_TRY(const auto session, keys.front()->open(pin, control.cancel));
    return login.sign(*session, control);
}

/// The portal lets the person in, and gives what a browser would get.
Result<DemoLogin> enter(Login& login, DemoLogin shown, const WorkControl& control) {
    shown.name = login.view().subject.name;
    TANBA_TRY(const portal::Tokens tokens, login.redeem(control));
    if (tokens.accessToken.empty())
        return fail(FailureCode::DemoFailed, {}, "token");
    return shown;
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

Result<DemoLogin> DemoLogins::bySms() {
    Login login({http_, services_.clock, services_.files, {}}, environment_.portal().origin(),
                portal::PortalSource::Shipped);
    TANBA_CHECK(enterFirstStage(login, environment_.card(), control()));
    TANBA_CHECK(login.sendCode(control()));
    TANBA_TRY(const demo::Sms sms, demo::lastSms(services_.files, environment_.portal().outbox()));
    TANBA_CHECK(login.postCode(SecretBytes::copyOf(viewOf(sms.code)), control()));
    return enter(login, {sms.sender, sms.code, {}}, control());
}

Result<DemoLogin> DemoLogins::byQr() {
    Login login({http_, services_.clock, services_.files, {}}, environment_.portal().origin(),
                portal::PortalSource::Shipped);
    TANBA_CHECK(enterFirstStage(login, environment_.card(), control()));
    TANBA_CHECK(login.startQr(control()));
    demo::FakePhone phone(http_, environment_.portal().origin());
    TANBA_CHECK(phone.scan(login.view().qr.text, control()));
    TANBA_CHECK(phone.confirm(control()));
    TANBA_CHECK(waitForQr(login, services_.cancel, control()));
    return enter(login, {}, control());
}

} // namespace tanba::cli
