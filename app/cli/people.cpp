#include "app/cli/people.h"

#include "core/guidance/calendar_date.h"
#include "core/trust/algorithm_policy.h"

namespace tanba::cli {

Json ownerJson(const keys::KzProfile& profile) {
    Json roles = Json::array();
    for (const keys::Role& role : profile.roles)
        roles.push_back(role.oid.dotted());
    return {{"name", profile.owner.displayName()},
            {"iin", profile.owner.iin},
            {"bin", profile.owner.bin},
            {"organisation", profile.owner.organisation},
            {"roles", std::move(roles)}};
}

Json certificateJson(const keys::Certificate& certificate) {
    const auto& key = certificate.publicKey();
    return {{"serial", certificate.serialHex()},
            {"issuer", certificate.issuer().display()},
            {"notBefore", formatRfc3339(certificate.notBefore())},
            {"notAfter", formatRfc3339(certificate.notAfter())},
            {"algorithm", key.ok() ? trust::keyText(key.value()) : std::string("unknown")}};
}

long daysLeft(const keys::Certificate& certificate, Time now) {
    return guidance::daysBetween(guidance::kazakhstanDate(now),
                                 guidance::kazakhstanDate(certificate.notAfter()));
}

} // namespace tanba::cli
