// What reminders remember, the clock that is doubted, the yearly reminder, and who wants attention.
#include "app/gui/presence/attention.h"
#include "app/gui/presence/expiry_words.h"
#include "app/gui/presence/reminder_state.h"
#include "app/text/dates.h"
#include "core/base/utf8.h"
#include "tests/gui/world.h"
#include "tests/support/test_pki.h"

#include <gtest/gtest.h>

#include <QCheckBox>
#include <thread>

namespace tanba::gui::test {
namespace {

const std::string kFingerprint(64, 'a');

TEST(ReminderState, ComesBackAsItWas) {
    ReminderState state;
    state.keys[kFingerprint] = {
        guidance::Snooze{guidance::SnoozeChoice::UntilNextThreshold, tanba::test::goodTime(), 14},
        ToldWarning{14, tanba::test::goodTime()}};
    state.keys[std::string(64, 'b')] = {std::nullopt, ToldWarning{0, tanba::test::goodTime()}};
    state.lastSeen = tanba::test::goodTime();
    state.yearly = {guidance::parseDate("2026-01-02").value(), guidance::parseDate("2026-01-28").value()};
    state.yearlyTold = guidance::parseDate("2026-01-29").value();
    const std::string text = reminderStateText(state);
    const ReminderState read = readReminderState(viewOf(text));
    EXPECT_EQ(reminderStateText(read), text);
    EXPECT_EQ(read.keys.at(kFingerprint).snooze->threshold, 14);
    EXPECT_EQ(read.keys.at(std::string(64, 'b')).told->warning, 0);
    EXPECT_EQ(read.keys.at(kFingerprint).told->when, tanba::test::goodTime());
    EXPECT_EQ(read.lastSeen, tanba::test::goodTime());
    EXPECT_EQ(read.yearlyTold, state.yearlyTold);
}

TEST(ReminderState, DamageGivesNothingAndNeverFails) {
    for (const char* text : {"", "{", "[]", R"({"version":2,"lastSeen":"2026-06-20T12:00:00Z"})",
                             R"({"version":1,"keys":[1],"lastSeen":5,"yearlySince":"soon"})",
                             R"({"version":1,"keys":{"zz":{"told":3},"abcd":{"told":3}}})"}) {
        const ReminderState state = readReminderState(viewOf(std::string_view(text)));
        EXPECT_TRUE(state.keys.empty()) << text;
        EXPECT_FALSE(state.lastSeen) << text;
        EXPECT_FALSE(state.yearly.enabledOn) << text;
    }
    const std::string snooze = R"({"version":1,"keys":{")" + kFingerprint +
                               R"(":{"snooze":{"choice":"never","chosenAt":"2026-06-20T12:00:00Z"}}}})";
    EXPECT_FALSE(readReminderState(viewOf(snooze)).keys.at(kFingerprint).snooze);
    const std::string told = R"({"version":1,"keys":{")" + kFingerprint + R"(":{"told":0}}})";
    EXPECT_FALSE(readReminderState(viewOf(told)).keys.at(kFingerprint).told) << "nobody knows when";
}

TEST(ReminderState, AWarningIsToldUnlessTheClockWasAhead) {
    using std::chrono::minutes;
    const Time now = tanba::test::goodTime();
    EXPECT_TRUE(isTold({14, now}, 14, now));
    EXPECT_TRUE(isTold({14, now}, 30, now)) << "more days cannot be left than before";
    EXPECT_FALSE(isTold({30, now}, 14, now));
    EXPECT_TRUE(isTold({14, now + minutes(5)}, 30, now)) << "corrected just behind a threshold";
    EXPECT_FALSE(isTold({0, now + minutes(11)}, 14, now));
}

TEST(ClockGuard, AClockThatWasSetBackIsDoubtedUntilThePersonConfirmsIt) {
    World world;
    world.window().go(Place::Home);
    world.waitUntil("2026-06-21T12:00:00Z");
    EXPECT_TRUE(world.attendant().clock().trusted());
    world.setClock("2026-06-20T12:00:00Z");
    EXPECT_EQ(world.attendant().clock().judgement(), guidance::ClockJudgement::WentBack);
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::ClockTitle)));
    world.press(Phrase::ClockConfirm);
    EXPECT_TRUE(world.attendant().clock().trusted());
    EXPECT_FALSE(world.visibleText().contains(world.words().say(Phrase::ClockTitle)));
}

TEST(ClockGuard, AnHourThatPassedSinceTheStartCounts) {
    World world;
    world.waitUntil("2026-06-20T13:00:00Z");
    world.setClock("2026-06-20T12:30:00Z"); // later than the start, earlier than a moment ago
    EXPECT_FALSE(world.attendant().clock().trusted());
    world.setClock("2026-06-20T13:00:30Z");
    EXPECT_TRUE(world.attendant().clock().trusted()) << "set right again: nothing to ask";
}

TEST(ClockGuard, SmallCorrectionsAndJumpsForwardAreNoSign) {
    World world;
    world.setClock("2026-06-20T11:55:00Z");
    EXPECT_TRUE(world.attendant().clock().trusted());
    world.setClock("2026-06-23T11:55:00Z");
    EXPECT_TRUE(world.attendant().clock().trusted());
}

TEST(ClockGuard, BeforeTheBuildThereIsNothingToConfirm) {
    World world;
    world.window().go(Place::Home);
    world.setClock("2026-01-01T00:00:00Z");
    EXPECT_EQ(world.attendant().clock().judgement(), guidance::ClockJudgement::BeforeBuild);
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::ClockTitle)));
    EXPECT_FALSE(world.visibleText().contains(world.words().say(Phrase::ClockConfirm)));
}

TEST(ClockGuard, WhatWasSeenIsRememberedForTheNextStart) {
    World world;
    world.waitUntil("2026-06-25T12:00:00Z");
    world.attendant().clock().look();
    world.settle();
    DiskFileStore files;
    TaskRunner tasks;
    const FixedClock clock(tanba::test::at("2026-06-22T12:00:00Z"));
    KeyShelf shelf(files, clock, tasks, world.indexPath());
    ReminderStore store(files, tasks, world.statePath());
    const ExpiryWatch watch(shelf, store);
    HeardTime heard(clock, [] { return std::chrono::seconds(0); });
    const ClockGuard next(world.words(), watch, store, heard, Time{});
    EXPECT_EQ(next.judgement(), guidance::ClockJudgement::WentBack);
}

TEST(ClockGuard, WhileItIsDoubtedNoDaysAreTold) {
    World world;
    const auto file = world.putKey("key.p12", "Right-One1", "2026-07-20T12:00:00Z");
    world.shelf().chosen(file);
    world.window().go(Place::Keys);
    world.window().keysArea().showKey(file);
    world.type(Phrase::KeyPassword, "Right-One1");
    world.press(Phrase::KeyUnlock);
    world.waitUntil("2026-06-20T18:00:00Z");
    world.setClock("2026-06-20T02:00:00Z"); // thirty days, which would be told
    ASSERT_FALSE(world.attendant().clock().trusted());
    world.settings().set(platform::settings::kNotifications, true);
    world.attendant().expiry().refresh(); // the notifier fails on anything
    world.setClock("2026-06-20T03:00:00Z");
    const auto& key = world.attendant().expiry().keys().front();
    EXPECT_TRUE(key.wantsAttention());
    world.notifier().expect(expiryNotice({key}, world.words()).title,
                            expiryNotice({key}, world.words()).text);
    world.attendant().clock().confirm();
    EXPECT_TRUE(world.notifier().satisfied()) << "as soon as the clock is trusted again";
}

/// A proved answer that was made at this moment, as soon as it was asked for.
void tellTime(World& world, std::string_view moment) {
    world.heardTime().answered(tanba::test::at(moment), world.heardTime().moment());
    world.settle();
}

QString clockSentence(World& world, Phrase phrase, std::string_view shows, std::string_view told) {
    const auto inWords = [&](std::string_view moment) {
        const Time time = tanba::test::at(moment);
        return text::timeInWords(time, text::localOffset(time), world.words().language());
    };
    return world.words().say(phrase, {{"time", inWords(shows)}, {"told", inWords(told)}});
}

struct ClockCase {
    const char* told;
    guidance::ClockJudgement judgement;
    Phrase sentence;
};

TEST(ClockGuard, AClockThatAServerContradictsIsToldOnHomeAndBesideTheDays) {
    for (const text::Language language : text::kLanguages)
        for (const ClockCase& each :
             {ClockCase{"2026-06-20T10:00:00Z", guidance::ClockJudgement::AheadOfTrusted, Phrase::ClockAhead},
              ClockCase{"2026-06-20T14:00:00Z", guidance::ClockJudgement::BehindTrusted,
                        Phrase::ClockBehind}}) {
            World world(language);
            const auto file = world.putKey("key.p12", "Right-One1", "2026-07-01T12:00:00Z");
            world.shelf().chosen(file);
            world.window().go(Place::Keys);
            world.window().keysArea().showKey(file);
            world.type(Phrase::KeyPassword, "Right-One1");
            world.press(Phrase::KeyUnlock);
            tellTime(world, each.told);
            EXPECT_EQ(world.attendant().clock().judgement(), each.judgement);
            const QString sentence = clockSentence(world, each.sentence, "2026-06-20T12:00:00Z", each.told);
            world.window().go(Place::Home);
            world.settle();
            EXPECT_TRUE(world.visibleText().contains(sentence)) << world.visibleText().toStdString();
            world.window().go(Place::Keys);
            world.window().keysArea().showKey(file);
            world.press(Phrase::ExpiryWhat);
            EXPECT_TRUE(world.visibleText().contains(sentence)) << world.visibleText().toStdString();
            world.press(Phrase::ClockConfirm);
            EXPECT_TRUE(world.attendant().clock().trusted()) << "a server may be wrong as well";
            EXPECT_FALSE(world.visibleText().contains(world.words().say(Phrase::ClockTitle)));
        }
}

TEST(ClockGuard, AClockThatAServerConfirmsWasAheadBefore) {
    World world;
    world.waitUntil("2026-06-21T12:00:00Z");
    world.setClock("2026-06-20T12:00:00Z");
    ASSERT_EQ(world.attendant().clock().judgement(), guidance::ClockJudgement::WentBack);
    tellTime(world, "2026-06-20T12:00:30Z");
    EXPECT_TRUE(world.attendant().clock().trusted());
    world.attendant().clock().look();
    world.settle();
    DiskFileStore files;
    TaskRunner tasks;
    const ReminderStore store(files, tasks, world.statePath());
    EXPECT_EQ(store.state().lastSeen, tanba::test::at("2026-06-20T12:00:00Z")) << "for the next start too";
}

TEST(ClockGuard, ASuspendedComputerIsNotAheadOfWhatWasTold) {
    World world;
    tellTime(world, "2026-06-20T12:00:00Z");
    world.setClock("2026-06-20T21:00:00Z"); // the steady clock stood still
    EXPECT_TRUE(world.attendant().clock().trusted());
    world.waitUntil("2026-06-21T12:00:00Z");
    EXPECT_TRUE(world.attendant().clock().trusted());
}

TEST(ClockGuard, ThatSomethingExistsNeverProvesAClockThatIsAhead) {
    World world;
    world.heardTime().existsSince(tanba::test::at("2026-06-20T11:00:00Z"));
    world.setClock("2026-07-20T12:00:00Z");
    EXPECT_TRUE(world.attendant().clock().trusted());
    world.heardTime().existsSince(tanba::test::at("2026-07-20T12:06:00Z"));
    EXPECT_EQ(world.attendant().clock().judgement(), guidance::ClockJudgement::BehindTrusted);
}

TEST(ClockGuard, HearsOnAnyThread) {
    World world;
    std::thread([&] {
        world.heardTime().answered(tanba::test::at("2026-06-19T12:00:00Z"), world.heardTime().moment());
    }).join();
    EXPECT_TRUE(world.attendant().clock().trusted()) << "the windows learn it in their own time";
    world.settle();
    EXPECT_EQ(world.attendant().clock().judgement(), guidance::ClockJudgement::AheadOfTrusted);
}

TEST(YearlyReminder, IsOffUntilAskedForAndComesOnceAYear) {
    World world;
    EXPECT_FALSE(world.attendant().yearly().enabled());
    world.waitUntil("2027-01-28T12:00:00Z");
    EXPECT_FALSE(world.attendant().yearly().due());

    World asked;
    asked.window().go(Place::Settings);
    asked.settle();
    auto* box = qobject_cast<QCheckBox*>(asked.button(Phrase::SettingsYearly));
    ASSERT_NE(box, nullptr);
    EXPECT_FALSE(box->isChecked());
    box->click();
    asked.settle();
    EXPECT_FALSE(asked.attendant().yearly().due()) << "this year's day had passed";
    asked.window().go(Place::Home);
    asked.settings().set(platform::settings::kNotifications, true);
    EXPECT_EQ(asked.alarm().moment(), tanba::test::at("2027-01-27T19:00:00Z"));
    asked.waitUntil("2027-01-27T18:59:59Z");
    asked.notifier().expect(asked.words().say(Phrase::YearlyTitle), asked.words().say(Phrase::YearlyText));
    asked.waitUntil("2027-01-27T19:00:00Z");
    EXPECT_TRUE(asked.notifier().satisfied());
    EXPECT_TRUE(asked.visibleText().contains(asked.words().say(Phrase::YearlyTitle)));
    {
        DiskFileStore files;
        TaskRunner tasks;
        const FixedClock clock(asked.shelf().now());
        ReminderStore store(files, tasks, asked.statePath());
        const YearlyWatch next(asked.words(), clock, store);
        EXPECT_TRUE(next.due());
        EXPECT_TRUE(next.wasTold()) << "not again at the next start of the program";
    }
    asked.press(Phrase::YearlyDone);
    EXPECT_FALSE(asked.visibleText().contains(asked.words().say(Phrase::YearlyTitle)));
    EXPECT_EQ(asked.alarm().moment(), tanba::test::at("2028-01-27T19:00:00Z"));
}

TEST(YearlyReminder, TheBoxInTheSettingsFollowsTheReminder) {
    World world;
    world.window().go(Place::Settings);
    world.settle();
    auto* box = qobject_cast<QCheckBox*>(world.button(Phrase::SettingsYearly));
    ASSERT_NE(box, nullptr);
    world.attendant().yearly().setEnabled(true);
    EXPECT_TRUE(box->isChecked());
    world.attendant().yearly().setEnabled(false);
    EXPECT_FALSE(box->isChecked());
}

class Scripted : public AttentionSource {
  public:
    std::vector<AttentionItem> items() override { return all; }
    std::vector<AttentionItem> all;
};

TEST(AttentionBoard, PutsTheUrgentFirstAndCountsNoHints) {
    AttentionBoard board;
    Scripted first;
    first.all = {{Urgency::Hint, QStringLiteral("hint"), {}, {}, {}},
                 {Urgency::Attention, QStringLiteral("one"), {}, {}, {}}};
    board.add(first);
    {
        Scripted second;
        second.all = {{Urgency::Urgent, QStringLiteral("urgent"), {}, {}, {}},
                      {Urgency::Attention, QStringLiteral("two"), {}, {}, {}}};
        board.add(second);
        QStringList order;
        for (const AttentionItem& item : board.items())
            order.append(item.title);
        EXPECT_EQ(order, (QStringList{QStringLiteral("urgent"), QStringLiteral("one"), QStringLiteral("two"),
                                      QStringLiteral("hint")}));
        EXPECT_EQ(board.count(), 3);
    }
    EXPECT_EQ(board.count(), 1) << "a source that is gone takes its items along";
}

TEST(AttentionBoard, WhatASourceSaysIsOnHomeAtOnce) {
    World world;
    Scripted source;
    bool ran = false;
    world.attendant().board().add(source);
    source.all = {{Urgency::Attention,
                   QStringLiteral("Reader"),
                   QStringLiteral("Text"),
                   {},
                   {{QStringLiteral("Act"), [&] { ran = true; }}}}};
    emit source.changed();
    world.settle();
    EXPECT_TRUE(world.visibleText().contains(QStringLiteral("Reader")));
    for (auto* button : world.window().findChildren<QAbstractButton*>())
        if (button->text() == QStringLiteral("Act"))
            button->click();
    EXPECT_TRUE(ran);
}

} // namespace
} // namespace tanba::gui::test
