// Whether sites may ask at all, and which browsers trust this computer.
#include "app/gui/consent/portal_section.h"
#include "app/gui/portal_ports.h"
#include "app/service/server/service_folder.h"
#include "app/service/web_identity/web_identity.h"
#include "core/base/disk_file_store.h"
#include "core/base/encoding.h"
#include "tests/gui/consent_world.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <QCheckBox>
#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace tanba::gui::test {
namespace {

using platform::TrustState;
using State = PortalSwitch::State;

class Portal : public testing::TestWithParam<text::Language> {};

INSTANTIATE_TEST_SUITE_P(Languages, Portal, testing::Values(text::Language::Kk, text::Language::Ru),
                         [](const auto& test) { return std::string(text::languageName(test.param)); });

platform::StoreTrust store(const char* browser, TrustState state) {
    platform::StoreTrust made;
    made.browser = browser;
    made.state = state;
    return made;
}

QCheckBox* allowBox(World& world) {
    for (auto* box : world.window().findChildren<QCheckBox*>())
        if (box->isVisible() && box->text() == world.words().say(Phrase::PortalAllow))
            return box;
    ADD_FAILURE() << "no such box";
    return nullptr;
}

bool shows(ConsentWorld& world, const QString& text) {
    return world.visibleText().contains(text);
}

TEST_P(Portal, IsOfferedCalmlyOnceAndRemembered) {
    ConsentWorld world(GetParam());
    world.settings().set(platform::settings::kPortals, QString());
    emit world.portals().news.changed();
    world.window().go(Place::Home);
    world.settle();
    EXPECT_TRUE(world.sees(Phrase::PortalAttOffer));
    EXPECT_EQ(world.attendant().board().count(), 0) << "the tray stays quiet about it";
    EXPECT_EQ(world.portalPorts().running, 0);
    world.portalPorts().stores = {store("Firefox", TrustState::Missing)};
    world.press(Phrase::PortalAttOn);
    EXPECT_EQ(world.portals().service.state(), State::On);
    EXPECT_EQ(world.portalPorts().running, 1);
    EXPECT_EQ(world.settings().get(platform::settings::kPortals), QStringLiteral("on"));
    EXPECT_TRUE(world.sees(Phrase::PortalTrustMissing)) << world.visibleText().toStdString();
    world.window().go(Place::Home);
    world.settle();
    EXPECT_FALSE(world.sees(Phrase::PortalAttOffer));
    EXPECT_TRUE(world.sees(Phrase::PortalAttTrust)) << "portals cannot come before the browser trusts";
}

TEST_P(Portal, TrustIsInstalledLookedAtAndRemoved) {
    ConsentWorld world(GetParam());
    world.portalPorts().stores = {store("Firefox", TrustState::Missing),
                                  store("Chromium", TrustState::Older)};
    world.portalPorts().stores.front().open = platform::OpenElsewhere::Yes;
    world.window().go(Place::Settings);
    world.settle();
    allowBox(world)->click();
    world.settle();
    EXPECT_TRUE(world.sees(Phrase::PortalTrustMissing));
    EXPECT_TRUE(world.sees(Phrase::PortalTrustOlder));
    world.onServiceThread([&] { world.portalPorts().alert("Firefox"); });
    world.settle();
    EXPECT_TRUE(world.sees(Phrase::PortalTrustAlert, {{"programs", "Firefox"}}));
    world.press(Phrase::PortalTrustInstall);
    EXPECT_FALSE(world.sees(Phrase::PortalTrustMissing));
    EXPECT_TRUE(world.sees(Phrase::PortalTrusted));
    EXPECT_FALSE(world.sees(Phrase::PortalTrustAlert, {{"programs", "Firefox"}}));
    EXPECT_TRUE(world.sees(Phrase::PortalTrustRestart, {{"browsers", "Firefox"}}));
    world.press(Phrase::PortalTry);
    ASSERT_EQ(world.opened().size(), 1U);
    EXPECT_EQ(world.opened().front().host(), QStringLiteral("127.0.0.1"));
    world.press(Phrase::PortalTrustRemove);
    EXPECT_TRUE(world.sees(Phrase::PortalTrustRemoved));
    EXPECT_EQ(world.portalPorts().calls, (std::vector<std::string>{"check", "install", "remove"}));
}

TEST_P(Portal, ATakenPortIsToldAndTriedAgain) {
    ConsentWorld world(GetParam());
    world.portalPorts().startFailure = fail(FailureCode::ServicePortTaken, "127.0.0.1:13579");
    world.window().go(Place::Settings);
    world.settle();
    allowBox(world)->click();
    world.settle();
    EXPECT_EQ(world.portals().service.state(), State::Failed);
    EXPECT_TRUE(world.sees(Phrase::PortalRetry));
    const text::Sentence why = world.words().sentence(*world.portalPorts().startFailure);
    EXPECT_TRUE(shows(world, fromUtf8(why.what)));
    EXPECT_TRUE(shows(world, fromUtf8(why.next))) << "what to do";
    world.window().go(Place::Home);
    world.settle();
    EXPECT_TRUE(world.sees(Phrase::PortalAttOff));
    world.portalPorts().startFailure.reset();
    world.press(Phrase::PortalRetry);
    EXPECT_EQ(world.portals().service.state(), State::On);
    EXPECT_FALSE(world.sees(Phrase::PortalAttOff));
}

TEST_P(Portal, ACertificateThatIsNotGoodTodayIsMadeAnewByThePersonOnly) {
    ConsentWorld world(GetParam());
    world.portalPorts().startFailure = fail(FailureCode::ServiceIdentityUnusable);
    world.window().go(Place::Settings);
    world.settle();
    allowBox(world)->click();
    world.settle();
    EXPECT_EQ(world.portals().service.state(), State::Failed);
    EXPECT_TRUE(world.portalPorts().calls.empty());
    world.portalPorts().startFailure.reset();
    world.press(Phrase::PortalTrustInstall);
    EXPECT_EQ(world.portalPorts().calls.front(), "install");
    EXPECT_EQ(world.portals().service.state(), State::On);
}

TEST_P(Portal, ACertificateThatEndsSoonIsRenewedWhenThePersonWants) {
    ConsentWorld world(GetParam());
    world.portalPorts().stores = {store("Firefox", TrustState::Trusted)};
    world.window().go(Place::Settings);
    world.settle();
    allowBox(world)->click();
    world.settle();
    EXPECT_FALSE(world.sees(Phrase::PortalTrustRenew)) << "there is time";
    world.portalPorts().renewal = service::Renewal::Soon;
    emit world.portals().service.changed();
    world.window().go(Place::Home);
    world.settle();
    EXPECT_TRUE(world.sees(Phrase::PortalTrustSoon)) << world.visibleText().toStdString();
    world.window().go(Place::Settings);
    world.settle();
    EXPECT_TRUE(shows(world, world.words().say(Phrase::PortalTrustSoonText)));
    world.press(Phrase::PortalTrustRenew);
    EXPECT_EQ(world.portals().service.state(), State::On) << "begun anew with the new one";
    EXPECT_EQ(world.portalPorts().running, 1);
    EXPECT_EQ(world.portalPorts().calls, (std::vector<std::string>{"check", "renew", "check"}));
    EXPECT_FALSE(world.sees(Phrase::PortalTrustRenew));
    world.window().go(Place::Home);
    world.settle();
    EXPECT_FALSE(world.sees(Phrase::PortalTrustSoon));
}

TEST(PortalPorts, RenewsWhatEndsSoonAndNothingElse) {
    ConsentWorld world;
    const std::filesystem::path place = tanba::test::scratchFolder();
    DiskFileStore files;
    const auto portsAt = [&](const Clock& clock) {
        return portalPorts({files, clock, place / "home", place / "data", [] { return text::Language::Kk; }});
    };
    const auto identity = [&] {
        return service::WebIdentity::load(files, service::serviceFolder(place / "data"));
    };
    const FixedClock today{SystemClock().now()};
    ASSERT_TRUE(portsAt(today).renewTrust().ok());
    ASSERT_TRUE(identity().ok());
    const auto first = toHex(identity().value().authority().der());
    ASSERT_TRUE(portsAt(today).renewTrust().ok());
    EXPECT_EQ(toHex(identity().value().authority().der()), first);
    const FixedClock late{identity().value().authority().notAfter() - std::chrono::days(10)};
    ASSERT_EQ(identity().value().renewal(late.now()), service::Renewal::Soon);
    EXPECT_TRUE(portsAt(late).installTrust().ok());
    EXPECT_EQ(toHex(identity().value().authority().der()), first) << "only who asks for it gets another one";
    EXPECT_TRUE(portsAt(late).renewTrust().ok());
    EXPECT_NE(toHex(identity().value().authority().der()), first);
}

TEST(PortalPorts, WhereABrowserCannotBeToldThePresentOneStays) {
    TANBA_NEEDS(std::filesystem::exists("/usr/bin/certutil"), "certutil of libnss3-tools");
    ConsentWorld world;
    const std::filesystem::path place = tanba::test::scratchFolder();
    const std::filesystem::path firefox = place / "home/.mozilla/firefox/abc.default";
    const std::filesystem::path other = place / "home/.thunderbird/abc.default";
    const auto certutil = [&place](const std::filesystem::path& store, const std::string& arguments) {
        const std::string command =
            "cd '" + place.string() + "' && certutil -d 'sql:" + store.string() + "' " + arguments;
        return std::system((command + " >/dev/null 2>&1 </dev/null").c_str());
    };
    for (const auto& store : {firefox, other}) {
        std::filesystem::create_directories(store);
        ASSERT_EQ(certutil(store, "-N --empty-password"), 0);
    }
    DiskFileStore files;
    const auto portsAt = [&](const Clock& clock) {
        return portalPorts({files, clock, place / "home", place / "data", [] { return text::Language::Kk; }});
    };
    const auto identity = [&] {
        return service::WebIdentity::load(files, service::serviceFolder(place / "data"));
    };
    const auto stateOf = [](const PortalPorts& ports, const std::filesystem::path& store) {
        const auto rows = ports.checkTrust();
        EXPECT_TRUE(rows.ok());
        for (const platform::StoreTrust& row : rows.value())
            if (row.folder == std::filesystem::canonical(store))
                return row.state;
        ADD_FAILURE() << store;
        return TrustState::Unusable;
    };
    ASSERT_TRUE(portsAt(FixedClock{SystemClock().now()}).installTrust().ok());
    const auto first = toHex(identity().value().authority().der());
    const FixedClock late{identity().value().authority().notAfter() - std::chrono::days(10)};
    std::ofstream(place / "empty") << "\n";
    std::ofstream(place / "new") << "Primary1\n";
    ASSERT_EQ(certutil(firefox, "-W -f empty -@ new"), 0);

    const auto refused = portsAt(late).renewTrust();
    ASSERT_TRUE(refused.ok());
    EXPECT_TRUE(std::ranges::any_of(refused.value(), [](const platform::StoreTrust& row) {
        return row.state == TrustState::NeedsPassword;
    })) << "who was not told";
    EXPECT_EQ(toHex(identity().value().authority().der()), first);
    EXPECT_EQ(stateOf(portsAt(late), firefox), TrustState::Trusted);
    EXPECT_EQ(stateOf(portsAt(late), other), TrustState::Trusted);

    std::ofstream(place / "empty") << "Primary1\n";
    std::ofstream(place / "new") << "\n";
    ASSERT_EQ(certutil(firefox, "-W -f empty -@ new"), 0);
    ASSERT_TRUE(portsAt(late).renewTrust().ok());
    EXPECT_NE(toHex(identity().value().authority().der()), first);
    EXPECT_EQ(stateOf(portsAt(late), firefox), TrustState::Trusted);
    EXPECT_EQ(stateOf(portsAt(late), other), TrustState::Trusted);
}

TEST(PortalPorts, OnlyInstallingTrustMakesAnotherCertificate) {
    ConsentWorld world;
    const std::filesystem::path place = tanba::test::scratchFolder();
    DiskFileStore files;
    const auto portsAt = [&](const Clock& clock) {
        return portalPorts({files, clock, place / "home", place / "data", [] { return text::Language::Kk; }});
    };
    const auto identity = [&] {
        const auto read = service::WebIdentity::load(files, service::serviceFolder(place / "data"));
        EXPECT_TRUE(read.ok());
        return read.ok() ? toHex(read.value().authority().der()) : std::string();
    };
    const FixedClock today{SystemClock().now()};
    ASSERT_TRUE(portsAt(today).checkTrust().ok());
    const std::string first = identity();
    // As when the battery of the clock is empty.
    for (const auto years : {-20, 20}) {
        const FixedClock wrong{today.now() + std::chrono::days(365 * years)};
        const PortalPorts ports = portsAt(wrong);
        EXPECT_FALSE(ports.start(world.portalDesk(), [](const std::string&) {}).ok());
        EXPECT_TRUE(ports.checkTrust().ok());
        EXPECT_TRUE(ports.removeTrust().ok());
        EXPECT_EQ(identity(), first);
    }
    EXPECT_TRUE(portsAt(today).installTrust().ok());
    EXPECT_EQ(identity(), first);
    const FixedClock later{today.now() + std::chrono::days(365 * 20)};
    EXPECT_TRUE(portsAt(later).installTrust().ok());
    EXPECT_NE(identity(), first);
}

TEST(PortalSettings, OffEndsTheServiceAndStaysOff) {
    ConsentWorld world;
    world.portals().service.setOn(true);
    world.settle();
    EXPECT_EQ(world.portalPorts().running, 1);
    world.window().go(Place::Settings);
    world.settle();
    allowBox(world)->click();
    world.settle();
    EXPECT_EQ(world.portalPorts().running, 0);
    world.portals().service.start();
    world.settle();
    EXPECT_EQ(world.portalPorts().running, 0) << "as the person decided";
}

TEST(PortalSettings, ABrowserToolThatIsMissingIsTold) {
    ConsentWorld world;
    world.portalPorts().trustFailure = fail(FailureCode::BrowserToolMissing, "certutil");
    world.portals().service.setOn(true);
    world.window().go(Place::Settings);
    world.settle();
    EXPECT_TRUE(shows(world, fromUtf8(world.words().sentence(*world.portalPorts().trustFailure).what)));
}

TEST(PortalSettings, TheLastRequestsAreListedWithoutContents) {
    ConsentWorld world;
    world.putOwnKey();
    world.portals().service.setOn(true);
    world.window().go(Place::Settings);
    world.settle();
    EXPECT_TRUE(world.sees(Phrase::PortalRecentNone));
    world.ask(documentQuestion(kPortal, "мазмұны-осы"));
    world.answer(Phrase::PortalCancel);
    const QString seen = world.visibleText().remove(QChar(0x200B));
    EXPECT_TRUE(seen.contains(QStringLiteral("https://idp.egov.kz"))) << seen.toStdString();
    EXPECT_TRUE(seen.contains(world.words().say(Phrase::PortalDidCancelled))) << seen.toStdString();
    EXPECT_FALSE(seen.contains(QStringLiteral("мазмұны-осы")));
    EXPECT_FALSE(world.sees(Phrase::PortalRecentNone));
}

TEST(PortalSettings, TheProgramEndsWhileTheServiceStarts) {
    // The service must not outlive the desk that it calls.
    ConsentWorld world;
    world.portals().service.setOn(true);
}

} // namespace
} // namespace tanba::gui::test
