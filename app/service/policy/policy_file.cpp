#include "app/service/policy/policy.h"
#include "core/sign/classify.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace tanba::service {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxPolicy = std::size_t{64} * 1024;
constexpr std::size_t kMaxRules = 1000;

constexpr std::array kAllFormats = {ConsentFormat::CmsAttached, ConsentFormat::CmsDetached,
                                    ConsentFormat::Xml, ConsentFormat::Raw};

/// Thrown while reading; does not leave this file.
class PolicyError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

void requirePolicy(bool condition, const std::string& what) {
    if (!condition)
        throw PolicyError(what);
}

/// A misspelt rule must not silently count for nothing.
void requireMembers(const Json& object, std::initializer_list<std::string_view> known) {
    requirePolicy(object.is_object(), "an object is missing");
    for (const auto& [name, value] : object.items())
        requirePolicy(std::ranges::find(known, name) != known.end(), "unknown member: " + name);
}

ConsentFormat formatOf(const Json& name) {
    const auto text = name.get<std::string>();
    for (const ConsentFormat format : kAllFormats)
        if (policyFormatName(format) == text)
            return format;
    throw PolicyError("unknown format: " + text);
}

PolicyRule ruleOf(const Json& json) {
    requireMembers(json, {"origin", "formats", "identity"});
    PolicyRule rule;
    rule.origin = json.at("origin").get<std::string>();
    const auto normal = sign::normaliseOrigin(rule.origin);
    requirePolicy(normal.ok() && normal.value() == rule.origin, "not an exact origin: " + rule.origin);
    const Json& formats = json.at("formats");
    requirePolicy(formats.is_array(), "formats");
    for (const Json& format : formats)
        rule.formats.push_back(formatOf(format));
    if (json.contains("identity") && json.at("identity").get<bool>())
        rule.identity = PolicyRule::Identity::Show;
    requirePolicy(!rule.formats.empty() || rule.identity == PolicyRule::Identity::Show,
                  "a rule that permits nothing: " + rule.origin);
    return rule;
}

ConsentPolicy policyOf(const Json& json) {
    requireMembers(json, {"log", "rules"});
    ConsentPolicy policy;
    policy.log = json.at("log").get<std::string>();
    requirePolicy(policy.log.is_absolute(), "log: not an absolute path");
    const Json& rules = json.at("rules");
    requirePolicy(rules.is_array() && rules.size() <= kMaxRules, "rules");
    for (const Json& row : rules) {
        PolicyRule rule = ruleOf(row);
        requirePolicy(std::ranges::find(policy.rules, rule.origin, &PolicyRule::origin) == policy.rules.end(),
                      "two rules for " + rule.origin);
        policy.rules.push_back(std::move(rule));
    }
    return policy;
}

} // namespace

Result<ConsentPolicy> readPolicy(std::string_view text) {
    if (text.size() > kMaxPolicy)
        return fail(FailureCode::PolicyMalformed, {}, "too large");
    try {
        return policyOf(Json::parse(text));
    } catch (const Json::exception& error) {
        return fail(FailureCode::PolicyMalformed, {}, error.what());
    } catch (const PolicyError& error) {
        return fail(FailureCode::PolicyMalformed, {}, error.what());
    }
}

} // namespace tanba::service
