// The window against the reference portal, over TLS.
#include "tests/gui/reference_steps.h"
#include "tests/support/loopback_caller.h"

#include <gmock/gmock.h>

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <algorithm>
#include <array>
#include <iostream>

namespace tanba::gui::test {
namespace {

using portal::Stage;
using tanba::test::CertificateProfile;

TANBA_REFERENCE_SUITE(LoginReference);

TEST_P(LoginReference, ByTheSmsThatWasPasted) {
    ReferenceWorld world(GetParam());
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.enter();
    world.choose(Phrase::LoginSms);
    const auto sms = demo::lastSms(world.files(), world.server().outbox());
    ASSERT_TRUE(sms.ok());
    QApplication::clipboard()->setText(fromUtf8(sms.value().text));
    world.codeField()->paste();
    world.until([&world] { return !world.opened().empty(); });
    EXPECT_EQ(world.loginStage(), Stage::Completed) << world.visibleText().toStdString();
    EXPECT_THAT(tanba::test::followLink(toUtf8(world.opened().front().toString())),
                testing::HasSubstr("\r\nLocation: " + world.server().origin() + "/auth/v1/finish?ticket="));
    EXPECT_FALSE(world.recordLies());
    for (const std::string_view secret : {std::string_view(sms.value().code), kSignPassword})
        EXPECT_FALSE(world.keepsOnDisk(secret));
}

TEST_P(LoginReference, ByQrForALegalEntity) {
    ReferenceWorld world(GetParam(), {"--poll-after", "1"});
    world.putReferenceKey(CertificateProfile::head(), "head.p12");
    world.enter();
    showQr(world);
    const std::string qrText = world.login().view().qr.text;
    EXPECT_EQ(world.phone(qrText, "scan"), 200);
    world.pumpUntil([&world] { return world.login().view().qr.phase == portal::QrPhase::Scanned; });
    EXPECT_TRUE(world.sees(Phrase::LoginQrScanned));
    EXPECT_EQ(world.phone(qrText, "confirm"), 204);
    world.pumpUntil([&world] { return !world.opened().empty(); });
    EXPECT_EQ(world.loginStage(), Stage::Completed);
    EXPECT_TRUE(world.sees(Phrase::LoginDoneTitle));
}

TEST_P(LoginReference, WithACardThatIsMistypedAndPulledInMidLogin) {
    ReferenceWorld world(GetParam());
    world.showTrustedCard();
    goToConsent(world);
    world.agree(Phrase::SignPin, "0000");
    EXPECT_TRUE(world.seesFailure(FailureCode::PinWrong, "2")) << world.visibleText().toStdString();
    for (const int command : {1, 2}) { // the PIN, the signature
        world.demonstration().removeDuring(command);
        world.agree(Phrase::SignPin, "1234");
        EXPECT_TRUE(world.seesFailure(FailureCode::CardRemoved)) << world.visibleText().toStdString();
        EXPECT_EQ(world.loginStage(), Stage::ChallengeIssued) << command;
        world.demonstration().insert();
    }
    world.agree(Phrase::SignPin, "1234");
    ASSERT_EQ(world.loginStage(), Stage::SecondFactor) << world.visibleText().toStdString();
    world.choose(Phrase::LoginSms);
    const auto sms = demo::lastSms(world.files(), world.server().outbox());
    ASSERT_TRUE(sms.ok());
    world.typeCode(sms.value().code);
    world.until([&world] { return !world.opened().empty(); });
    EXPECT_EQ(world.loginStage(), Stage::Completed) << world.visibleText().toStdString();
    EXPECT_FALSE(world.recordLies());
}

TEST(LoginReferenceTrouble, AWrongCodeIsToldAndTheRightOneStillEnters) {
    ReferenceWorld world;
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.enter();
    world.choose(Phrase::LoginSms);
    const auto sms = demo::lastSms(world.files(), world.server().outbox());
    ASSERT_TRUE(sms.ok());
    world.typeCode(sms.value().code == "000000" ? "111111" : "000000");
    EXPECT_EQ(world.codeField()->state(), CodeState::Wrong) << world.visibleText().toStdString();
    world.typeCode(sms.value().code);
    world.until([&world] { return world.loginStage() == Stage::Completed; });
}

TEST(LoginReferenceTrouble, AKilledServerIsToldAtOnce) {
    ReferenceWorld world(text::Language::Ru);
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.enter();
    world.killServer();
    world.choose(Phrase::LoginSms);
    EXPECT_TRUE(world.seesFailure(FailureCode::NetworkUnavailable, "127.0.0.1"))
        << world.visibleText().toStdString();
    EXPECT_TRUE(world.opened().empty());
    world.press(Phrase::LoginCancel);
    EXPECT_FALSE(world.login().active());
    EXPECT_FALSE(world.recordLies());
}

TEST(LoginReferenceTrouble, APortalWithAnotherCertificateIsNotAsked) {
    ReferenceWorld world;
    world.portalPorts().network = [] { return std::make_unique<net::NetworkTransport>(); };
    openPortal(world);
    EXPECT_TRUE(world.seesFailure(FailureCode::NetworkUntrusted, "127.0.0.1"))
        << world.visibleText().toStdString();
}

enum class SpeedKey { File, Card };
enum class SpeedFactor { Sms, Qr };

struct SpeedWay {
    const char* name;
    SpeedKey key;
    SpeedFactor factor;
    const char* account;
};
constexpr std::array<SpeedWay, 4> kSpeedWays{{
    {"key file, SMS", SpeedKey::File, SpeedFactor::Sms, "person"},
    {"key file, QR", SpeedKey::File, SpeedFactor::Qr, "person"},
    {"card, SMS", SpeedKey::Card, SpeedFactor::Sms, "demonstration"},
    {"card, QR", SpeedKey::Card, SpeedFactor::Qr, "demonstration"},
}};

/// Types the code of the SMS at once, or answers the QR code on the phone at once.
void passSecondStage(ReferenceWorld& world, const SpeedWay& way) {
    if (way.factor == SpeedFactor::Qr) {
        showQr(world);
        const std::string text = world.login().view().qr.text;
        EXPECT_EQ(world.phone(text, "scan", way.account), 200);
        EXPECT_EQ(world.phone(text, "confirm", way.account), 204);
        return;
    }
    world.chooseNow(Phrase::LoginSms);
    world.pumpUntil([&world] { return world.login().view().sms.phase == portal::SmsPhase::Waiting; });
    QApplication::processEvents();
    typeInto(*world.codeField(), fromUtf8(world.smsCode()));
}

/// From the press that agrees to the open browser, without the person's own time.
qint64 consentToInside(const SpeedWay& way, std::chrono::milliseconds delay) {
    ReferenceWorld world;
    world.slowDown(delay);
    if (way.key == SpeedKey::File)
        world.putReferenceKey(CertificateProfile::person(), "person.p12");
    else
        world.showTrustedCard();
    goToConsent(world);
    const bool card = way.key == SpeedKey::Card;
    world.type(card ? Phrase::SignPin : Phrase::KeyPassword, card ? std::string_view("1234") : kSignPassword);
    ConsentButton* agree = world.signButton();
    world.until([agree] { return agree->isEnabled(); });
    QElapsedTimer timer;
    timer.start();
    agree->click();
    world.pumpUntil([&world] { return world.loginStage() == Stage::SecondFactor && !world.login().busy(); });
    passSecondStage(world, way);
    world.pumpUntil([&world] { return !world.opened().empty(); });
    return timer.elapsed();
}

/// Four exchanges and a signature.
TEST(LoginReferenceSpeed, WaitsForTheNetworkAndForNothingElse) {
    constexpr int kExchanges = 4;
    for (const std::chrono::milliseconds delay :
         {std::chrono::milliseconds(0), std::chrono::milliseconds(200)}) {
        const qint64 took = consentToInside(kSpeedWays.front(), delay);
        std::cout << "consent to inside with " << delay.count() << " ms: " << took << " ms\n";
        EXPECT_GE(took, kExchanges * delay.count());
        EXPECT_LT(took, kExchanges * delay.count() + 3000);
    }
}

/// For tests/bench/README.md: --gtest_also_run_disabled_tests.
TEST(LoginReferenceSpeed, DISABLED_OfEveryWay) {
    constexpr std::size_t kRounds = 5;
    for (const SpeedWay& way : kSpeedWays)
        for (const std::chrono::milliseconds delay :
             {std::chrono::milliseconds(0), std::chrono::milliseconds(200)}) {
            std::array<qint64, kRounds> took{};
            for (qint64& each : took)
                each = consentToInside(way, delay);
            std::ranges::sort(took);
            std::cout << way.name << ", " << delay.count() << " ms: median " << took.at(kRounds / 2)
                      << " ms, longest " << took.back() << " ms\n";
        }
}

} // namespace
} // namespace tanba::gui::test
