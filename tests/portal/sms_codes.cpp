#include "tests/portal/sms_codes.h"

#include "tests/portal/hotp.h"
#include "tests/portal/web_text.h"

#include <algorithm>

namespace tanba::reference_portal {

SmsCodes::State& SmsCodes::stateOf(const Account& account) {
    const auto [found, isNew] = states_.try_emplace(account.id);
    if (isNew && settings_.accounts == AccountsAtStart::Locked)
        found->second.lockedUntil = clock_.now() + settings_.lockFor;
    settle(found->second);
    return found->second;
}

SmsCodes::State SmsCodes::current(const Account& account) const {
    State state;
    if (const auto found = states_.find(account.id); found != states_.end())
        state = found->second;
    else if (settings_.accounts == AccountsAtStart::Locked)
        state.lockedUntil = clock_.now() + settings_.lockFor;
    settle(state);
    return state;
}

void SmsCodes::settle(State& state) const {
    const Time now = clock_.now();
    if (state.lockedUntil && *state.lockedUntil <= now) {
        state.lockedUntil.reset();
        state.wrong = 0;
        state.sent = 0;
        state.lastSent.reset();
    }
    // Who has had too many SMS may have more after as long a pause.
    if (state.lastSent && *state.lastSent + std::max(settings_.lockFor, settings_.resendAfter) <= now) {
        state.sent = 0;
        state.lastSent.reset();
    }
}

unsigned SmsCodes::resendsLeft(const State& state) const {
    return state.sent == 0 ? settings_.resends : settings_.resends + 1 - state.sent;
}

bool SmsCodes::hasPhone(const Account& account) const {
    return settings_.numbers == PhoneNumbers::AsInAccounts && !account.phone.empty();
}

std::optional<std::chrono::seconds> SmsCodes::lockedFor(const Account& account) const {
    const State state = current(account);
    if (!state.lockedUntil)
        return std::nullopt;
    return *state.lockedUntil - clock_.now();
}

CodeStatus SmsCodes::status(const Account& account, const std::string& loginId) const {
    const State state = current(account);
    CodeStatus status;
    if (state.live && state.live->loginId == loginId) {
        status.sentAt = state.live->sentAt;
        status.expiresAt = state.live->expiresAt;
    }
    if (state.lastSent)
        status.resendAt = *state.lastSent + settings_.resendAfter;
    status.attemptsLeft = state.lockedUntil ? 0 : settings_.attempts - state.wrong;
    status.resendsLeft = resendsLeft(state);
    return status;
}

std::optional<Problem> SmsCodes::mayNotSend(const Account& account, const State& state) const {
    const Time now = clock_.now();
    if (!hasPhone(account))
        return problem(ProblemKind::PhoneNotRegistered);
    if (state.lockedUntil)
        return problemAfter(ProblemKind::Locked, *state.lockedUntil - now);
    if (state.lastSent && *state.lastSent + settings_.resendAfter > now) {
        Problem early =
            problemAfter(ProblemKind::ResendTooEarly, *state.lastSent + settings_.resendAfter - now);
        early.resendsLeft = resendsLeft(state);
        return early;
    }
    if (state.sent > settings_.resends)
        return problemAfter(ProblemKind::ResendLimit,
                            *state.lastSent + std::max(settings_.lockFor, settings_.resendAfter) - now);
    if (!gatewayWorks())
        return problem(ProblemKind::SmsGatewayUnavailable);
    return std::nullopt;
}

Result<std::string> SmsCodes::nextCode(const Account& account, State& state) const {
    TANBA_TRY(const Bytes own,
              hmac(crypto::DigestAlgorithm::Sha1, secrets_.generator.view(), viewOf(account.id)));
    return hotp(own, state.counter++, settings_.codeLength);
}

Result<Bytes> SmsCodes::keyedHash(const std::string& loginId, std::string_view code) const {
    return hmac(crypto::DigestAlgorithm::Sha256, secrets_.hashKey.view(),
                viewOf(loginId + "\n" + std::string(code)));
}

std::optional<Problem> SmsCodes::send(const Account& account, const std::string& loginId) {
    State& state = stateOf(account);
    if (auto refusal = mayNotSend(account, state))
        return refusal;
    const auto code = nextCode(account, state);
    const auto hash = code.ok() ? keyedHash(loginId, code.value()) : Result<Bytes>(code.failure());
    if (!hash.ok())
        return problem(ProblemKind::Internal);
    const Time now = clock_.now();
    state.live = LiveCode{loginId, hash.value(), now, now + settings_.codeLifetime};
    state.lastSent = now;
    ++state.sent;
    handOver(account, code.value());
    return std::nullopt;
}

void SmsCodes::handOver(const Account& account, const std::string& code) {
    if (settings_.network == SmsNetwork::LosesThem)
        return;
    Sms sms{account.phone, settings_.sender,
            "Кіру коды / Код для входа: " + code + ". Ешкімге айтпаңыз. Никому не сообщайте.", clock_.now()};
    if (settings_.smsDelay.count() == 0)
        gateway_.deliver(sms);
    else
        timers_.after(settings_.smsDelay, [this, sms = std::move(sms)] { gateway_.deliver(sms); });
}

std::optional<Problem> SmsCodes::check(const Account& account, const std::string& loginId,
                                       std::string_view code) {
    State& state = stateOf(account);
    const Time now = clock_.now();
    if (state.lockedUntil)
        return problemAfter(ProblemKind::Locked, *state.lockedUntil - now);
    if (!state.live || state.live->loginId != loginId || state.live->expiresAt <= now)
        return problem(ProblemKind::CodeExpired);
    const auto hash = keyedHash(loginId, code);
    if (!hash.ok())
        return problem(ProblemKind::Internal);
    if (sameSecret(asText(hash.value()), asText(state.live->keyedHash))) {
        const std::uint64_t counter = state.counter;
        state = State{};
        state.counter = counter;
        return std::nullopt;
    }
    if (++state.wrong >= settings_.attempts) {
        state.live.reset();
        state.lockedUntil = now + settings_.lockFor;
        return problemAfter(ProblemKind::Locked, settings_.lockFor);
    }
    Problem wrong = problem(ProblemKind::CodeWrong);
    wrong.attemptsLeft = settings_.attempts - state.wrong;
    return wrong;
}

void SmsCodes::forget(const Account& account, const std::string& loginId) {
    State& state = stateOf(account);
    if (state.live && state.live->loginId == loginId)
        state.live.reset();
}

} // namespace tanba::reference_portal
