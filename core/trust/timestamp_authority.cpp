#include "core/trust/timestamp_authority.h"

#include "core/base/http_address.h"

#include "generated/timestamp_authority_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tanba::trust {

namespace {

using Json = nlohmann::json;

Failure badAuthority(std::string detail) {
    return fail(FailureCode::Internal, "timestamp-authority.json", std::move(detail));
}

/// The text under `name`; empty when there is none.
std::string textIn(const Json& object, const char* name) {
    if (!object.is_object())
        return {};
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

Result<TimestampAuthority> TimestampAuthority::builtIn() {
    return fromJson(resources::timestamp_authority_json());
}

Result<TimestampAuthority> TimestampAuthority::fromJson(std::string_view text) {
    const Json table = Json::parse(text, nullptr, false);
    TimestampAuthority authority{textIn(table, "address"), ChosenBy::Table, {}};
    if (!parseHttpAddress(authority.address).ok())
        return badAuthority("address");
    const auto policies = table.find("policies");
    if (policies == table.end() || !policies->is_array())
        return badAuthority("policies");
    for (const Json& row : *policies) {
        const auto imprint = crypto::digestByName(textIn(row, "imprint"));
        const Oid policy(textIn(row, "policy"));
        if (!imprint || policy.empty() || authority.policyFor(*imprint))
            return badAuthority("policy " + row.dump());
        authority.policies.push_back({*imprint, policy});
    }
    return authority;
}

Result<TimestampAuthority> TimestampAuthority::ofUser(std::string address) {
    const auto parsed = parseHttpAddress(address);
    if (!parsed.ok())
        return parsed.failure();
    return TimestampAuthority{std::move(address), ChosenBy::User, {}};
}

std::optional<Oid> TimestampAuthority::policyFor(crypto::DigestAlgorithm imprint) const {
    const auto row = std::ranges::find(policies, imprint, &Policy::imprint);
    return row == policies.end() ? std::nullopt : std::optional(row->policy);
}

} // namespace tanba::trust
