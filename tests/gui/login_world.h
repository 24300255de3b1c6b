#pragma once

#include "app/gui/widgets/code_field.h"
#include "app/gui/widgets/countdown.h"
#include "app/gui/widgets/qr_view.h"
#include "tests/gui/login_portal.h"
#include "tests/gui/sign_world.h"

namespace tanba::gui::test {

/// A world with one portal of the profile, into which somebody wants.
class LoginWorld : public SignWorld {
  public:
    explicit LoginWorld(text::Language language = text::Language::Kk, ThemeChoice theme = ThemeChoice::Light);

    using Ask = LoginPortalPlay::Ask;
    LoginPortalPlay& portal() { return *play_; }

    /// A key file that was opened before; its owner said "this is me" unless `mine` says no.
    enum class Whose { Mine, SomebodyElses };
    std::filesystem::path putLoginKey(const tanba::test::CertificateProfile& profile, const std::string& name,
                                      Whose whose = Whose::Mine);
    std::filesystem::path putLoginKey() {
        return putLoginKey(tanba::test::CertificateProfile::person(), "login.p12");
    }

    /// A key file of any authority: it is opened once, and its owner says "this is me".
    void takeOpened(const std::filesystem::path& key);

    void openLogin(PortalSource source = PortalSource::Added);
    /// Presses the first key of the list, which must be there.
    void chooseKey();
    /// Gives the secret, and agrees once the button wakes; until the portal has answered.
    void agree(Phrase field, std::string_view secret);
    /// From the list of keys to the choice of the second factor, with the file key.
    void enterToFactors();
    /// The card that says this; the test fails when there is none.
    void choose(Phrase card);
    /// Types into the field of the code, as fingers do.
    void typeCode(std::string_view digits);
    CodeField* codeField();
    QrView* qrView();
    /// The countdown of this phrase runs and shows this time.
    bool countsDown(Phrase phrase, const std::string& time);
    /// The clock goes on, and everything that counts down sees it.
    void pass(std::chrono::seconds time);
    /// Lets the program ask for the QR code's state once more.
    void pollOnce();
    portal::Stage loginStage() { return login().view().stage; }
    bool seesFailure(FailureCode code, const std::string& subject = {}) {
        return sees(fromUtf8(words().sentence(fail(code, subject)).what));
    }
    /// What a screen reader reads where the focus is: name and description.
    QString focusSays();
    bool recordLies() const;

  private:
    std::shared_ptr<LoginPortalPlay> play_;
};

/// A portal that is played for this world from now on, and lives as long as it does.
std::shared_ptr<LoginPortalPlay> playPortal(World& world);
/// The clock goes on, and everything that counts down sees it.
void passTime(World& world, std::chrono::seconds time);

// Pages of a login, one after the other in any world, for walks over all pages.
void goToLoginKeys(World& world);
void goToLoginConsent(World& world);
void goToLoginRefused(World& world);
void goToLoginFactors(World& world);
void goToLoginSms(World& world);
void goToLoginWrongCode(World& world);
void goToLoginTrouble(World& world);
void goToLoginExpired(World& world);
void goToLoginQr(World& world);
void goToLoginQrLarge(World& world);
void goToLoginQrOver(World& world);
void goToLoginInside(World& world);

} // namespace tanba::gui::test
