#include "core/guidance/heard_times.h"

#include "core/guidance/clock_check.h"
#include "tests/unit/guidance/moments.h"

#include <gtest/gtest.h>

namespace tanba::guidance {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// A computer whose clock somebody may set, and which may sleep.
class Computer {
  public:
    Time trueTime() const { return true_; }
    ClockMoment moment() const { return {true_ + ahead_, steady_}; }
    void works(seconds time) {
        true_ += time;
        steady_ += time;
    }
    void sleeps(seconds time) { true_ += time; }
    void sets(seconds ahead) { ahead_ = ahead; }

  private:
    Time true_ = test::moment("2026-11-22T06:00:00Z");
    seconds steady_{1000};
    seconds ahead_{};
};

class Heard : public testing::Test {
  protected:
    /// Somebody tells the time, in an answer that takes a second.
    void hear() {
        const ClockMoment asked = computer_.moment();
        computer_.works(seconds(1));
        times_.answered(computer_.trueTime(), asked, computer_.moment());
    }
    ClockJudgement judged() {
        times_.goOn(computer_.moment());
        ClockEvidence evidence;
        evidence.trustedNow = times_.now();
        evidence.notBefore = times_.notBefore();
        return judgeClock(computer_.moment().wall, evidence);
    }

    Computer computer_;
    HeardTimes times_;
};

TEST_F(Heard, NothingWasToldAtFirst) {
    EXPECT_EQ(times_.now(), std::nullopt);
    EXPECT_EQ(times_.notBefore(), std::nullopt);
    computer_.sets(hours(100));
    EXPECT_EQ(judged(), ClockJudgement::Plausible);
}

TEST_F(Heard, AClockThatIsRightStaysSoAllDay) {
    hear();
    for (int hour = 0; hour < 24; ++hour) {
        computer_.works(hours(1));
        EXPECT_EQ(judged(), ClockJudgement::Plausible);
    }
    EXPECT_EQ(times_.now(), computer_.trueTime());
}

TEST_F(Heard, AClockThatIsAheadOrBehindIsNoticedUntilItIsSet) {
    for (const auto& [ahead, judgement] : {std::pair(hours(24), ClockJudgement::AheadOfTrusted),
                                           std::pair(-hours(24), ClockJudgement::BehindTrusted)}) {
        computer_.sets(ahead);
        hear();
        EXPECT_EQ(judged(), judgement);
        computer_.works(hours(3));
        EXPECT_EQ(judged(), judgement);
        EXPECT_LE(times_.now().value() - computer_.trueTime(), seconds(1));
    }
    computer_.sets(hours(1));
    hear();
    EXPECT_EQ(judged(), ClockJudgement::AheadOfTrusted);
    computer_.sets({});
    EXPECT_EQ(judged(), ClockJudgement::Plausible) << "set right";
}

TEST_F(Heard, FiveMinutesAreNoSign) {
    computer_.sets(minutes(5));
    hear();
    EXPECT_EQ(judged(), ClockJudgement::Plausible);
    computer_.sets(-minutes(5));
    hear();
    EXPECT_EQ(judged(), ClockJudgement::Plausible);
}

TEST_F(Heard, SettingTheClockBackAfterTheAnswerIsNoticed) {
    hear();
    computer_.works(minutes(20));
    computer_.sets(-hours(2));
    EXPECT_EQ(judged(), ClockJudgement::BehindTrusted);
}

TEST_F(Heard, SleepIsNoError) {
    hear();
    computer_.sleeps(hours(9));
    EXPECT_EQ(judged(), ClockJudgement::Plausible);
    computer_.works(hours(1));
    EXPECT_EQ(judged(), ClockJudgement::Plausible);
    EXPECT_EQ(times_.now(), std::nullopt) << "it may have been set forward instead";
    hear();
    EXPECT_EQ(times_.now(), computer_.trueTime());
}

TEST_F(Heard, AnAnswerThatIsReadAfterSleepIsNoError) {
    const ClockMoment asked = computer_.moment();
    const Time made = computer_.trueTime();
    computer_.sleeps(hours(9));
    times_.answered(made, asked, computer_.moment());
    EXPECT_EQ(judged(), ClockJudgement::Plausible);
}

TEST_F(Heard, AClockThatWasAheadMayHaveBeenSetRightInItsSleep) {
    for (const hours afterwards : {hours(2), hours(0)}) {
        computer_.sets(hours(2));
        hear();
        EXPECT_EQ(judged(), ClockJudgement::AheadOfTrusted);
        computer_.sleeps(hours(9));
        computer_.sets(afterwards);
        EXPECT_EQ(judged(), ClockJudgement::Plausible) << "nobody knows until the next answer";
    }
}

TEST_F(Heard, SettingItForwardAndRightAgainIsNoError) {
    hear();
    computer_.sets(hours(24));
    EXPECT_EQ(judged(), ClockJudgement::Plausible) << "not to be told from sleep";
    computer_.sets({});
    EXPECT_EQ(judged(), ClockJudgement::Plausible);
}

TEST_F(Heard, WhatExistsIsNeverInTheFutureAndNeverProvesAClockThatIsAhead) {
    times_.existsSince(computer_.trueTime() - hours(24 * 30), computer_.moment());
    EXPECT_EQ(judged(), ClockJudgement::Plausible) << "an old fact";
    computer_.sets(-hours(1));
    EXPECT_EQ(judged(), ClockJudgement::Plausible);
    times_.existsSince(computer_.trueTime(), computer_.moment());
    EXPECT_EQ(judged(), ClockJudgement::BehindTrusted);
    computer_.works(hours(5));
    EXPECT_EQ(judged(), ClockJudgement::BehindTrusted);
    computer_.sleeps(hours(5));
    computer_.sets({});
    EXPECT_EQ(judged(), ClockJudgement::Plausible);
    computer_.sets(hours(24 * 365));
    EXPECT_EQ(judged(), ClockJudgement::Plausible);
}

TEST_F(Heard, TheLastAnswerOutweighsWhatExists) {
    times_.existsSince(computer_.trueTime() + hours(1), computer_.moment()); // made by a clock that was wrong
    EXPECT_EQ(judged(), ClockJudgement::BehindTrusted);
    hear();
    EXPECT_EQ(judged(), ClockJudgement::Plausible);
}

} // namespace
} // namespace tanba::guidance
