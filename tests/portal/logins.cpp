#include "tests/portal/logins.h"

#include <algorithm>

namespace tanba::reference_portal {

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

bool Logins::hasRoom(Time now) {
    std::erase_if(all_, [now](const auto& entry) { return entry.second.expires + kRememberedFor <= now; });
    return all_.size() < kMaxLogins;
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
