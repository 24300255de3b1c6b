// What a login leaves in the memory of the window's process, in which these tests run: they hold the secrets
// themselves only under a veil.
#include "app/gui/keys/key_work.h"
#include "core/keys/kz_profile.h"
#include "core/keys/pkcs12_writer.h"
#include "tests/gui/reference_steps.h"
#include "tests/support/veiled_secret.h"

#include <array>

namespace tanba::gui::test {
namespace {

using portal::Stage;
using tanba::test::copiesInMemory;
using tanba::test::VeiledSecret;

constexpr VeiledSecret kPassword("Bir-Eki-Ush-4");
/// The first code of the account "person" with the portal's --code-secret below, and one that is wrong.
constexpr VeiledSecret kCode("87350778");
constexpr VeiledSecret kWrongCode("60418295");
const std::vector<std::string> kSwitches{"--code-length", "8", "--code-secret", std::string(64, '0')};
/// What the portal makes up is longer.
constexpr std::size_t kLeastTicket = 16;

/// One character after the other, as fingers do: no string of the test holds them all.
void typeVeiled(QWidget& field, const VeiledSecret& secret) {
    const SecretBytes text = secret.unveiled();
    for (const std::uint8_t letter : text.view())
        typeInto(field, QString(QChar(letter)));
}

void putVeiledKey(ReferenceWorld& world) {
    tanba::test::CertificateProfile profile = tanba::test::CertificateProfile::person();
    const Time now = std::chrono::floor<std::chrono::seconds>(world.clock().now());
    profile.notBefore = now - std::chrono::days(1);
    profile.notAfter = now + std::chrono::days(300);
    const auto identity = world.authority().issue(crypto::KeyAlgorithm::Gost2015_512, profile);
    const auto content = keys::writePkcs12(*identity.key, identity.certificate, kPassword.unveiled());
    ASSERT_TRUE(content.ok());
    const auto file = world.home() / "person.p12";
    std::ofstream(file, std::ios::binary) << asText(content.value());
    auto certificates = readCertificates(world.files(), file, kPassword.unveiled());
    ASSERT_TRUE(certificates.ok());
    world.shelf().unlocked(file, std::move(certificates).value());
    world.person().sayMine(keys::kzProfile(identity.certificate).owner);
    world.settle();
}

/// To the choice of the second factor.
void enterVeiled(ReferenceWorld& world) {
    putVeiledKey(world);
    goToConsent(world);
    typeVeiled(*world.field(Phrase::KeyPassword), kPassword);
    world.agree(Phrase::KeyPassword, {});
    ASSERT_EQ(world.loginStage(), Stage::SecondFactor) << world.visibleText().toStdString();
}

void typeVeiledCode(ReferenceWorld& world, const VeiledSecret& code) {
    typeVeiled(*world.codeField(), code);
    world.settle();
}

void expectNothingLeft() {
#ifdef TANBA_SANITIZED
    GTEST_SKIP() << "sanitizers keep freed memory";
#endif
    const std::array<VeiledSecret, 6> secrets{kPassword,       kPassword.inUtf16(), kCode,
                                              kCode.inUtf16(), kWrongCode,          kWrongCode.inUtf16()};
    for (std::size_t index = 0; index < secrets.size(); ++index)
        EXPECT_EQ(copiesInMemory(std::span(secrets).subspan(index, 1)), 0U) << "secret " << index;
    for (const char* mark : {"ticket=", "\"ticket\":\"", "code_verifier=", "\"code_verifier\":\""})
        EXPECT_EQ(tanba::test::marksInMemory(mark, kLeastTicket), 0U) << mark;
}

TEST(LoginReferenceMemory, InTheSecondStageThePasswordIsGone) {
    ReferenceWorld world(text::Language::Kk, kSwitches);
    enterVeiled(world);
    expectNothingLeft();
}

TEST(LoginReferenceMemory, AfterALogin) {
    ReferenceWorld world(text::Language::Ru, kSwitches);
    enterVeiled(world);
    world.choose(Phrase::LoginSms);
    typeVeiledCode(world, kCode);
    world.until([&world] { return !world.opened().empty(); });
    EXPECT_EQ(world.loginStage(), Stage::Completed) << world.visibleText().toStdString();
    world.login().cancel(); // the browser was there, and what it had to fetch is forgotten
    world.settle();
    expectNothingLeft();
}

TEST(LoginReferenceMemory, AfterAWrongCodeAndAChangeOfMind) {
    ReferenceWorld world(text::Language::Kk, kSwitches);
    enterVeiled(world);
    world.choose(Phrase::LoginSms);
    typeVeiledCode(world, kWrongCode);
    expectTold(world, FailureCode::PortalCodeWrong);
    expectNothingLeft();
    world.press(Phrase::LoginCancel);
    expectNothingLeft();
}

TEST(LoginReferenceMemory, AfterTheLastWrongCode) {
    std::vector<std::string> switches = kSwitches;
    switches.insert(switches.end(), {"--attempts", "1"});
    ReferenceWorld world(text::Language::Ru, switches);
    enterVeiled(world);
    world.choose(Phrase::LoginSms);
    typeVeiledCode(world, kWrongCode);
    expectEnded(world, FailureCode::PortalLocked);
    expectNothingLeft();
}

} // namespace
} // namespace tanba::gui::test
