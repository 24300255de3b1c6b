// Keys that come to their end: what Home, the tray, the desktop and the key's own page say, at every
// threshold.
#include "app/gui/presence/expiry_words.h"
#include "app/gui/tray.h"
#include "core/guidance/personal_numbers.h"
#include "core/keys/certificate_writer.h"
#include "core/keys/certificate_writer_fields.h"
#include "tests/gui/world.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_pki.h"

#include <gtest/gtest.h>

#include <QPointer>
#include <array>

namespace tanba::gui::test {
namespace {

constexpr std::string_view kPassword = "Right-One1";
/// 17:00 of the last day in Kazakhstan.
constexpr std::string_view kEnd = "2026-09-20T12:00:00Z";

void unlock(World& world, const std::filesystem::path& file) {
    world.shelf().chosen(file);
    world.window().go(Place::Keys);
    world.window().keysArea().showKey(file);
    world.type(Phrase::KeyPassword, kPassword);
    world.press(Phrase::KeyUnlock);
}

std::filesystem::path putKnownKey(World& world, const std::string& name = "key.p12",
                                  std::string_view until = kEnd) {
    const auto file = world.putKey(name, kPassword, until);
    unlock(world, file);
    return file;
}

const ExpiringKey& only(World& world) {
    return world.attendant().expiry().keys().front();
}

QString line(World& world, const QString& date) {
    return world.words().say(Phrase::ExpiryNoticeLine,
                             {{"owner", "СЫНАҚОВ СЫНАҚ СЫНАҚҰЛЫ"},
                              {"purpose", toUtf8(purposeWords(only(world).key.certificate, world.words()))},
                              {"date", toUtf8(date)}});
}

void expectNotice(World& world, const QString& title, Phrase last = Phrase::ExpiryAfter) {
    const QString date = lastDayWords(only(world), world.words());
    world.notifier().expect(title, line(world, date) + QLatin1Char('\n') + world.words().say(last));
}

void notify(World& world) {
    world.settings().set(platform::settings::kNotifications, true);
}

struct Step {
    std::string_view justBefore;
    std::string_view reached;
    int days;
};
// Midnights in Kazakhstan are 19:00 of the day before in UTC.
constexpr std::array<Step, 6> kSteps = {{
    {"2026-08-20T18:59:59Z", "2026-08-20T19:00:00Z", 30},
    {"2026-09-05T18:59:59Z", "2026-09-05T19:00:00Z", 14},
    {"2026-09-09T18:59:59Z", "2026-09-09T19:00:00Z", 10},
    {"2026-09-12T18:59:59Z", "2026-09-12T19:00:00Z", 7},
    {"2026-09-16T18:59:59Z", "2026-09-16T19:00:00Z", 3},
    {"2026-09-18T18:59:59Z", "2026-09-18T19:00:00Z", 1},
}};

class EveryLanguageOfWarnings : public testing::TestWithParam<text::Language> {};

TEST_P(EveryLanguageOfWarnings, EachThresholdIsToldOnceEverywhere) {
    World world(GetParam());
    putKnownKey(world);
    notify(world);
    Tray tray(world.desk());
    world.window().go(Place::Home);
    world.settle();
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::HomeCalmTitle)));
    EXPECT_FALSE(tray.marked());
    for (const Step& step : kSteps) {
        world.waitUntil(step.justBefore);
        EXPECT_TRUE(world.notifier().satisfied()) << step.justBefore;
        const QString title =
            world.words().say(Phrase::ExpirySoonTitle, {{"days", std::to_string(step.days)}});
        expectNotice(world, title);
        world.waitUntil(step.reached);
        EXPECT_TRUE(world.notifier().satisfied()) << step.days;
        EXPECT_TRUE(world.visibleText().contains(title)) << world.visibleText().toStdString();
        EXPECT_TRUE(tray.marked());
        EXPECT_TRUE(tray.toolTip().contains(QStringLiteral("1")));
    }
    // The day itself is no threshold: Home follows, the desktop stays quiet.
    world.waitUntil("2026-09-19T19:00:01Z");
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::ExpiryTodayTitle)));
    world.waitUntil("2026-09-20T12:00:00Z");
    expectNotice(world, world.words().say(Phrase::KeyExpiredTitle), Phrase::ExpiryOver);
    world.waitUntil("2026-09-20T12:00:01Z");
    EXPECT_TRUE(world.notifier().satisfied());
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::KeyExpiredTitle)));
    EXPECT_TRUE(tray.marked());
}

INSTANTIATE_TEST_SUITE_P(Languages, EveryLanguageOfWarnings,
                         testing::Values(text::Language::Kk, text::Language::Ru, text::Language::En),
                         [](const auto& test) { return std::string(text::languageName(test.param)); });

TEST(Expiry, TheAlarmIsSetForTheNextChangeAndForNothingElse) {
    World world;
    EXPECT_FALSE(world.alarm().moment()) << "without keys there is nothing to wait for";
    putKnownKey(world);
    EXPECT_EQ(world.alarm().moment(), tanba::test::at("2026-08-20T19:00:00Z"));
    world.waitUntil("2026-08-20T19:00:00Z");
    EXPECT_EQ(world.alarm().moment(), tanba::test::at("2026-08-21T19:00:00Z")) << "the days that are left";
}

TEST(Expiry, AfterSuspendTheWarningsThatWerePassedOverAreOne) {
    World world;
    putKnownKey(world);
    notify(world);
    expectNotice(world, world.words().say(Phrase::ExpirySoonTitle, {{"days", "5"}}));
    world.setClock("2026-09-14T19:30:00Z"); // the kernel tells of the jump; all of it was slept through
    EXPECT_TRUE(world.notifier().satisfied());
}

TEST(Expiry, ANotificationIsNotRepeatedAfterARestart) {
    World world;
    putKnownKey(world);
    notify(world);
    expectNotice(world, world.words().say(Phrase::ExpirySoonTitle, {{"days", "30"}}));
    world.waitUntil("2026-08-20T19:00:00Z");
    DiskFileStore files;
    TaskRunner tasks;
    const FixedClock clock(world.shelf().now());
    KeyShelf shelf(files, clock, tasks, world.indexPath());
    ReminderStore store(files, tasks, world.statePath());
    const ExpiryWatch next(shelf, store);
    ASSERT_EQ(next.keys().size(), 1U);
    EXPECT_TRUE(next.keys().front().wantsAttention());
    EXPECT_TRUE(next.wasTold(next.keys().front()));
}

TEST(Expiry, WhatWasToldByAClockAheadMutesNoWarningAfterwards) {
    World world;
    putKnownKey(world);
    notify(world);
    expectNotice(world, world.words().say(Phrase::KeyExpiredTitle), Phrase::ExpiryOver);
    world.setClock("2026-10-01T12:00:00Z");
    EXPECT_TRUE(world.notifier().satisfied());
    EXPECT_TRUE(world.attendant().expiry().wasTold(only(world)));
    world.setClock("2026-06-20T12:30:00Z");
    world.attendant().clock().confirm();
    for (const Step& step : kSteps) {
        world.waitUntil(step.justBefore);
        expectNotice(world,
                     world.words().say(Phrase::ExpirySoonTitle, {{"days", std::to_string(step.days)}}));
        world.waitUntil(step.reached);
        EXPECT_TRUE(world.notifier().satisfied()) << step.days;
    }
}

TEST(Expiry, AClockThatIsCorrectedAtAThresholdRepeatsNothing) {
    World world;
    putKnownKey(world);
    world.waitUntil("2026-09-05T18:00:00Z");
    notify(world);
    expectNotice(world, world.words().say(Phrase::ExpirySoonTitle, {{"days", "14"}}));
    world.setClock("2026-09-05T19:00:00Z");
    EXPECT_TRUE(world.notifier().satisfied());
    world.setClock("2026-09-05T18:57:00Z"); // fifteen days are left again; the notifier fails on anything
    world.waitUntil("2026-09-05T19:00:00Z");
    EXPECT_TRUE(world.attendant().expiry().wasTold(only(world)));
}

TEST(Expiry, WithoutNotificationsHomeTellsAllTheSame) {
    World world;
    putKnownKey(world);
    world.window().go(Place::Home);
    world.waitUntil("2026-08-20T19:00:00Z"); // the notifier fails on anything
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::ExpirySoonTitle, {{"days", "30"}})));
}

TEST(Expiry, SeveralKeysMakeOneMessageWithoutNumbers) {
    World world;
    putKnownKey(world, "a.p12", "2026-06-25T12:00:00Z");
    const QString first = line(world, lastDayWords(only(world), world.words()));
    putKnownKey(world, "b.p12", "2026-06-28T12:00:00Z");
    // The second one ends later, so it takes the place of the first: both belong to one person.
    EXPECT_EQ(only(world).replacement, guidance::Replacement::NewerKeyValid);
    const auto& keys = world.attendant().expiry().keys();
    const platform::Notice notice = expiryNotice(keys, world.words());
    EXPECT_EQ(notice.title, world.words().say(Phrase::ExpiryNoticeMany, {{"count", "2"}}));
    EXPECT_TRUE(notice.text.startsWith(first));
    const std::string text = toUtf8(notice.title + notice.text);
    EXPECT_EQ(guidance::maskedNumbers(text), text) << "no IIN on a screen that may be locked";
}

TEST(Expiry, AKeyWithASuccessorIsQuietButStaysValid) {
    World world;
    const auto old = putKnownKey(world, "old.p12", "2026-06-25T12:00:00Z");
    world.window().go(Place::Home);
    world.settle();
    const QString soon = world.words().say(Phrase::ExpirySoonTitle, {{"days", "5"}});
    EXPECT_TRUE(world.visibleText().contains(soon));
    putKnownKey(world, "new.p12");
    world.window().go(Place::Home);
    world.settle();
    EXPECT_FALSE(world.visibleText().contains(soon));
    notify(world);
    world.waitUntil("2026-06-21T19:00:00Z"); // nothing is told either
    world.window().go(Place::Keys);
    world.window().keysArea().showKey(old);
    world.settle();
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::ExpiryReplacedText)));
    world.press(Phrase::KeyDates);
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::ExpiryReplacedText)));
}

TEST(Expiry, FromHomeThePageTellsWhatRenewalNeedsAndOpensTheSite) {
    World world;
    putKnownKey(world, "key.p12", "2026-06-27T12:00:00Z");
    world.window().go(Place::Home);
    world.settle();
    for (auto* button : world.window().findChildren<QAbstractButton*>())
        if (button->isVisible() && button->accessibleName().startsWith(QStringLiteral("СЫНАҚОВ"))) {
            button->click();
            break;
        }
    world.settle();
    for (const Phrase phrase :
         {Phrase::ExpiryTitle, Phrase::ExpiryAfter, Phrase::ExpiryNeedValid, Phrase::ExpiryNeedPassword,
          Phrase::ExpiryNeedNumber, Phrase::ExpiryNumberNote})
        EXPECT_TRUE(world.visibleText().contains(world.words().say(phrase))) << phraseCode(phrase);
    EXPECT_FALSE(world.visibleText().contains(world.words().say(Phrase::ExpiryNew)));
    world.press(Phrase::KeyRenewLink);
    ASSERT_EQ(world.opened().size(), 1U);
    EXPECT_EQ(world.opened().front(), QUrl(QStringLiteral("https://pki.gov.kz")));
}

TEST(Expiry, AfterTheEndThePageTellsHowToGetANewKey) {
    World world;
    putKnownKey(world, "key.p12", "2026-06-01T12:00:00Z");
    world.press(Phrase::ExpiryWhat);
    for (const Phrase phrase :
         {Phrase::ExpiryTitleOver, Phrase::ExpiryOver, Phrase::ExpiryNew, Phrase::ForgotNewApply})
        EXPECT_TRUE(world.visibleText().contains(world.words().say(phrase))) << phraseCode(phrase);
    EXPECT_FALSE(world.visibleText().contains(world.words().say(Phrase::ExpiryNeeds)));
}

struct LifeCase {
    const char* storage; ///< OID of the certificate's extension
    std::optional<Phrase> line;
};

TEST(Expiry, ThePageTellsHowLongKeysOfThisMediumUsuallyLive) {
    auto root = tanba::test::Authority::makeRoot(crypto::KeyAlgorithm::Ec, "ROOT");
    for (const text::Language language : text::kLanguages)
        for (const LifeCase& each : {LifeCase{"1.2.398.3.3.5.1.1", Phrase::ExpiryLifeFile},
                                     {"1.2.398.3.3.5.2.1", Phrase::ExpiryLifeChip},
                                     {"1.2.398.3.3.5.2.2", Phrase::ExpiryLifeChip},
                                     {"1.2.398.3.3.5.3.1", std::nullopt}}) {
            World world(language);
            const tanba::test::Identity issued = root.issue(crypto::KeyAlgorithm::Ec);
            keys::CertificateDraft draft;
            draft.issuer =
                Bytes(root.certificate().subject().der().begin(), root.certificate().subject().der().end());
            draft.subject =
                Bytes(issued.certificate.subject().der().begin(), issued.certificate.subject().der().end());
            draft.notBefore = tanba::test::at("2026-01-01T00:00:00Z");
            draft.notAfter = tanba::test::at("2026-07-01T00:00:00Z");
            draft.extensions.push_back(keys::keyStorageElement(Oid(each.storage)));
            const auto certificate =
                keys::writeCertificate(draft, issued.key->publicKey(), *root.identity().key);
            ASSERT_TRUE(certificate.ok());
            world.attendant().expiry().watch([shown = certificate.value()] {
                return std::vector<WatchedKey>{{shown, {}}};
            });
            world.window().go(Place::Keys);
            world.window().keysArea().showExpiry(only(world).id);
            world.settle();
            ASSERT_TRUE(world.visibleText().contains(world.words().say(Phrase::ExpiryTitle)));
            for (const Phrase line : {Phrase::ExpiryLifeFile, Phrase::ExpiryLifeChip})
                EXPECT_EQ(world.visibleText().contains(world.words().say(line)), each.line == line)
                    << each.storage << ' ' << phraseCode(line);
        }
}

/// A file with a pair of certificates, for signing and for login, as it was unlocked once.
std::filesystem::path putPair(World& world, std::string_view signingUntil, std::string_view loginUntil) {
    auto root = tanba::test::Authority::makeRoot(crypto::KeyAlgorithm::Ec, "ROOT");
    std::vector<keys::Certificate> certificates;
    for (auto [profile, until] : {std::pair(tanba::test::CertificateProfile::rsaSigning(), signingUntil),
                                  std::pair(tanba::test::CertificateProfile::rsaLogin(), loginUntil)}) {
        profile.notAfter = tanba::test::at(until);
        certificates.push_back(root.issue(crypto::KeyAlgorithm::Ec, profile).certificate);
    }
    const auto file = world.putKey("pair.p12", kPassword);
    world.shelf().chosen(file);
    world.shelf().unlocked(file, certificates);
    world.settle();
    return file;
}

TEST(Expiry, APairInOneFileIsOneRowByTheOneThatEndsFirst) {
    World world;
    const auto file = putPair(world, "2026-12-01T00:00:00Z", "2026-07-01T00:00:00Z");
    const ExpiringKey* key = world.attendant().expiry().find(file);
    ASSERT_NE(key, nullptr);
    EXPECT_EQ(key->judgement.lastMoment, tanba::test::at("2026-07-01T00:00:00Z"));
    EXPECT_TRUE(key->wantsAttention());
    EXPECT_EQ(world.attendant().expiry().keys().size(), 2U) << "the other end is told when it comes";
    world.waitUntil("2026-07-02T00:00:00Z");
    EXPECT_EQ(world.attendant().expiry().find(file)->judgement.lastMoment,
              tanba::test::at("2026-12-01T00:00:00Z"));
    EXPECT_TRUE(only(world).wantsAttention()) << "that login has ended is still told";

    World same;
    putPair(same, "2026-07-01T00:00:00Z", "2026-07-01T00:00:00Z");
    EXPECT_EQ(same.attendant().expiry().keys().size(), 1U);
}

TEST(Snooze, AChangeElsewhereLeavesTheFocusOnTheButton) {
    World world;
    putKnownKey(world, "key.p12", "2026-06-22T12:00:00Z");
    world.press(Phrase::ExpiryWhat);
    const QPointer<QAbstractButton> tomorrow = world.button(Phrase::ExpiryTomorrow);
    ASSERT_FALSE(tomorrow.isNull());
    tomorrow->setFocus();
    world.attendant().expiry().refresh();
    world.settle();
    ASSERT_FALSE(tomorrow.isNull()) << "made anew although nothing changed";
    EXPECT_TRUE(tomorrow->hasFocus());
}

TEST(Snooze, UntilTomorrowIsQuietTodayAndToldAgainTomorrow) {
    World world;
    putKnownKey(world, "key.p12", "2026-06-22T12:00:00Z"); // two days left
    world.press(Phrase::ExpiryWhat);
    world.press(Phrase::ExpiryTomorrow);
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::ExpiryPutOff)));
    notify(world);
    world.window().go(Place::Home);
    world.waitUntil("2026-06-20T18:59:59Z");
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::HomeCalmTitle)));
    expectNotice(world, world.words().say(Phrase::ExpirySoonTitle, {{"days", "1"}}));
    world.waitUntil("2026-06-20T19:00:00Z");
    EXPECT_TRUE(world.notifier().satisfied());
    EXPECT_FALSE(world.visibleText().contains(world.words().say(Phrase::HomeCalmTitle)));
}

TEST(Snooze, UntilTheNextThresholdSurvivesARestart) {
    World world;
    putKnownKey(world, "key.p12", "2026-07-02T12:00:00Z"); // 12 days left
    world.press(Phrase::ExpiryWhat);
    for (auto* button : world.window().findChildren<QAbstractButton*>())
        if (button->isVisible() &&
            button->text() == world.words().say(Phrase::ExpiryNextThreshold, {{"days", "10"}}))
            button->click();
    world.settle();
    EXPECT_FALSE(only(world).wantsAttention());
    const Bytes state = tanba::test::fileContent(world.statePath());
    const std::string text(asText(state));
    EXPECT_EQ(text.find("СЫНАҚОВ"), std::string::npos) << "public facts only";
    EXPECT_EQ(text.find("991231500016"), std::string::npos);
    EXPECT_EQ(text.find("key.p12"), std::string::npos);
    EXPECT_EQ(std::filesystem::status(world.statePath()).permissions() & std::filesystem::perms::all,
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    DiskFileStore files;
    TaskRunner tasks;
    SettableClock clock(world.shelf().now());
    KeyShelf shelf(files, clock, tasks, world.indexPath());
    ReminderStore store(files, tasks, world.statePath());
    ExpiryWatch next(shelf, store);
    EXPECT_FALSE(next.keys().front().wantsAttention());
    clock.set(tanba::test::at("2026-06-21T19:00:00Z")); // ten days left
    next.refresh();
    EXPECT_TRUE(next.keys().front().wantsAttention());
}

TEST(Snooze, AnExpiredKeyCanBeLetGoForGoodAndForgettingTakesThatBack) {
    World world;
    putKnownKey(world, "key.p12", "2026-06-01T12:00:00Z");
    world.press(Phrase::ExpiryWhat);
    world.press(Phrase::ExpiryForGood);
    EXPECT_FALSE(only(world).wantsAttention());
    world.waitUntil("2026-06-25T12:00:00Z");
    EXPECT_FALSE(only(world).wantsAttention());
    world.attendant().expiry().forgetAll();
    EXPECT_TRUE(only(world).wantsAttention());
}

TEST(Calendar, TheFileHoldsTheDayAndTheAlarmsThatAreStillToComeAndNoName) {
    World world(text::Language::En);
    putKnownKey(world, "key.p12", "2026-07-02T12:00:00Z"); // 12 days left
    const ExpiringKey key = only(world);
    world.press(Phrase::ExpiryWhat);
    const auto file = world.home() / "end.ics";
    world.answerNewFile(world.home() / "end"); // the ending is added
    world.press(Phrase::ExpiryCalendar);
    const Bytes content = tanba::test::fileContent(file);
    const std::string text(asText(content));
    EXPECT_TRUE(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")) << text;
    EXPECT_NE(text.find("DTSTART;VALUE=DATE:20260702\r\n"), std::string::npos) << text;
    const std::string purpose = toUtf8(purposeWords(key.key.certificate, world.words()));
    EXPECT_NE(text.find("SUMMARY:Last day of an EDS key: " + purpose + "\r\n"), std::string::npos) << text;
    for (const char* trigger : {"TRIGGER:-P9DT15H", "TRIGGER:-P6DT15H", "TRIGGER:-P2DT15H", "TRIGGER:-PT15H"})
        EXPECT_NE(text.find(trigger), std::string::npos) << trigger;
    EXPECT_EQ(text.find("TRIGGER:-P13"), std::string::npos) << "14 days before is over";
    EXPECT_EQ(text.find("СЫНАҚОВ"), std::string::npos);
    EXPECT_EQ(text.find("991231500016"), std::string::npos);
    EXPECT_EQ(text.find(key.id), std::string::npos) << "the fingerprint is not in it either";
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::ExpiryCalendarDone)));
    world.press(Phrase::ExpiryCalendarOpen);
    ASSERT_EQ(world.opened().size(), 1U);

    world.press(Phrase::ExpiryCalendar);
    EXPECT_EQ(tanba::test::fileContent(file), content) << "never over a file";
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::ExpiryCalendarTaken)));
}

/// The calendar's event of a key that was issued so.
std::string summaryOf(World& world, const tanba::test::CertificateProfile& profile) {
    auto authority = tanba::test::Authority::makeRoot(crypto::KeyAlgorithm::Gost2015_512, "Root");
    const tanba::test::Identity identity = authority.issue(crypto::KeyAlgorithm::Gost2015_512, profile);
    const ExpiringKey key{{}, {identity.certificate, {}}, {}};
    const guidance::CalendarEvent event = expiryEvent(key, world.words()).value();
    const std::string file = guidance::calendarFile({event}, world.shelf().now());
    for (std::size_t from = 0, end = 0; (end = file.find("\r\n", from)) != std::string::npos; from = end + 2)
        EXPECT_LE(end - from, 75U) << file;
    return event.summary;
}

TEST(Calendar, AnOrganisationIsNamedAndNobodyIsWhoseNameStandsInIt) {
    World world(text::Language::Ru);
    auto profile = tanba::test::CertificateProfile::head();
    profile.organisation = "ТОО \"Весенний ветер, 601240000014\"";
    const std::string told = summaryOf(world, profile);
    EXPECT_NE(told.find(", ТОО \"Весенний ветер"), std::string::npos) << told;
    for (const char* hidden : {"601240000014", "991231500016", "СЫНАҚОВ"})
        EXPECT_EQ(told.find(hidden), std::string::npos) << told;
    profile.organisation = "ИП Сынақов";
    EXPECT_EQ(summaryOf(world, profile).find("Сынақов"), std::string::npos);
}

TEST(Herald, AWarningThatNobodyTookIsToldWhenSomebodyIsThere) {
    World world;
    putKnownKey(world);
    notify(world);
    world.notifier().setAbsent(true);
    world.waitUntil("2026-08-20T19:00:00Z");
    EXPECT_GE(world.notifier().refused(), 1);
    EXPECT_FALSE(world.attendant().expiry().wasTold(only(world)));
    world.notifier().setAbsent(false);
    expectNotice(world, world.words().say(Phrase::ExpirySoonTitle, {{"days", "30"}}));
    emit world.notifier().available(); // at login the desktop may come up after the program
    EXPECT_TRUE(world.notifier().satisfied());
    EXPECT_TRUE(world.attendant().expiry().wasTold(only(world)));
}

/// A desktop that never says whether it took a message.
class SilentDesktop : public platform::Notifier {
  public:
    void show(const QString&, const platform::Notice& notice) override { titles.append(notice.title); }
    QStringList titles;
};

TEST(Herald, AnUnansweredMessageOfAClockAheadMutesNoWarningAfterwards) {
    World world;
    putKnownKey(world);
    world.notifier().setAbsent(true); // the world's own
    SilentDesktop desktop;
    Attendant& attendant = world.attendant();
    Herald herald(world.words(), {attendant.expiry(), attendant.clock(), attendant.yearly()},
                  world.settings(), desktop);
    herald.start();
    notify(world);
    world.setClock("2026-10-01T12:00:00Z");
    world.setClock("2026-06-20T12:30:00Z");
    attendant.clock().confirm();
    world.waitUntil("2026-08-20T19:00:00Z");
    world.waitUntil("2026-08-21T19:00:00Z"); // nothing is repeated with the days that are left
    EXPECT_EQ(desktop.titles, (QStringList{world.words().say(Phrase::KeyExpiredTitle),
                                           world.words().say(Phrase::ExpirySoonTitle, {{"days", "30"}})}));
}

TEST(Herald, PressingTheMessageLeadsToTheKey) {
    World world;
    putKnownKey(world);
    notify(world);
    expectNotice(world, world.words().say(Phrase::ExpirySoonTitle, {{"days", "30"}}));
    world.waitUntil("2026-08-20T19:00:00Z");
    world.window().go(Place::Settings);
    emit world.notifier().chosen(world.notifier().lastId());
    world.settle();
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::ExpiryTitle)));
}

} // namespace
} // namespace tanba::gui::test
