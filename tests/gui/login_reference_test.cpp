// The window against the reference portal, over TLS.
#include "app/demo/fake_phone.h"
#include "tests/gui/reference_world.h"
#include "tests/support/loopback_caller.h"

#include <gmock/gmock.h>

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <iostream>

namespace tanba::gui::test {
namespace {

using portal::Stage;
using tanba::test::CertificateProfile;

class LoginReference : public testing::TestWithParam<text::Language> {};
INSTANTIATE_TEST_SUITE_P(Languages, LoginReference, testing::Values(text::Language::Kk, text::Language::Ru),
                         [](const auto& test) { return std::string(text::languageName(test.param)); });

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
    ReferenceWorld world(GetParam());
    world.putReferenceKey(CertificateProfile::head(), "head.p12");
    world.enter();
    world.chooseNow(Phrase::LoginQr);
    world.pumpUntil([&world] { return world.login().view().qr.phase == portal::QrPhase::Shown; });
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
    world.window().openLogin({world.server().origin(), PortalSource::Shipped, {}});
    world.until([&world] { return !world.login().busy(); });
    world.chooseKey();
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
    world.window().openLogin({world.server().origin(), PortalSource::Shipped, {}});
    world.until([&world] { return !world.login().busy(); });
    EXPECT_TRUE(world.seesFailure(FailureCode::NetworkUntrusted, "127.0.0.1"))
        << world.visibleText().toStdString();
}

/// From the press that agrees to the open browser, without the person's own time: four exchanges and a
/// signature.
TEST(LoginReferenceSpeed, WaitsForTheNetworkAndForNothingElse) {
    constexpr int kExchanges = 4;
    for (const std::chrono::milliseconds delay :
         {std::chrono::milliseconds(0), std::chrono::milliseconds(200)}) {
        ReferenceWorld world;
        world.slowDown(delay);
        world.putReferenceKey(CertificateProfile::person(), "person.p12");
        world.window().openLogin({world.server().origin(), PortalSource::Shipped, {}});
        world.until([&world] { return !world.login().busy(); });
        world.chooseKey();
        world.type(Phrase::KeyPassword, kSignPassword);
        ConsentButton* agree = world.signButton();
        world.until([agree] { return agree->isEnabled(); });
        QElapsedTimer timer;
        timer.start();
        agree->click();
        world.pumpUntil(
            [&world] { return world.loginStage() == Stage::SecondFactor && !world.login().busy(); });
        world.chooseNow(Phrase::LoginSms);
        world.pumpUntil([&world] { return world.login().view().sms.phase == portal::SmsPhase::Waiting; });
        const auto sms = demo::lastSms(world.files(), world.server().outbox());
        ASSERT_TRUE(sms.ok());
        QApplication::processEvents();
        typeInto(*world.codeField(), fromUtf8(sms.value().code));
        world.pumpUntil([&world] { return !world.opened().empty(); });
        const qint64 took = timer.elapsed();
        std::cout << "consent to inside with " << delay.count() << " ms: " << took << " ms\n";
        EXPECT_GE(took, kExchanges * delay.count());
        EXPECT_LT(took, kExchanges * delay.count() + 3000);
    }
}

} // namespace
} // namespace tanba::gui::test
