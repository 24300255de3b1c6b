#include "tests/gui/login_world.h"
#include "tests/support/fixtures.h"
#include "tests/support/loopback_caller.h"

#include <gmock/gmock.h>

#include <QApplication>

namespace tanba::gui::test {
namespace {

using portal::Stage;
using Ask = LoginPortalPlay::Ask;
using std::chrono::seconds;

class LoginSms : public testing::TestWithParam<text::Language> {};
INSTANTIATE_TEST_SUITE_P(Languages, LoginSms, testing::Values(text::Language::Kk, text::Language::Ru),
                         [](const auto& test) { return std::string(text::languageName(test.param)); });

TEST_P(LoginSms, FromTheKeyToTheBrowser) {
    LoginWorld world(GetParam());
    world.putLoginKey();
    world.openLogin();
    EXPECT_TRUE(world.sees(Phrase::LoginKeyLead));
    EXPECT_TRUE(world.sees(Phrase::LoginAdded)) << "a portal that somebody added is not believed to be more";
    EXPECT_FALSE(world.sees(QStringLiteral("Личный кабинет"))) << "its host is its name (rule 12)";
    world.chooseKey();
    EXPECT_TRUE(world.sees(Phrase::LoginMeansTitle));
    EXPECT_TRUE(world.sees(QStringLiteral("<b>kabinet.example</b>"))) << world.visibleText().toStdString();
    EXPECT_TRUE(world.sees(QStringLiteral("СЫНАҚОВ"))) << "whose key it is";
    EXPECT_EQ(world.portal().asked(Ask::Challenge), 0) << "nothing is asked for before the consent";
    world.agree(Phrase::KeyPassword, kSignPassword);
    ASSERT_EQ(world.loginStage(), Stage::SecondFactor) << world.visibleText().toStdString();
    EXPECT_TRUE(world.sees(Phrase::LoginSecondTitle));
    EXPECT_TRUE(world.sees(QString::fromUtf8("+7\u00a070*\u00a0***\u00a0**\u00a007")))
        << "masked, as the portal has it";
    EXPECT_EQ(world.portal().asked(Ask::SendCode), 0) << "no SMS before the person chooses it";
    EXPECT_TRUE(world.recordLies());

    world.choose(Phrase::LoginSms);
    EXPECT_EQ(world.portal().asked(Ask::SendCode), 1);
    EXPECT_TRUE(world.sees(Phrase::LoginSmsRed)) << "rule 12";
    EXPECT_TRUE(world.sees(Phrase::LoginSmsAttempts, {{"count", "3"}}));
    EXPECT_EQ(world.codeField()->digits(), 6) << "as long as the portal says";
    EXPECT_EQ(QApplication::focusWidget(), world.codeField());
    EXPECT_TRUE(world.opened().empty());
    world.typeCode(LoginPortalPlay::kCode);
    EXPECT_EQ(world.loginStage(), Stage::Completed) << "the last digit sends it";
    EXPECT_TRUE(world.sees(Phrase::LoginDoneTitle)) << world.visibleText().toStdString();
    ASSERT_EQ(world.opened().size(), 1U);
    const std::string link = toUtf8(world.opened().front().toString());
    EXPECT_TRUE(link.starts_with("http://127.0.0.1:")) << "what programs of other users may see";
    for (const char* secret : {"ticket", "verifier", "kabinet"})
        EXPECT_EQ(link.find(secret), std::string::npos) << link;
    EXPECT_THAT(tanba::test::followLink(link),
                testing::HasSubstr("\r\nLocation: https://kabinet.example/auth/v1/finish?"
                                   "ticket=ticket-0123456789#code_verifier="));
    EXPECT_FALSE(world.recordLies()) << "nothing is left to resume";
    EXPECT_EQ(world.portal().asked(Ask::EndLogin), 0);
    EXPECT_FALSE(world.visibleText().contains(QStringLiteral("ticket-0123456789")));
    world.press(Phrase::LoginBack);
    EXPECT_FALSE(world.login().active());
}

TEST_P(LoginSms, AWrongCodeSaysHowManyTriesAreLeft) {
    LoginWorld world(GetParam());
    world.enterToFactors();
    world.choose(Phrase::LoginSms);
    world.typeCode("000000");
    EXPECT_TRUE(world.seesFailure(FailureCode::PortalCodeWrong, "2")) << world.visibleText().toStdString();
    EXPECT_TRUE(world.codeField()->isEmpty());
    EXPECT_EQ(world.codeField()->state(), CodeState::Wrong);
    EXPECT_EQ(QApplication::focusWidget(), world.codeField());
    EXPECT_TRUE(world.focusSays().contains(
        fromUtf8(world.words().sentence(fail(FailureCode::PortalCodeWrong, "2")).what)))
        << "a screen reader is told at the field";
    EXPECT_TRUE(world.sees(Phrase::LoginSmsAttempts, {{"count", "2"}}));
    world.typeCode(LoginPortalPlay::kCode);
    EXPECT_EQ(world.loginStage(), Stage::Completed);
}

TEST_P(LoginSms, AnExpiredCodeAsksForAnother) {
    LoginWorld world(GetParam());
    world.enterToFactors();
    world.choose(Phrase::LoginSms);
    world.pass(seconds(179));
    EXPECT_TRUE(world.codeField()->isEnabled());
    world.pass(seconds(2));
    EXPECT_FALSE(world.codeField()->isEnabled());
    EXPECT_TRUE(world.seesFailure(FailureCode::PortalCodeExpired)) << world.visibleText().toStdString();
    world.press(Phrase::LoginSmsAgain);
    EXPECT_EQ(world.portal().asked(Ask::SendCode), 2);
    EXPECT_TRUE(world.codeField()->isEnabled());
    EXPECT_TRUE(world.sees(Phrase::LoginSmsAgainLeft, {{"count", "2"}}));
    world.typeCode(LoginPortalPlay::kCode);
    EXPECT_EQ(world.loginStage(), Stage::Completed);
}

TEST_P(LoginSms, TheTroubleshooterOpensByItselfWhenAnotherCodeCanBeHad) {
    LoginWorld world(GetParam());
    world.enterToFactors();
    world.choose(Phrase::LoginSms);
    EXPECT_FALSE(world.button(Phrase::LoginSmsAgain)->isEnabled()) << "the cool-down runs";
    EXPECT_FALSE(world.sees(Phrase::LoginHelpTitle));
    world.pass(seconds(61));
    EXPECT_TRUE(world.sees(Phrase::LoginHelpTitle)) << world.visibleText().toStdString();
    const QString text = world.visibleText();
    const auto place = [&](Phrase phrase) { return text.indexOf(world.words().say(phrase)); };
    EXPECT_TRUE(place(Phrase::LoginHelpBound) < place(Phrase::LoginHelpRoaming) &&
                place(Phrase::LoginHelpRoaming) < place(Phrase::LoginHelpGateway) &&
                place(Phrase::LoginHelpGateway) < place(Phrase::LoginHelpQr))
        << "in the order in which they help";
    EXPECT_TRUE(world.button(Phrase::LoginSmsAgain)->isEnabled());
    EXPECT_FALSE(text.contains(world.words().say(Phrase::LoginHelpCall, {{"number", "1414"}})))
        << "1414 belongs to shipped portals";
    EXPECT_TRUE(world.sees(Phrase::LoginHelpSupport));
    const QString bind = world.words().say(Phrase::LoginHelpBoundGo, {{"host", "kabinet.example"}});
    for (auto* button : world.window().findChildren<QAbstractButton*>())
        if (button->isVisible() && button->text() == bind)
            button->click();
    ASSERT_EQ(world.opened().size(), 1U);
    EXPECT_EQ(world.opened().front(), QUrl(QStringLiteral("https://kabinet.example/phone")));
}

TEST_P(LoginSms, TheCoolDownOfAnEarlierLoginRunsOn) {
    LoginWorld world(GetParam());
    world.portal().setCoolDown(world.clock().now() + seconds(42));
    world.enterToFactors();
    world.choose(Phrase::LoginSms);
    EXPECT_EQ(world.portal().asked(Ask::SendCode), 0) << "it would only be refused";
    EXPECT_TRUE(world.countsDown(Phrase::LoginSmsAgainIn, "0:42")) << world.visibleText().toStdString();
    EXPECT_FALSE(world.button(Phrase::LoginSmsAgain)->isEnabled());
    EXPECT_FALSE(world.codeField()->isEnabled());
    world.pass(seconds(43));
    EXPECT_FALSE(world.sees(Phrase::LoginHelpTitle)) << "no SMS is awaited yet";
    EXPECT_EQ(QApplication::focusWidget(), world.button(Phrase::LoginSmsAgain));
    world.press(Phrase::LoginSmsAgain);
    EXPECT_EQ(world.portal().asked(Ask::SendCode), 1);
    world.typeCode(LoginPortalPlay::kCode);
    EXPECT_EQ(world.loginStage(), Stage::Completed);
}

TEST_P(LoginSms, ARefusalThatComesTooEarlySaysWhenNotBefore) {
    LoginWorld world(GetParam());
    world.enterToFactors();
    world.portal().refuse(Ask::SendCode, "resend_too_early", 429, {{"retry_after", 42}});
    world.choose(Phrase::LoginSms);
    EXPECT_EQ(world.portal().asked(Ask::SendCode), 1);
    EXPECT_TRUE(world.countsDown(Phrase::LoginSmsAgainIn, "0:42")) << world.visibleText().toStdString();
    EXPECT_FALSE(world.button(Phrase::LoginSmsAgain)->isEnabled());
    world.pass(seconds(43));
    world.press(Phrase::LoginSmsAgain);
    EXPECT_EQ(world.portal().asked(Ask::SendCode), 2);
    world.typeCode(LoginPortalPlay::kCode);
    EXPECT_EQ(world.loginStage(), Stage::Completed);
}

TEST(LoginSmsShipped, NamesItsSenderAndTheNumberToCall) {
    LoginWorld world(text::Language::Ru);
    world.portal().sms()["sender"] = "1414";
    world.putLoginKey();
    world.openLogin(PortalSource::Shipped);
    EXPECT_TRUE(world.sees(QStringLiteral("Личный кабинет")));
    world.chooseKey();
    world.agree(Phrase::KeyPassword, kSignPassword);
    world.choose(Phrase::LoginSms);
    EXPECT_TRUE(world.sees(Phrase::LoginSmsSender, {{"sender", "1414"}}));
    world.pass(seconds(61));
    EXPECT_TRUE(world.sees(Phrase::LoginHelpCall, {{"number", "1414"}}));
}

TEST(LoginSmsNumbers, ComeFromThePortalOnly) {
    LoginWorld world;
    world.portal().sms() = {{"lifetime_s", 90}, {"resend_after_s", 30}};
    world.enterToFactors();
    world.choose(Phrase::LoginSms);
    EXPECT_EQ(world.codeField()->digits(), CodeField::kLongest) << "nobody said how long the code is";
    EXPECT_FALSE(world.visibleText().contains(QStringLiteral("1414")));
    EXPECT_TRUE(world.sees(Phrase::LoginSmsGo));
    world.typeCode(LoginPortalPlay::kCode);
    EXPECT_EQ(world.loginStage(), Stage::SecondFactor) << "nobody knows that this was the last digit";
    pressKey(*world.codeField(), Qt::Key_Return);
    world.settle();
    EXPECT_EQ(world.loginStage(), Stage::Completed);
}

TEST(LoginSmsAbroad, WarnsBeforeSigningAndOffersQrFirst) {
    LoginWorld world;
    world.portals().answers.sayStay(guidance::Stay::Abroad);
    world.enterToFactors();
    EXPECT_TRUE(world.sees(Phrase::LoginAbroad));
    QList<QAbstractButton*> cards;
    for (auto* each : world.window().findChildren<QAbstractButton*>())
        if (each->isVisible() && (each->text() == world.words().say(Phrase::LoginSms) ||
                                  each->text() == world.words().say(Phrase::LoginQr)))
            cards.append(each);
    ASSERT_EQ(cards.size(), 2);
    const bool firstIsQr = cards[0]->text() == world.words().say(Phrase::LoginQr);
    QAbstractButton* qr = cards[firstIsQr ? 0 : 1];
    QAbstractButton* sms = cards[firstIsQr ? 1 : 0];
    EXPECT_TRUE(qr->geometry().left() < sms->geometry().left() ||
                qr->geometry().top() < sms->geometry().top());
    EXPECT_EQ(world.portal().asked(Ask::SendCode), 0);
}

TEST(LoginSmsAbroad, TheQuestionComesBeforeTheConsent) {
    LoginWorld world;
    world.portalPorts().zone = guidance::ClockZone::Elsewhere;
    world.settings().set(platform::settings::kStay, QString());
    world.putLoginKey();
    world.openLogin();
    world.chooseKey();
    EXPECT_TRUE(world.sees(Phrase::AbroadTitle)) << world.visibleText().toStdString();
    world.press(Phrase::AbroadNo);
    EXPECT_TRUE(world.sees(Phrase::LoginMeansTitle));
}

TEST(LoginSmsDigits, LeaveNoTraceInThePages) {
    LoginWorld world;
    world.enterToFactors();
    world.choose(Phrase::LoginSms);
    world.typeCode("4829");
    EXPECT_FALSE(world.visibleText().contains(QStringLiteral("4829")));
    world.window().go(Place::Home);
    world.settle();
    world.window().go(Place::Portals);
    world.settle();
    EXPECT_TRUE(world.codeField()->isEmpty()) << "nothing typed waits in a page that nobody sees";
}

} // namespace
} // namespace tanba::gui::test
