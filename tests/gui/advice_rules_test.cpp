#include "app/gui/pages/source_fold.h"
#include "core/guidance/fines.h"
#include "core/guidance/help_articles.h"
#include "core/guidance/portals.h"
#include "core/guidance/rules.h"
#include "tests/gui/advice_steps.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <QCheckBox>
#include <set>

namespace tanba::gui::test {
namespace {

constexpr std::array kPlaces = {AdvicePlace::Overview, AdvicePlace::Lost,    AdvicePlace::UnknownSms,
                                AdvicePlace::MyKeys,   AdvicePlace::Hygiene, AdvicePlace::HandOver,
                                AdvicePlace::Yearly,   AdvicePlace::OwnKey,  AdvicePlace::Roles,
                                AdvicePlace::Fines};

QString tenge(const char* digits) {
    return QString::fromUtf8(digits).replace(QLatin1Char(' '), QChar(0x202F)) + QChar(0x202F) + QChar(0x20B8);
}

bool says(World& world, const QString& words) {
    return world.visibleText().contains(words);
}

TEST(AdviceFines, AreThoseOfTheYearByTheClock) {
    World world; // 2026
    goToAdvice(world, AdvicePlace::Fines);
    EXPECT_TRUE(says(world, tenge("216 250"))) << world.visibleText().toStdString();
    EXPECT_TRUE(says(world, tenge("43 250")));
    EXPECT_TRUE(shows(world, Phrase::FinesCount,
                      {{"units", "50"}, {"year", "2026"}, {"index", toUtf8(tenge("4 325"))}}));
    EXPECT_TRUE(shows(world, Phrase::FinesUseBasis));
    EXPECT_TRUE(shows(world, Phrase::FinesHandingBasis));

    choose(world, world.words().say(Phrase::FinesUse), world.words().say(Phrase::FinesLarge));
    EXPECT_TRUE(says(world, tenge("865 000")));
    choose(world, world.words().say(Phrase::FinesUse), world.words().say(Phrase::FinesOfficial));
    EXPECT_TRUE(says(world, tenge("432 500")));
    choose(world, world.words().say(Phrase::FinesUse), world.words().say(Phrase::FinesMedium));
    EXPECT_TRUE(says(world, tenge("648 750")));
    choose(world, world.words().say(Phrase::FinesHanding), world.words().say(Phrase::FinesLegal));
    EXPECT_TRUE(says(world, tenge("64 875")));
    EXPECT_EQ(chooser(world, world.words().say(Phrase::FinesHanding))->count(), 2);
}

TEST(AdviceFines, OfAnotherYearAreThoseOfItsIndex) {
    World world;
    goToAdvice(world, AdvicePlace::Fines);
    choose(world, world.words().say(Phrase::FinesYear), QStringLiteral("2025"));
    EXPECT_TRUE(says(world, tenge("196 600")));
    EXPECT_TRUE(says(world, tenge("39 320")));
    EXPECT_FALSE(says(world, tenge("216 250")));
    EXPECT_TRUE(shows(world, Phrase::SourceFrom, {{"date", toUtf8(sourceDate("2025-03-13", world.words()))}}))
        << "nothing was due before";
    choose(world, world.words().say(Phrase::FinesYear), QStringLiteral("2024"));
    EXPECT_TRUE(shows(world, Phrase::FinesNotThen)) << "part 6 is of March 2025";
    EXPECT_TRUE(says(world, tenge("36 920")));
    const QString since = world.words().say(Phrase::SourceFrom, {{"date", ""}});
    EXPECT_FALSE(says(world, since));
    choose(world, world.words().say(Phrase::FinesYear), QStringLiteral("2020"));
    EXPECT_TRUE(shows(world, Phrase::FinesUnconfirmed, {{"year", "2020"}}));
    choose(world, world.words().say(Phrase::FinesYear), QStringLiteral("2026"));
    EXPECT_FALSE(says(world, since)) << "the whole year";
}

/// Unfolds every source on the page.
void unfoldSources(World& world) {
    for (auto* fold : world.window().findChildren<QAbstractButton*>())
        if (fold->isVisible() && fold->text() == world.words().say(Phrase::SourceTitle))
            fold->setChecked(true);
    world.settle();
}

bool offersSite(World& world, const char* host) {
    return world.visibleText().contains(world.words().say(Phrase::SourceOpen, {{"host", host}}));
}

TEST(AdviceFines, TellTheSourceOfTheChosenYearsIndex) {
    World world;
    goToAdvice(world, AdvicePlace::Fines);
    unfoldSources(world);
    EXPECT_TRUE(offersSite(world, "kaz.inform.kz")) << world.visibleText().toStdString();
    EXPECT_TRUE(shows(world, Phrase::SourceRead, {{"date", "11.2026"}})) << "of part 5";
    choose(world, world.words().say(Phrase::FinesYear), QStringLiteral("2021"));
    unfoldSources(world);
    EXPECT_TRUE(offersSite(world, "kznews.kz"));
    EXPECT_FALSE(offersSite(world, "kaz.inform.kz"));
    choose(world, world.words().say(Phrase::FinesYear), QStringLiteral("2025"));
    unfoldSources(world);
    EXPECT_TRUE(shows(world, Phrase::FinesIndexNotice));
    EXPECT_FALSE(offersSite(world, "kznews.kz"));
}

TEST(AdviceSources, AreToldWhereRenewalAndForgettingAreExplained) {
    World world;
    unlockKey(world, world.putKey("soon.p12", "Right-One1", "2026-06-27T12:00:00Z"), "Right-One1");
    world.press(Phrase::ExpiryWhat);
    world.press(Phrase::SourceTitle);
    for (const Phrase source : {Phrase::SourceReissueCheck, Phrase::SourceReissueValid,
                                Phrase::SourceLifetime, Phrase::SourceTokens})
        EXPECT_TRUE(shows(world, source)) << phraseCode(source);
    world.window().keysArea().showForgotten();
    world.settle();
    world.press(Phrase::SourceTitle);
    EXPECT_TRUE(shows(world, Phrase::SourceIssueOnline));
    EXPECT_TRUE(shows(world, Phrase::SourceOldKeys));
}

TEST(AdviceFines, BeyondTheTableHaveNoTenge) {
    World world;
    world.setClock("2027-02-01T00:00:00Z");
    goToAdvice(world, AdvicePlace::Fines);
    EXPECT_TRUE(shows(world, Phrase::FinesUnknown, {{"year", "2027"}}));
    EXPECT_TRUE(shows(world, Phrase::FinesUnits, {{"units", "50"}}));
    EXPECT_TRUE(shows(world, Phrase::FinesUnits, {{"units", "10"}}));
    EXPECT_FALSE(world.visibleText().contains(QChar(0x20B8))) << "last year's sums are not this year's";
}

TEST(AdviceFines, OfSomebodyElsesKeyAreOnItsPageAndUnknownOnesSoToo) {
    World world;
    world.setClock("2027-02-01T00:00:00Z");
    tanba::test::CertificateProfile profile = tanba::test::CertificateProfile::person();
    profile.notAfter = tanba::test::at("2028-01-01T00:00:00Z");
    const auto file = world.putKeyOf(profile, "key.p12", "Right-One1");
    unlockKey(world, file, "Right-One1");
    world.press(Phrase::OwnerNo);
    EXPECT_TRUE(shows(world, Phrase::FinesUnits, {{"units", "50"}}));
    EXPECT_FALSE(world.visibleText().contains(QChar(0x20B8)));
}

TEST(AdviceRoles, OfEachKeyAreToldWithWhatTheyMean) {
    World world(text::Language::Ru);
    goToAdvice(world, AdvicePlace::Roles);
    EXPECT_TRUE(shows(world, Phrase::RolesNone));
    unlockKey(world, world.putKeyOf(tanba::test::CertificateProfile::head(), "head.p12", "Right-One1"),
              "Right-One1");
    goToAdvice(world, AdvicePlace::Roles);
    EXPECT_TRUE(says(world, QStringLiteral("Первый руководитель юридического лица")));
    EXPECT_TRUE(shows(world, Phrase::RoleHead));
    EXPECT_FALSE(shows(world, Phrase::RolesNone));
    unlockKey(world,
              world.putKeyOf(tanba::test::CertificateProfile::employee(), "employee.p12", "Right-One1"),
              "Right-One1");
    unlockKey(world, world.putKey("own.p12", "Right-One1"), "Right-One1");
    goToAdvice(world, AdvicePlace::Roles);
    EXPECT_TRUE(shows(world, Phrase::RoleEmployee));
    EXPECT_TRUE(says(world, QStringLiteral("Физическое лицо")));
    EXPECT_TRUE(shows(world, Phrase::RoleNatural));
}

TEST(AdviceRoles, APowerOfAttorneyHasTwoVariants) {
    World world;
    goToAdvice(world, AdvicePlace::Roles);
    EXPECT_TRUE(shows(world, Phrase::AttorneyText));
    EXPECT_TRUE(shows(world, Phrase::AttorneyRole)) << "an organisation gives a role";
    choose(world, world.words().say(Phrase::AttorneyFor), world.words().say(Phrase::AttorneyPerson));
    EXPECT_FALSE(shows(world, Phrase::AttorneyRole));
    EXPECT_TRUE(shows(world, Phrase::AttorneyOwnKey)) << "but everybody signs with their own key";
    EXPECT_TRUE(shows(world, Phrase::AttorneyAsk));
    EXPECT_TRUE(says(world, QStringLiteral("1414"))) << "and whom to ask";
}

TEST(AdviceMyKeys, CountEachCertificateOnceAndThoseToComeApart) {
    World world;
    const auto file = world.putKey("a.p12", "Right-One1");
    unlockKey(world, file, "Right-One1");
    const auto copy = world.home() / "copy.p12";
    std::filesystem::copy_file(file, copy);
    unlockKey(world, copy, "Right-One1");
    world.setClock("2025-12-01T00:00:00Z"); // a month before it begins
    goToAdvice(world, AdvicePlace::MyKeys);
    EXPECT_TRUE(shows(world, Phrase::MyKeysHere, {{"count", "1"}})) << world.visibleText().toStdString();
    EXPECT_TRUE(shows(world, Phrase::MyKeysDetail, {{"good", "0"}, {"old", "0"}, {"unknown", "0"}}));
    EXPECT_TRUE(shows(world, Phrase::MyKeysEarly, {{"count", "1"}}));
}

TEST(AdviceMyKeys, CountWhatIsHereAndAdmitTheRest) {
    World world;
    unlockKey(world, world.putKey("a.p12", "Right-One1"), "Right-One1");
    unlockKey(world, world.putKey("b.p12", "Right-One1", "2026-05-01T00:00:00Z"), "Right-One1");
    world.shelf().chosen(world.putKey("c.p12", "Right-One1"));
    goToAdvice(world, AdvicePlace::MyKeys);
    EXPECT_TRUE(shows(world, Phrase::MyKeysHere, {{"count", "3"}}));
    EXPECT_TRUE(shows(world, Phrase::MyKeysDetail, {{"good", "1"}, {"old", "1"}, {"unknown", "1"}}));
    EXPECT_TRUE(shows(world, Phrase::MyKeysRest));
    for (const Phrase link : {Phrase::MyKeysList, Phrase::MyKeysRevoke, Phrase::MyKeysReissue})
        world.press(link);
    const guidance::PortalLinks& links = guidance::portalById("nca")->links;
    ASSERT_EQ(world.opened().size(), 3U);
    EXPECT_EQ(world.opened()[0], QUrl(fromUtf8(links.myKeys)));
    EXPECT_EQ(world.opened()[1], QUrl(fromUtf8(links.revoke)));
    EXPECT_EQ(world.opened()[2], QUrl(fromUtf8(links.reissue)));
}

TEST(AdviceMyKeys, OneSiteForThreeJobsTellsWhatToOpenThere) {
    const guidance::PortalLinks& links = guidance::portalById("nca")->links;
    EXPECT_EQ(links.revoke, links.myKeys) << "when a closer address is known, the texts lose a step";
    EXPECT_EQ(links.reissue, links.myKeys);
    for (const text::Language language : text::kLanguages) {
        World world(language);
        goToAdvice(world, AdvicePlace::MyKeys);
        EXPECT_TRUE(shows(world, Phrase::MyKeysOpens, {{"host", hostOf(links.myKeys)}}));
        for (const Phrase job : {Phrase::MyKeysListText, Phrase::MyKeysRevokeText, Phrase::MyKeysReissueText})
            EXPECT_TRUE(shows(world, job)) << phraseCode(job);
    }
}

TEST(AdviceHandOver, IsToldAtTheFirstRunUntilItWasRead) {
    World world;
    EXPECT_TRUE(shows(world, Phrase::HandOverShort)) << "in a word, before there is any key";
    world.shelf().chosen(world.putKey("key.p12", "Right-One1"));
    world.settle();
    ASSERT_TRUE(shows(world, Phrase::HandOverText)) << "with the first key";
    world.press(Phrase::HandOverWhy);
    EXPECT_TRUE(shows(world, Phrase::HandOverInstead));
    world.window().go(Place::Home);
    world.settle();
    world.press(Phrase::HandOverSeen);
    EXPECT_FALSE(shows(world, Phrase::HandOverTitle));
    EXPECT_TRUE(world.settings().get(platform::settings::kHandOverSeen));
}

TEST(AdviceYearly, IsOffUntilSomebodyWantsItAndGoesIntoACalendar) {
    World world;
    goToAdvice(world, AdvicePlace::Yearly);
    EXPECT_FALSE(world.attendant().yearly().enabled());
    world.press(Phrase::SettingsYearly);
    EXPECT_TRUE(world.attendant().yearly().enabled());

    const auto file = world.home() / "yearly.ics";
    world.answerNewFile(file);
    world.press(Phrase::ExpiryCalendar);
    EXPECT_TRUE(shows(world, Phrase::ExpiryCalendarDone));
    const std::string text(asText(tanba::test::fileContent(file)));
    EXPECT_NE(text.find("20270128"), std::string::npos) << text;
    EXPECT_NE(text.find("FREQ=YEARLY"), std::string::npos) << text;
    world.press(Phrase::ExpiryCalendar);
    EXPECT_TRUE(shows(world, Phrase::ExpiryCalendarTaken)) << "a file that is there stays";
    EXPECT_EQ(std::string(asText(tanba::test::fileContent(file))), text);
}

/// Every address that the program's own tables hold.
std::set<QUrl> shippedAddresses() {
    std::set<QUrl> all;
    const auto add = [&all](const std::string& address) {
        if (!address.empty())
            all.insert(QUrl(fromUtf8(address)));
    };
    for (const guidance::Rule& rule : guidance::rules())
        add(rule.address);
    for (const guidance::Portal& portal : guidance::portals()) {
        add(portal.address);
        for (const std::string& link : {portal.links.myKeys, portal.links.revoke, portal.links.reissue})
            add(link);
    }
    for (const guidance::IndexRow& row : guidance::fineTable().index)
        if (row.source.starts_with("https://"))
            add(row.source.substr(0, row.source.find(' ')));
    return all;
}

TEST(AdviceSources, EveryPageOpensOnlyAddressesOfTheTables) {
    World world;
    const std::set<QUrl> shipped = shippedAddresses();
    int pressed = 0;
    for (const AdvicePlace place : kPlaces) {
        goToAdvice(world, place);
        EXPECT_TRUE(world.opened().empty()) << "a page opened a site by itself";
        unfoldSources(world);
        const QString prefix = world.words().say(Phrase::SourceOpen, {{"host", ""}});
        for (auto* site : world.window().findChildren<QAbstractButton*>())
            if (site->isVisible() && site->text().startsWith(prefix)) {
                site->click();
                ++pressed;
            }
        world.settle();
        for (const QUrl& url : world.opened())
            EXPECT_TRUE(shipped.contains(url)) << url.toString().toStdString();
        world.opened().clear();
    }
    EXPECT_GT(pressed, 10);
}

TEST(AdviceSources, TellTheRuleWithItsDatesFolded) {
    World world(text::Language::Ru);
    goToAdvice(world, AdvicePlace::OwnKey);
    EXPECT_FALSE(shows(world, Phrase::SourceFineUse)) << "folded";
    world.press(Phrase::SourceTitle);
    EXPECT_TRUE(shows(world, Phrase::SourceFineUse));
    EXPECT_TRUE(says(world, QStringLiteral("Действует с: 13 марта 2025")));
    EXPECT_TRUE(says(world, QStringLiteral("7 января 2003")));
}

TEST(AdviceHelp, ArticlesLeadToTheirPage) {
    World world;
    world.window().go(Place::Help);
    world.settle();
    const auto* article = guidance::helpArticle("lost-or-misused", guidance::HelpLanguage::Kazakh);
    for (auto* card : world.window().findChildren<QAbstractButton*>())
        if (card->isVisible() && card->text() == fromUtf8(article->title())) {
            card->click();
            break;
        }
    world.settle();
    world.press(Phrase::LostTitle);
    EXPECT_TRUE(shows(world, Phrase::LostPasswordText));
}

} // namespace
} // namespace tanba::gui::test
