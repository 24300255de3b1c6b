#include "core/guidance/expiry.h"

#include "tests/unit/guidance/moments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba::guidance {
namespace {

using keys::Purpose;
using test::day;
using test::moment;
using testing::ElementsAre;

const Time kBegin = moment("2025-12-21T10:00:00Z");
const Time kEnd = moment("2026-12-21T10:00:00Z"); // 15:00 in Kazakhstan

ExpiryJudgement at(std::string_view now) {
    return judgeExpiry(kBegin, kEnd, moment(now));
}

TEST(Expiry, EachThresholdOnItsDay) {
    struct Case {
        std::string_view now;
        int daysLeft;
        std::optional<int> threshold;
    };
    for (const Case& one : {
             Case{"2026-11-20T12:00:00Z", 31, std::nullopt},
             Case{"2026-11-21T12:00:00Z", 30, 30},
             Case{"2026-12-06T12:00:00Z", 15, 30},
             Case{"2026-12-07T12:00:00Z", 14, 14},
             Case{"2026-12-11T12:00:00Z", 10, 10},
             Case{"2026-12-14T12:00:00Z", 7, 7},
             Case{"2026-12-17T12:00:00Z", 4, 7},
             Case{"2026-12-18T12:00:00Z", 3, 3},
             Case{"2026-12-20T12:00:00Z", 1, 1},
             Case{"2026-12-21T09:00:00Z", 0, 1},
         }) {
        const ExpiryJudgement judged = at(one.now);
        EXPECT_EQ(judged.daysLeft, one.daysLeft) << one.now;
        EXPECT_EQ(judged.threshold, one.threshold) << one.now;
        EXPECT_EQ(judged.state, one.threshold ? ExpiryState::Soon : ExpiryState::Calm) << one.now;
        EXPECT_EQ(judged.renewal, OnlineRenewal::Possible);
    }
}

TEST(Expiry, DaysAreThoseOfTheCalendarInKazakhstan) {
    // 19:00 UTC is midnight there.
    EXPECT_EQ(at("2026-11-20T18:59:59Z").daysLeft, 31);
    EXPECT_EQ(at("2026-11-20T19:00:00Z").daysLeft, 30);
    EXPECT_EQ(judgeExpiry(kBegin, moment("2026-12-21T20:00:00Z"), kBegin).lastDay, day("2026-12-22"));
}

TEST(Expiry, LastSecondCountsAndThenOnlineRenewalIsOver) {
    EXPECT_EQ(at("2026-12-21T10:00:00Z").state, ExpiryState::Soon);
    EXPECT_EQ(at("2026-12-21T10:00:00Z").renewal, OnlineRenewal::Possible);
    const ExpiryJudgement after = at("2026-12-21T10:00:01Z");
    EXPECT_EQ(after.state, ExpiryState::Expired);
    EXPECT_EQ(after.renewal, OnlineRenewal::NoLonger);
    EXPECT_EQ(after.threshold, std::nullopt);
    EXPECT_EQ(after.daysLeft, 0);
    EXPECT_EQ(at("2027-01-01T00:00:00Z").daysLeft, -11);
}

TEST(Expiry, BeforeTheBeginning) {
    EXPECT_EQ(at("2025-12-21T09:59:59Z").state, ExpiryState::NotYetValid);
    EXPECT_EQ(at("2025-12-21T10:00:00Z").state, ExpiryState::Calm);
}

TEST(Expiry, TimersMeetEveryChange) {
    std::vector<int> thresholds;
    std::optional<Time> now = kBegin;
    int rounds = 0;
    while (now && ++rounds < 100) {
        const ExpiryJudgement judged = judgeExpiry(kBegin, kEnd, *now);
        if (judged.threshold)
            thresholds.push_back(*judged.threshold);
        if (const auto next = nextExpiryChange(kBegin, kEnd, *now)) {
            // Nothing changes in between.
            const auto before = judgeExpiry(kBegin, kEnd, *next - std::chrono::seconds(1));
            EXPECT_EQ(before.state, judged.state);
            EXPECT_EQ(before.threshold, judged.threshold);
        } else {
            EXPECT_EQ(judged.state, ExpiryState::Expired);
        }
        now = nextExpiryChange(kBegin, kEnd, *now);
    }
    EXPECT_THAT(thresholds, ElementsAre(30, 14, 10, 7, 3, 1));
}

TEST(Expiry, ShortLivedCertificatesWarnFromTheirBeginning) {
    const Time begin = moment("2026-12-19T10:00:00Z");
    EXPECT_EQ(judgeExpiry(begin, kEnd, begin).threshold, 3);
    EXPECT_EQ(nextExpiryChange(begin, kEnd, begin - std::chrono::hours(240)), begin);
}

TEST(Renewal, SecondCheckSinceItsDay) {
    EXPECT_THAT(renewalNeeds(day("2025-12-24")),
                ElementsAre(RenewalNeed::KeyStillValid, RenewalNeed::PasswordKnown));
    EXPECT_THAT(renewalNeeds(day("2025-12-25")),
                ElementsAre(RenewalNeed::KeyStillValid, RenewalNeed::PasswordKnown,
                            RenewalNeed::NumberBoundOrDigitalDocument));
}

TEST(Lifetime, ByMedium) {
    EXPECT_EQ(usualLifetimeYears("file"), 1);
    for (const char* medium : {"id-card", "kaztoken", "etoken-java", "etoken-5110", "jacarta", "akey"})
        EXPECT_EQ(usualLifetimeYears(medium), 3) << medium;
    EXPECT_EQ(usualLifetimeYears("cloud"), std::nullopt) << "no source says";
    EXPECT_EQ(usualLifetimeYears(""), std::nullopt);
}

KeyLife life(std::string iin, std::string bin, Purpose purpose, std::string_view end) {
    return {std::move(iin), std::move(bin), purpose, kBegin, moment(end)};
}

TEST(Replacement, ByANewerKeyOfTheSameOwnerForTheSamePurpose) {
    const Time now = moment("2026-12-10T00:00:00Z");
    const KeyLife old = life("991231500016", "", Purpose::Login, "2026-12-21T00:00:00Z");
    const auto with = [&](const KeyLife& other) { return replacementOf({old, other}, 0, now); };
    EXPECT_EQ(with(life("991231500016", "", Purpose::Both, "2027-12-01T00:00:00Z")),
              Replacement::NewerKeyValid);
    EXPECT_EQ(with(life("991231500016", "", Purpose::Signing, "2027-12-01T00:00:00Z")), Replacement::None);
    EXPECT_EQ(with(life("991231500707", "", Purpose::Both, "2027-12-01T00:00:00Z")), Replacement::None);
    EXPECT_EQ(with(life("991231500016", "601240000014", Purpose::Both, "2027-12-01T00:00:00Z")),
              Replacement::None)
        << "as an organisation's signer it is another key";
    EXPECT_EQ(with(life("991231500016", "", Purpose::Both, "2026-12-15T00:00:00Z")), Replacement::None);
    KeyLife future = life("991231500016", "", Purpose::Both, "2027-12-01T00:00:00Z");
    future.notBefore = moment("2026-12-11T00:00:00Z");
    EXPECT_EQ(with(future), Replacement::None) << "not valid yet";
    EXPECT_EQ(replacementOf({old}, 0, now), Replacement::None);
}

TEST(Replacement, NobodyIsNobodysReplacement) {
    const Time now = moment("2026-12-10T00:00:00Z");
    const KeyLife nameless = life("", "", Purpose::Login, "2026-12-21T00:00:00Z");
    EXPECT_EQ(replacementOf({nameless, life("", "", Purpose::Both, "2027-12-01T00:00:00Z")}, 0, now),
              Replacement::None);
}

} // namespace
} // namespace tanba::guidance
