#pragma once

#include "core/guidance/calendar_date.h"
#include "core/keys/kz_profile.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::guidance {

/// Days before the end at which a warning is given, besides one after it.
inline constexpr std::array<int, 6> kExpiryThresholds{30, 14, 10, 7, 3, 1};

enum class ExpiryState {
    NotYetValid,
    Calm, ///< more than the first threshold is left
    Soon, ///< `threshold` tells which warning
    Expired,
};

/// Keys are renewed online only with a key that is still valid; after that day it is not possible.
enum class OnlineRenewal { Possible, NoLonger };

struct ExpiryJudgement {
    ExpiryState state = ExpiryState::Calm;
    /// Days of the calendar in Kazakhstan to the last day: 0 on the day itself, negative afterwards.
    int daysLeft = 0;
    std::optional<int> threshold; ///< for Soon: the smallest of kExpiryThresholds that is reached
    Time lastMoment{};            ///< notAfter; the certificate is valid in this second (RFC 5280 4.1.2.5)
    Date lastDay;                 ///< in Kazakhstan
    OnlineRenewal renewal = OnlineRenewal::Possible;
};

ExpiryJudgement judgeExpiry(Time notBefore, Time notAfter, Time now);

/// When judgeExpiry() of this certificate will next answer otherwise than a number of days: a threshold is
/// reached, validity begins or ends. None when nothing is to come. For one timer instead of looking again
/// and again.
std::optional<Time> nextExpiryChange(Time notBefore, Time notAfter, Time now);

/// What must be at hand to renew a key online on a day.
enum class RenewalNeed {
    KeyStillValid,
    PasswordKnown,
    /// Since 25 December 2025: an SMS code to the number in the Mobile Citizens Database, or a code from the
    /// digital document in eGov Mobile; does not apply to non-residents.
    NumberBoundOrDigitalDocument,
};
std::vector<RenewalNeed> renewalNeeds(Date day);

/// Years for which a key lives by its storage (keys::storageName()): files 1, chips and tokens 3. None where
/// no source says. Only for explaining: what counts is the certificate.
std::optional<int> usualLifetimeYears(std::string_view storageName);

/// The life of one key, as far as reminders need to know.
struct KeyLife {
    std::string iin; ///< may be empty
    std::string bin; ///< may be empty
    keys::Purpose purpose = keys::Purpose::None;
    Time notBefore{};
    Time notAfter{};
};

enum class Replacement {
    None,
    /// Another key of the same owner and organisation, for at least the same purpose, is valid now and for
    /// longer: nothing to hurry for, but the old one stays valid until it is revoked by hand.
    NewerKeyValid,
};
/// Whether one of `all` takes the place of `all[index]`.
Replacement replacementOf(const std::vector<KeyLife>& all, std::size_t index, Time now);

} // namespace tanba::guidance
