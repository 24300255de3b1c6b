// Into a portal whose own page drives the login: what is looked at before, and the key that waits.
#include "app/gui/consent/waiting_key.h"
#include "app/gui/pages/key_card.h"
#include "tests/gui/portals_world.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>

namespace tanba::gui::test {
namespace {

using guidance::ClockZone;
using platform::TrustState;

class Enter : public testing::TestWithParam<text::Language> {};

INSTANTIATE_TEST_SUITE_P(Languages, Enter, testing::Values(text::Language::Kk, text::Language::Ru),
                         [](const auto& test) { return std::string(text::languageName(test.param)); });

TEST_P(Enter, AsksOnceAMonthWhetherOneIsAbroad) {
    PortalsWorld world(GetParam());
    world.goToPortal("egov");
    world.press(Phrase::PortalsEnter);
    EXPECT_TRUE(world.sees(Phrase::AbroadTitle));
    EXPECT_FALSE(world.sees(Phrase::AbroadZone));
    world.press(Phrase::AbroadNo);
    EXPECT_TRUE(world.sees(Phrase::EnterChecks));
    EXPECT_TRUE(world.sees(Phrase::EnterStayHome));
    world.goToPortal("eotinish");
    world.press(Phrase::PortalsEnter);
    EXPECT_TRUE(world.sees(Phrase::EnterChecks)) << "answered already";
    world.setTime("2026-07-19T12:00:00Z");
    world.goToPortal("egov");
    world.press(Phrase::PortalsEnter);
    EXPECT_TRUE(world.sees(Phrase::EnterChecks));
    world.setTime("2026-07-20T12:00:00Z");
    world.goToPortal("egov");
    world.press(Phrase::PortalsEnter);
    EXPECT_TRUE(world.sees(Phrase::AbroadTitle)) << "a month is over";
    world.press(Phrase::GoBack);
    EXPECT_TRUE(world.sees(Phrase::PortalsEnter)) << "no answer leads nowhere";
}

TEST_P(Enter, AnotherZoneAsksAgainAndTellsWhatHoldsAbroad) {
    PortalsWorld world(GetParam());
    world.goToEntering("egov");
    world.portalPorts().zone = ClockZone::Elsewhere;
    world.goToPortal("egov");
    world.press(Phrase::PortalsEnter);
    EXPECT_TRUE(world.sees(Phrase::AbroadTitle));
    EXPECT_TRUE(world.sees(Phrase::AbroadZone));
    world.press(Phrase::AbroadYes);
    const QString text = world.visibleText();
    const auto qr = text.indexOf(world.words().say(Phrase::AbroadQr));
    const auto sms = text.indexOf(world.words().say(Phrase::AbroadSms));
    ASSERT_GE(qr, 0) << text.toStdString();
    ASSERT_GE(sms, 0);
    EXPECT_LT(qr, sms) << "QR is offered first";
    EXPECT_TRUE(world.sees(Phrase::AbroadSmsText, {{"sender", "1414"}}));
    EXPECT_TRUE(world.sees(Phrase::AbroadCannotText));
    EXPECT_TRUE(world.opened().empty());
    world.press(Phrase::AbroadGo);
    EXPECT_TRUE(world.sees(Phrase::EnterStayAbroad));
    EXPECT_EQ(world.settings().get(platform::settings::kStay), QStringLiteral("abroad elsewhere 2026-06-20"));
}

TEST_P(Enter, TheChecklistTicksItself) {
    PortalsWorld world(GetParam());
    world.goToEntering("egov");
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::EnterKeyNone)));
    EXPECT_TRUE(world.sees(Phrase::EnterServiceOff));
    EXPECT_TRUE(world.sees(Phrase::EnterBrowserLater));
    EXPECT_TRUE(world.sees(Phrase::EnterNotReady));
    EXPECT_TRUE(world.portalPorts().calls.empty()) << "no browser is touched before sites may ask";
    world.putOwnKey();
    EXPECT_TRUE(world.sees(Phrase::EnterKeyGood));
    EXPECT_TRUE(world.sees(Phrase::EnterOwnerMine));
    platform::StoreTrust firefox;
    firefox.browser = "Firefox";
    firefox.state = TrustState::Missing;
    world.portalPorts().stores = {firefox};
    world.press(Phrase::PortalAttOn);
    EXPECT_TRUE(world.sees(Phrase::EnterServiceOn));
    EXPECT_TRUE(world.sees(Phrase::PortalAttTrustText, {{"browsers", "Firefox"}}));
    world.press(Phrase::PortalTrustInstall);
    EXPECT_TRUE(world.sees(Phrase::EnterBrowserGood));
    EXPECT_TRUE(world.sees(Phrase::EnterNumberAsk));
    world.press(Phrase::EnterNumberYes);
    EXPECT_TRUE(world.sees(Phrase::EnterNumberGood));
    EXPECT_FALSE(world.sees(Phrase::EnterNotReady)) << world.visibleText().toStdString();
}

TEST(EnterChecks, WhatIsWrongIsSaidWithWhatToDo) {
    PortalsWorld world;
    tanba::test::CertificateProfile other = tanba::test::CertificateProfile::person();
    other.iin = "991231500707";
    world.putOpenedKey(other, "other.p12");
    world.goToEntering("egov");
    EXPECT_TRUE(world.sees(Phrase::EnterOwnerAsk)) << "nobody said whose it is";
    world.press(Phrase::OwnerNo);
    EXPECT_TRUE(world.sees(Phrase::EnterOwnerOther));
    world.portalPorts().startFailure = fail(FailureCode::ServicePortTaken, "127.0.0.1:13579");
    world.press(Phrase::PortalAttOn);
    EXPECT_TRUE(world.visibleText().contains(
        fromUtf8(world.words().sentence(fail(FailureCode::ServicePortTaken, "127.0.0.1:13579")).what)));
    world.portalPorts().startFailure.reset();
    world.portalPorts().trustFailure = fail(FailureCode::BrowserToolMissing, "certutil");
    world.press(Phrase::PortalRetry);
    EXPECT_TRUE(world.sees(Phrase::EnterServiceOn));
    EXPECT_TRUE(world.visibleText().contains(
        fromUtf8(world.words().sentence(fail(FailureCode::BrowserToolMissing, "certutil")).what)));
    world.portalPorts().trustFailure.reset();
    world.press(Phrase::PortalRetry);
    EXPECT_TRUE(world.sees(Phrase::PortalTrustNone)) << "no browser is there";
    EXPECT_TRUE(world.sees(Phrase::EnterNotReady));
}

TEST(EnterChecks, AKeyThatNobodyOpenedAndAnExpiredOne) {
    PortalsWorld world;
    tanba::test::CertificateProfile old = tanba::test::CertificateProfile::person();
    old.notAfter = tanba::test::at("2026-05-01T00:00:00Z");
    world.putOpenedKey(old, "old.p12");
    world.goToEntering("kgd");
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::EnterKeyNone)));
    world.press(Phrase::KeysSearch);
    EXPECT_FALSE(world.sees(Phrase::EnterChecks)) << "to the keys";
    world.shelf().chosen(world.putKey("locked.p12", kSignPassword));
    world.window().go(gui::Place::Portals);
    world.settle();
    EXPECT_TRUE(world.sees(Phrase::EnterKeyLocked)) << world.visibleText().toStdString();
}

TEST(EnterChecks, OnlyPortalsWithAnSmsAskAboutPhonesAndTravel) {
    PortalsWorld world;
    for (const guidance::Portal& portal : guidance::portals()) {
        world.goToPortal(portal.id);
        world.press(Phrase::PortalsEnter);
        const bool sms = portal.secondFactor.kind == guidance::SecondFactorKind::SmsOrQr;
        EXPECT_EQ(world.sees(Phrase::AbroadTitle), sms && !world.portals().answers.stay()) << portal.id;
        if (world.sees(Phrase::AbroadTitle))
            world.press(Phrase::AbroadNo);
        EXPECT_EQ(world.sees(Phrase::EnterNumberAsk), sms) << portal.id;
        EXPECT_EQ(world.sees(Phrase::EnterStayHome), sms) << portal.id;
    }
}

TEST(EnterGo, EachPortalOpensAtItsShippedAddressAndNowhereElse) {
    PortalsWorld world;
    for (const guidance::Portal& portal : guidance::portals()) {
        world.opened().clear();
        world.goToEntering(portal.id);
        world.press(Phrase::EnterGo);
        ASSERT_EQ(world.opened().size(), 1U) << portal.id;
        EXPECT_EQ(world.opened().front().toEncoded().toStdString(), portal.address);
    }
}

TEST(EnterGo, WithoutABrowserTheAddressIsThereToCopy) {
    PortalsWorld world;
    world.loseBrowser();
    world.goToEntering("egov");
    world.press(Phrase::EnterGo);
    EXPECT_TRUE(world.sees(Phrase::BrowserFailed, {{"address", "https://egov.kz"}}))
        << world.visibleText().toStdString();
    world.press(Phrase::EnterCopy);
    EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("https://egov.kz"));
}

/// Two keys of the person; the one that is not offered by itself is chosen for eGov, which is opened.
class TheKeyWaits : public testing::Test {
  protected:
    TheKeyWaits() {
        world.putOwnKey("one.p12");
        world.putOwnKey("two.p12");
        world.goToEntering("egov");
        usual = world.portalDesk().loginKeys(kPortal).front().option.file;
        chosen = world.portalDesk().loginKeys(kPortal)[1].option.file;
        world.press(Phrase::SignOtherKey);
        for (auto* card : world.window().portalsArea().findChildren<KeyCard*>())
            if (card->isVisible() && card->path() == chosen)
                card->click();
        world.settle();
        world.press(Phrase::EnterGo);
    }

    std::filesystem::path offered() { return world.portalDesk().key()->option.file; }

    PortalsWorld world;
    std::filesystem::path usual, chosen;
};

TEST_F(TheKeyWaits, ForTheLoginOfItsPortalAndIsNoConsent) {
    EXPECT_TRUE(world.sees(Phrase::EnterThere));
    const ConsentWorld::Asked& asked = world.ask(loginQuestion());
    EXPECT_EQ(offered(), chosen);
    EXPECT_EQ(asked.answers, 0) << "the person has to agree still";
    ASSERT_NE(world.consentButton(), nullptr);
    world.agree(kSignPassword);
    ASSERT_TRUE(world.until([&] { return asked.answers == 1; }));
    EXPECT_EQ(asked.kind, service::ConsentAnswer::Kind::Granted);
    EXPECT_TRUE(*asked.certificate == world.shelf().find(chosen)->certificates.front());
    EXPECT_TRUE(world.sees(Phrase::EnterSigned));
    EXPECT_FALSE(world.portalDesk().awaits(kPortal)) << "it waited for one login";
}

TEST_F(TheKeyWaits, NotForAnotherSite) {
    world.ask(loginQuestion(kOtherPortal));
    EXPECT_EQ(offered(), usual);
    world.portalDesk().cancel();
}

TEST_F(TheKeyWaits, NotForADocument) {
    world.ask(documentQuestion());
    EXPECT_EQ(offered(), usual);
    world.portalDesk().cancel();
}

TEST_F(TheKeyWaits, NotLongerThanItsTime) {
    world.letPass(WaitingKey::kPatience - std::chrono::seconds(1));
    EXPECT_TRUE(world.portalDesk().awaits(kPortal));
    world.letPass(std::chrono::seconds(1));
    EXPECT_TRUE(world.pumpUntil([&] { return world.sees(Phrase::EnterOver); }));
    world.ask(loginQuestion());
    EXPECT_EQ(offered(), usual);
    world.portalDesk().cancel();
}

TEST_F(TheKeyWaits, UntilThePersonHasEnough) {
    world.press(Phrase::EnterStop);
    EXPECT_TRUE(world.sees(Phrase::EnterChecks));
    world.ask(loginQuestion());
    EXPECT_EQ(offered(), usual);
    world.portalDesk().cancel();
}

TEST_F(TheKeyWaits, InMemoryOnly) {
    for (const auto& file : std::filesystem::recursive_directory_iterator(world.home() / "data"))
        EXPECT_NE(file.path().filename(), "portals.json") << "nothing was agreed to";
}

} // namespace
} // namespace tanba::gui::test
