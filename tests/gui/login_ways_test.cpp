// Other ways through a login: QR, cards, legal entities, keys of others, leaving, coming back.
#include "core/portal/resume_record.h"
#include "tests/gui/login_world.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>

namespace tanba::gui::test {
namespace {

using portal::Stage;
using tanba::test::CertificateProfile;
using Ask = LoginPortalPlay::Ask;
using Whose = LoginWorld::Whose;

class LoginQr : public testing::TestWithParam<text::Language> {};
INSTANTIATE_TEST_SUITE_P(Languages, LoginQr, testing::Values(text::Language::Kk, text::Language::Ru),
                         [](const auto& test) { return std::string(text::languageName(test.param)); });

TEST_P(LoginQr, AsTheSecondFactor) {
    LoginWorld world(GetParam());
    world.enterToFactors();
    world.choose(Phrase::LoginQr);
    EXPECT_EQ(world.portal().asked(Ask::SendCode), 0);
    EXPECT_TRUE(world.sees(Phrase::LoginQrWaiting)) << world.visibleText().toStdString();
    EXPECT_EQ(world.qrView()->accessibleName(), world.words().say(Phrase::LoginQrName));
    const int small = world.qrView()->width();
    world.press(Phrase::LoginQrLarge);
    EXPECT_GT(world.qrView()->width(), small);
    world.press(Phrase::LoginQrCopy);
    EXPECT_EQ(QApplication::clipboard()->text(), QString::fromLatin1(LoginPortalPlay::kQrText));
    world.portal().setQr("scanned");
    world.pollOnce();
    EXPECT_TRUE(world.sees(Phrase::LoginQrScanned)) << world.visibleText().toStdString();
    world.portal().setQr("confirmed");
    world.until([&world] { return !world.opened().empty(); });
    EXPECT_TRUE(world.sees(Phrase::LoginDoneTitle)) << world.visibleText().toStdString();
    EXPECT_EQ(world.portal().asked(Ask::PostCode), 0);
}

TEST_P(LoginQr, WithoutAKeyAtHand) {
    LoginWorld world(GetParam());
    world.openLogin();
    EXPECT_TRUE(world.sees(Phrase::LoginKeyNone)) << world.visibleText().toStdString();
    world.choose(Phrase::LoginKeyless);
    EXPECT_EQ(world.loginStage(), Stage::PhoneOnly);
    EXPECT_EQ(world.portal().asked(Ask::Challenge), 0);
    world.portal().setQr("confirmed");
    world.until([&world] { return !world.opened().empty(); });
    EXPECT_TRUE(world.sees(Phrase::LoginDoneTitle));
}

/// A network that is away for a moment.
TEST_P(LoginQr, APollThatDoesNotGetThroughIsSaidWithoutTakingTheFocus) {
    LoginWorld world(GetParam());
    world.enterToFactors();
    world.choose(Phrase::LoginQr);
    world.button(Phrase::LoginQrCopy)->setFocus();
    const unsigned failures = world.login().failures();
    world.portal().drop(Ask::PollQr, FailureCode::NetworkUnavailable);
    world.pollOnce();
    EXPECT_TRUE(world.seesFailure(FailureCode::NetworkUnavailable, "kabinet.example"))
        << world.visibleText().toStdString();
    EXPECT_EQ(world.login().failures(), failures) << "nothing has ended";
    EXPECT_EQ(QApplication::focusWidget(), world.button(Phrase::LoginQrCopy));
    EXPECT_TRUE(world.sees(Phrase::LoginQrWaiting));
    world.pollOnce();
    EXPECT_FALSE(world.seesFailure(FailureCode::NetworkUnavailable, "kabinet.example"))
        << world.visibleText().toStdString();
    EXPECT_EQ(QApplication::focusWidget(), world.button(Phrase::LoginQrCopy));
}

TEST(LoginUnseen, AFailureIsNotTakenAwayByAPollThatSucceeds) {
    LoginWorld world;
    world.enterToFactors();
    world.choose(Phrase::LoginQr);
    world.press(Phrase::LoginSms);
    world.window().go(Place::Home);
    world.settle();
    world.portal().drop(Ask::SendCode, FailureCode::NetworkUnavailable);
    world.login().sendCode();
    world.settle();
    world.login().watchQr(true);
    world.pollOnce();
    world.login().watchQr(false);
    ASSERT_TRUE(world.login().failure().has_value());
    EXPECT_EQ(world.login().failure()->code, FailureCode::NetworkUnavailable);
    world.window().go(Place::Portals);
    world.settle();
    EXPECT_TRUE(world.seesFailure(FailureCode::NetworkUnavailable, "kabinet.example"))
        << world.visibleText().toStdString();
}

TEST(LoginUnseen, AFailureThatWasMadeGoodIsNotTold) {
    LoginWorld world;
    world.enterToFactors();
    world.choose(Phrase::LoginSms);
    world.window().go(Place::Home);
    world.settle();
    world.portal().drop(Ask::SendCode, FailureCode::NetworkUnavailable);
    for (int times = 0; times < 2; ++times) {
        world.login().sendCode();
        world.settle();
    }
    EXPECT_FALSE(world.login().failure().has_value());
    world.window().go(Place::Portals);
    world.settle();
    EXPECT_FALSE(world.seesFailure(FailureCode::NetworkUnavailable, "kabinet.example"));
    world.typeCode(LoginPortalPlay::kCode);
    EXPECT_EQ(world.loginStage(), Stage::Completed);
}

TEST(LoginQrOrSms, OneAfterTheOther) {
    LoginWorld world;
    world.enterToFactors();
    world.choose(Phrase::LoginQr);
    world.press(Phrase::LoginSms);
    EXPECT_EQ(world.portal().asked(Ask::SendCode), 1);
    world.press(Phrase::LoginQr);
    EXPECT_EQ(world.portal().asked(Ask::StartQr), 1) << "the one that was shown still works";
    world.press(Phrase::LoginSms);
    EXPECT_EQ(world.portal().asked(Ask::SendCode), 1) << "a code is on its way";
    world.typeCode(LoginPortalPlay::kCode);
    EXPECT_EQ(world.loginStage(), Stage::Completed);
}

TEST(LoginKey, OfALegalEntityEntersInItsRole) {
    LoginWorld world(text::Language::Ru);
    world.putLoginKey(CertificateProfile::head(), "head.p12");
    world.openLogin();
    world.chooseKey();
    EXPECT_TRUE(world.sees(world.words().say(Phrase::PortalRole, {{"role", ""}}).trimmed()))
        << world.visibleText().toStdString();
    world.agree(Phrase::KeyPassword, kSignPassword);
    EXPECT_EQ(world.loginStage(), Stage::SecondFactor);
}

TEST(LoginKey, OfSomebodyElseHasTheirNameOnTheButton) {
    LoginWorld world(text::Language::Ru);
    world.putLoginKey(CertificateProfile::person(), "other.p12", Whose::SomebodyElses);
    world.openLogin();
    world.chooseKey();
    EXPECT_TRUE(world.signButton()->text().contains(QStringLiteral("СЫНАҚОВ")));
    EXPECT_TRUE(world.sees(world.words().say(Phrase::OwnerMistake))) << world.visibleText().toStdString();
}

TEST(LoginKey, ThatDoesNotFitSaysWhy) {
    LoginWorld world;
    CertificateProfile profile = CertificateProfile::person();
    profile.notAfter = tanba::test::at("2026-05-01T00:00:00Z");
    world.putLoginKey(profile, "old.p12");
    world.openLogin();
    EXPECT_TRUE(world.sees(Phrase::LoginKeyNone));
    world.press(Phrase::LoginKeyUnfit);
    EXPECT_TRUE(world.sees(Phrase::UnfitExpired)) << world.visibleText().toStdString();
}

TEST(LoginKey, AWrongPasswordCostsNothing) {
    LoginWorld world;
    world.putLoginKey();
    world.openLogin();
    world.chooseKey();
    world.agree(Phrase::KeyPassword, "nonsense");
    EXPECT_TRUE(world.seesFailure(FailureCode::Pkcs12WrongPassword)) << world.visibleText().toStdString();
    EXPECT_EQ(QApplication::focusWidget(), world.field(Phrase::KeyPassword));
    EXPECT_EQ(world.portal().asked(Ask::Signature), 0);
    world.agree(Phrase::KeyPassword, kSignPassword);
    EXPECT_EQ(world.loginStage(), Stage::SecondFactor);
    EXPECT_EQ(world.portal().asked(Ask::Challenge), 1) << "the same challenge";
}

TEST(LoginKey, APasswordThatEverybodyKnowsIsToldOnHome) {
    LoginWorld world;
    const auto key = world.putKeyOf(tanba::test::CertificateProfile::person(), "key.p12", "123456");
    auto certificates = readCertificates(world.files(), key, SecretBytes::copyOf(viewOf("123456")));
    ASSERT_TRUE(certificates.ok());
    world.shelf().unlocked(key, std::move(certificates).value());
    world.person().sayMine(keys::kzProfile(world.shelf().find(key)->certificates.front()).owner);
    world.settle();
    world.openLogin();
    world.chooseKey();
    world.agree(Phrase::KeyPassword, "123456");
    ASSERT_EQ(world.loginStage(), Stage::SecondFactor) << "the job in hand comes first";
    world.window().go(Place::Home);
    world.settle();
    EXPECT_TRUE(world.sees(Phrase::PortalAttPassword, {{"name", "key.p12"}}))
        << world.visibleText().toStdString();
}

TEST(LoginKey, APasswordThatNobodyKnowsIsNotToldAbout) {
    LoginWorld world;
    world.enterToFactors();
    world.window().go(Place::Home);
    world.settle();
    EXPECT_FALSE(world.sees(Phrase::DefaultText));
}

TEST(LoginKey, EnterNeverAgrees) {
    LoginWorld world;
    world.putLoginKey();
    world.openLogin();
    world.chooseKey();
    world.type(Phrase::KeyPassword, kSignPassword);
    ConsentButton* button = world.signButton();
    EXPECT_FALSE(button->isEnabled()) << "the page has just come";
    world.until([button] { return button->isEnabled(); });
    pressKey(*world.field(Phrase::KeyPassword), Qt::Key_Return);
    pressKey(*button, Qt::Key_Return);
    world.settle();
    EXPECT_EQ(world.portal().asked(Ask::Challenge), 0);
}

TEST(LoginCard, EntersWithItsPin) {
    LoginWorld world;
    world.cards().setDemonstration(CardShelf::Demonstration::Shown);
    world.until([&world] { return !world.cards().entries().empty(); });
    world.openLogin();
    world.chooseKey();
    world.agree(Phrase::SignPin, "0000");
    EXPECT_TRUE(world.seesFailure(FailureCode::PinWrong, "2")) << world.visibleText().toStdString();
    world.agree(Phrase::SignPin, "1234");
    EXPECT_EQ(world.loginStage(), Stage::SecondFactor) << world.visibleText().toStdString();
}

TEST(LoginCard, PulledInMidLoginIsPutInAgain) {
    LoginWorld world;
    world.cards().setDemonstration(CardShelf::Demonstration::Shown);
    world.until([&world] { return !world.cards().entries().empty(); });
    world.openLogin();
    world.chooseKey();
    world.demonstration().removeDuring(1);
    world.agree(Phrase::SignPin, "1234");
    EXPECT_TRUE(world.seesFailure(FailureCode::CardRemoved)) << world.visibleText().toStdString();
    EXPECT_EQ(world.portal().asked(Ask::Signature), 0);
    EXPECT_EQ(world.loginStage(), Stage::ChallengeIssued);
    world.demonstration().insert();
    world.agree(Phrase::SignPin, "1234");
    EXPECT_EQ(world.loginStage(), Stage::SecondFactor) << world.visibleText().toStdString();
    EXPECT_EQ(world.portal().asked(Ask::Challenge), 1);
}

TEST(LoginLeft, CleansUpAtThePortalAndOnTheDisk) {
    LoginWorld world;
    world.enterToFactors();
    EXPECT_TRUE(world.recordLies());
    world.press(Phrase::LoginCancel);
    EXPECT_FALSE(world.login().active());
    EXPECT_EQ(world.portal().asked(Ask::EndLogin), 1);
    EXPECT_FALSE(world.recordLies());

    world.openLogin();
    world.chooseKey();
    world.agree(Phrase::KeyPassword, kSignPassword);
    world.choose(Phrase::LoginQr);
    world.press(Phrase::LoginCancel);
    EXPECT_EQ(world.portal().asked(Ask::EndQr), 1);
    EXPECT_EQ(world.portal().asked(Ask::EndLogin), 2);
    EXPECT_FALSE(world.recordLies());
}

void writeRecord(LoginWorld& world, const std::string& loginId) {
    std::filesystem::create_directories(world.home() / "data");
    portal::ResumeRecord record;
    record.origin = LoginPortalPlay::kOrigin;
    record.loginId = loginId;
    record.expires = world.clock().now() + std::chrono::minutes(10);
    record.codeVerifier = SecretBytes::copyOf(viewOf("0123456789012345678901234567890123456789012"));
    ASSERT_TRUE(
        portal::writeResumeRecord(world.files(), world.home() / "data" / portal::kResumeRecordName, record)
            .ok());
}

/// As an earlier run left it.
void leaveRecord(LoginWorld& world) {
    writeRecord(world, "login-0123456789abcdef");
    world.login().lookForUnfinished();
    world.settle();
    world.window().go(Place::Home);
    world.settle();
}

TEST(LoginUnfinished, IsOfferedAndGoneOnWith) {
    LoginWorld world;
    world.portal().setState("second_factor_required");
    leaveRecord(world);
    EXPECT_TRUE(world.sees(Phrase::LoginAttTitle, {{"portal", "kabinet.example"}}))
        << world.visibleText().toStdString();
    world.press(Phrase::SignGoOn);
    EXPECT_EQ(world.loginStage(), Stage::SecondFactor) << world.visibleText().toStdString();
    world.choose(Phrase::LoginSms);
    world.typeCode(LoginPortalPlay::kCode);
    EXPECT_EQ(world.loginStage(), Stage::Completed);
    EXPECT_FALSE(world.recordLies());
}

class LoginPutOff : public testing::TestWithParam<text::Language> {};
INSTANTIATE_TEST_SUITE_P(Languages, LoginPutOff, testing::Values(text::Language::Kk, text::Language::Ru),
                         [](const auto& test) { return std::string(text::languageName(test.param)); });

TEST_P(LoginPutOff, IsKeptUntilThePortalAnswers) {
    LoginWorld world(GetParam());
    world.portal().setState("second_factor_required");
    leaveRecord(world);
    for (const Ask ask : {Ask::Description, Ask::Login}) {
        world.portal().drop(ask, FailureCode::NetworkUnavailable);
        world.press(Phrase::SignGoOn);
        EXPECT_TRUE(world.seesFailure(FailureCode::NetworkUnavailable, "kabinet.example"))
            << world.visibleText().toStdString();
        EXPECT_TRUE(world.sees(Phrase::LoginKept)) << world.visibleText().toStdString();
        EXPECT_TRUE(world.recordLies());
    }
    EXPECT_EQ(world.portal().asked(Ask::EndLogin), 0);
    world.press(Phrase::SignGoOn);
    EXPECT_EQ(world.loginStage(), Stage::SecondFactor) << world.visibleText().toStdString();
    EXPECT_FALSE(world.sees(Phrase::LoginKept));
    world.choose(Phrase::LoginSms);
    world.typeCode(LoginPortalPlay::kCode);
    EXPECT_EQ(world.loginStage(), Stage::Completed);
    EXPECT_FALSE(world.recordLies());
}

TEST_P(LoginPutOff, IsStillOfferedWhenThePersonLeaves) {
    LoginWorld world(GetParam());
    world.portal().setState("second_factor_required");
    leaveRecord(world);
    world.portal().drop(Ask::Description, FailureCode::NetworkTimeout);
    world.press(Phrase::SignGoOn);
    world.press(Phrase::LoginBack);
    EXPECT_TRUE(world.recordLies());
    world.window().go(Place::Home);
    world.settle();
    EXPECT_TRUE(world.sees(Phrase::LoginAttTitle, {{"portal", "kabinet.example"}}))
        << world.visibleText().toStdString();
    world.press(Phrase::SignAttDiscard);
    EXPECT_FALSE(world.recordLies());
    EXPECT_EQ(world.portal().asked(Ask::EndLogin), 1);
}

TEST(LoginUnfinished, IsDropped) {
    LoginWorld world;
    world.portal().setState("second_factor_required");
    leaveRecord(world);
    world.press(Phrase::SignAttDiscard);
    EXPECT_FALSE(world.sees(Phrase::LoginAttTitle, {{"portal", "kabinet.example"}}));
    EXPECT_FALSE(world.recordLies());
    EXPECT_EQ(world.portal().asked(Ask::EndLogin), 1) << "the portal forgets it as well";
}

/// Another program of the same person, such as the command line, has begun one meanwhile.
TEST(LoginUnfinished, IsDroppedWithoutANewerOne) {
    LoginWorld world;
    world.portal().setState("second_factor_required");
    leaveRecord(world);
    writeRecord(world, "login-of-another-program");
    world.press(Phrase::SignAttDiscard);
    EXPECT_EQ(world.portal().asked(Ask::EndLogin), 1);
    EXPECT_TRUE(world.recordLies());
}

} // namespace
} // namespace tanba::gui::test
