#include "core/portal/mobile/signing_hosts.h"

#include "core/portal/mobile/strict_json.h"

#include "generated/mobile_sign_hosts_json.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace tanba::portal::mobile {

namespace {

struct UseRow {
    std::string_view name;
    HostUse use;
};
constexpr std::array<UseRow, 2> kUses = {{{"login", HostUse::Login}, {"bytes", HostUse::Bytes}}};

Failure badTable(std::string detail) {
    return fail(FailureCode::InputUnknownFormat, "mobile-sign-hosts.json", std::move(detail));
}

} // namespace

const SigningHosts& SigningHosts::builtIn() {
    static const SigningHosts kHosts = [] {
        auto hosts = fromJson(resources::mobile_sign_hosts_json());
        if (!hosts.ok())
            std::abort(); // the table is part of the program
        return std::move(hosts).value();
    }();
    return kHosts;
}

Result<SigningHosts> SigningHosts::fromJson(std::string_view text) {
    const Result<Json> table = readStrictJson(text);
    const Json* const rows = table.ok() ? memberOf(table.value(), "hosts") : nullptr;
    if (rows == nullptr || !rows->is_array())
        return badTable("hosts");
    SigningHosts hosts;
    for (const Json& row : *rows) {
        const Json* const host = memberOf(row, "host");
        const Json* const uses = memberOf(row, "for");
        if (host == nullptr || !host->is_string() || uses == nullptr || !uses->is_array())
            return badTable("row");
        const auto address = parseHttpAddress("https://" + host->get_ref<const std::string&>());
        if (!address.ok() || address.value().authority() != host->get_ref<const std::string&>())
            return badTable("host");
        for (const Json& use : *uses) {
            const auto* const known = std::ranges::find_if(
                kUses, [&use](const UseRow& each) { return use.is_string() && use == each.name; });
            if (known == kUses.end())
                return badTable("for");
            hosts.rows_.emplace_back(address.value().authority(), known->use);
        }
    }
    return hosts;
}

bool SigningHosts::allow(const HttpAddress& address, HostUse use) const {
    return address.scheme == HttpAddress::Scheme::Https &&
           std::ranges::find(rows_, std::pair(address.authority(), use)) != rows_.end();
}

} // namespace tanba::portal::mobile
