#include "core/guidance/expiry.h"

#include "core/guidance/rules.h"

#include <algorithm>

namespace tanba::guidance {

namespace {

using keys::Purpose;

constexpr std::chrono::seconds kOneSecond{1};

struct LifetimeRow {
    std::string_view storage;
    int years;
};
constexpr std::array<LifetimeRow, 7> kLifetimes{{{"file", 1},
                                                 {"id-card", 3},
                                                 {"kaztoken", 3},
                                                 {"etoken-java", 3},
                                                 {"etoken-5110", 3},
                                                 {"jacarta", 3},
                                                 {"akey", 3}}};

std::optional<int> reachedThreshold(int daysLeft) {
    std::optional<int> reached;
    for (const int threshold : kExpiryThresholds) {
        if (daysLeft <= threshold)
            reached = threshold;
    }
    return reached;
}

bool covers(Purpose wider, Purpose narrower) {
    return (!keys::permitsLogin(narrower) || keys::permitsLogin(wider)) &&
           (!keys::permitsSigning(narrower) || keys::permitsSigning(wider));
}

bool replaces(const KeyLife& newer, const KeyLife& older, Time now) {
    const bool sameOwner = !older.iin.empty() && newer.iin == older.iin && newer.bin == older.bin;
    return sameOwner && covers(newer.purpose, older.purpose) && newer.notBefore <= now &&
           now <= newer.notAfter && newer.notAfter > older.notAfter;
}

} // namespace

ExpiryJudgement judgeExpiry(Time notBefore, Time notAfter, Time now) {
    ExpiryJudgement judgement;
    judgement.lastMoment = notAfter;
    judgement.lastDay = kazakhstanDate(notAfter);
    judgement.daysLeft = daysBetween(kazakhstanDate(now), judgement.lastDay);
    if (now > notAfter) {
        judgement.state = ExpiryState::Expired;
        judgement.renewal = OnlineRenewal::NoLonger;
    } else if (now < notBefore) {
        judgement.state = ExpiryState::NotYetValid;
    } else {
        judgement.threshold = reachedThreshold(judgement.daysLeft);
        judgement.state = judgement.threshold ? ExpiryState::Soon : ExpiryState::Calm;
    }
    return judgement;
}

std::optional<Time> nextExpiryChange(Time notBefore, Time notAfter, Time now) {
    std::vector<Time> changes{notBefore, notAfter + kOneSecond};
    for (const int threshold : kExpiryThresholds) {
        const Time reached = startOfDay(addDays(kazakhstanDate(notAfter), -threshold));
        if (reached > notBefore)
            changes.push_back(reached);
    }
    std::optional<Time> next;
    for (const Time change : changes) {
        if (change > now && (!next || change < *next))
            next = change;
    }
    return next;
}

std::vector<RenewalNeed> renewalNeeds(Date day) {
    std::vector<RenewalNeed> needs{RenewalNeed::KeyStillValid, RenewalNeed::PasswordKnown};
    if (ruleHolds("key.reissue_asks_second_check", day))
        needs.push_back(RenewalNeed::NumberBoundOrDigitalDocument);
    return needs;
}

std::optional<int> usualLifetimeYears(std::string_view storageName) {
    const auto row = std::ranges::find(kLifetimes, storageName, &LifetimeRow::storage);
    return row == kLifetimes.end() ? std::nullopt : std::optional(row->years);
}

Replacement replacementOf(const std::vector<KeyLife>& all, std::size_t index, Time now) {
    const KeyLife& older = all.at(index);
    const bool replaced =
        std::ranges::any_of(all, [&](const KeyLife& newer) { return replaces(newer, older, now); });
    return replaced ? Replacement::NewerKeyValid : Replacement::None;
}

} // namespace tanba::guidance
