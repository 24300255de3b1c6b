#include "tests/portal/logins.h"

#include <algorithm>
#include <utility>

namespace tanba::reference_portal {

namespace {

/// Nobody has proved anything yet; also when that was cancelled.
bool isUnsigned(const Login& login) {
    return login.account == nullptr;
}

} // namespace

std::string_view loginStateName(LoginState state) {
    switch (state) {
    case LoginState::ChallengeIssued:
        return "challenge_issued";
    case LoginState::SecondFactorRequired:
        return "second_factor_required";
    case LoginState::Completed:
        return "completed";
    case LoginState::Locked:
        return "locked";
    case LoginState::Expired:
        return "expired";
    case LoginState::Cancelled:
        break;
    }
    return "cancelled";
}

std::string roleOid(const keys::KzProfile& profile) {
    const auto role = std::ranges::find(profile.roles, "role", &keys::Role::roleClass);
    if (role != profile.roles.end())
        return role->oid.dotted();
    return profile.roles.empty() ? std::string() : profile.roles.front().oid.dotted();
}

bool isOver(LoginState state) {
    return state != LoginState::ChallengeIssued && state != LoginState::SecondFactorRequired;
}

void Logins::forgetOld(Time now) {
    if (std::exchange(lookedAt_, now) == now)
        return; // once a second is enough, however many ask
    std::erase_if(all_, [now](const auto& entry) {
        const Login& login = entry.second;
        return login.expires + (isUnsigned(login) ? std::chrono::minutes(0) : kRememberedFor) <= now;
    });
}

bool Logins::makeRoom(Time now) {
    forgetOld(now);
    if (all_.size() < kMaxLogins)
        return true;
    // Challenges live for the same time: the one that expires first is the oldest.
    auto oldest = all_.end();
    for (auto each = all_.begin(); each != all_.end(); ++each)
        if (isUnsigned(each->second) &&
            (oldest == all_.end() || each->second.expires < oldest->second.expires))
            oldest = each;
    if (oldest == all_.end())
        return false;
    all_.erase(oldest);
    return true;
}

Login& Logins::add(Login login) {
    std::string id = login.id;
    return all_.insert_or_assign(std::move(id), std::move(login)).first->second;
}

Login* Logins::find(const std::string& id, const std::string& origin, Time now) {
    const auto found = all_.find(id);
    if (found == all_.end() || found->second.challenge.origin != origin)
        return nullptr;
    Login& login = found->second;
    if (!isOver(login.state) && login.expires <= now)
        login.state = LoginState::Expired;
    return &login;
}

} // namespace tanba::reference_portal
