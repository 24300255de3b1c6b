#pragma once

#include "core/base/secret_bytes.h"
#include "tests/portal/accounts.h"
#include "tests/portal/ports.h"
#include "tests/portal/problem.h"
#include "tests/portal/settings.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace tanba::reference_portal {

/// How an account stands with its codes, for one login.
struct CodeStatus {
    std::optional<Time> sentAt; ///< of the code that lives, if this login has one
    std::optional<Time> expiresAt;
    std::optional<Time> resendAt; ///< when the next may be asked for; absent when at once
    unsigned attemptsLeft = 0;
    unsigned resendsLeft = 0;
};

/// Codes by SMS. Everything that limits guessing and sending is counted for the account, so that a new login
/// begins with what the last one left: wrong codes until the lock, SMS sent, the time of the last one.
/// Success and the end of a lock clear it.
class SmsCodes {
  public:
    struct Secrets {
        SecretBytes generator; ///< of HOTP (RFC 4226); each account has its own, made from it
        SecretBytes hashKey;   ///< codes are kept as HMAC-SHA256 under it
    };
    SmsCodes(const Settings& settings, const Clock& clock, Timers& timers, SmsGateway& gateway,
             Secrets secrets)
        : settings_(settings), clock_(clock), timers_(timers), gateway_(gateway),
          secrets_(std::move(secrets)) {}

    /// Makes a code for this login and sends it; the account's earlier code is dead from now on.
    /// @returns phone_not_registered, locked, resend_too_early, resend_limit, sms_gateway_unavailable
    std::optional<Problem> send(const Account& account, const std::string& loginId);
    /// @returns nothing when it is the code; otp_wrong, otp_expired, locked
    std::optional<Problem> check(const Account& account, const std::string& loginId, std::string_view code);
    /// The login is over: its code with it.
    void forget(const Account& account, const std::string& loginId);

    CodeStatus status(const Account& account, const std::string& loginId) const;
    /// How long the account stays locked.
    std::optional<std::chrono::seconds> lockedFor(const Account& account) const;
    bool hasPhone(const Account& account) const;
    bool gatewayWorks() const { return settings_.network != SmsNetwork::GatewayDown; }

  private:
    struct LiveCode {
        std::string loginId;
        Bytes keyedHash;
        Time sentAt{};
        Time expiresAt{};
    };
    struct State {
        std::uint64_t counter = 0; ///< of HOTP: no code comes twice
        unsigned wrong = 0;
        unsigned sent = 0;
        std::optional<Time> lastSent;
        std::optional<Time> lockedUntil;
        std::optional<LiveCode> live;
    };

    State& stateOf(const Account& account);
    State current(const Account& account) const;
    /// What time has ended.
    void settle(State& state) const;
    unsigned resendsLeft(const State& state) const;
    std::optional<Problem> mayNotSend(const Account& account, const State& state) const;
    Result<std::string> nextCode(const Account& account, State& state) const;
    Result<Bytes> keyedHash(const std::string& loginId, std::string_view code) const;
    void handOver(const Account& account, const std::string& code);

    const Settings& settings_;
    const Clock& clock_;
    Timers& timers_;
    SmsGateway& gateway_;
    Secrets secrets_;
    std::map<std::string, State> states_; ///< by the account's id
};

} // namespace tanba::reference_portal
