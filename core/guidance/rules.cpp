#include "core/guidance/rules.h"

#include "core/guidance/data_table.h"

#include "generated/guidance_rules_json.h"

#include <algorithm>
#include <cstdlib>

namespace tanba::guidance {

namespace {

Rule readRule(const Json& row) {
    requireOnly(row, {"id", "from", "stated", "read", "basis", "source", "address"});
    Rule rule{textOf(row, "id"),
              row.contains("from") ? std::optional(dateOf(row, "from")) : std::nullopt,
              optionalTextOf(row, "stated"),
              optionalTextOf(row, "read"),
              optionalTextOf(row, "basis"),
              textOf(row, "source"),
              addressOf(row, "address")};
    requireTable(rule.from || !rule.stated.empty() || !rule.read.empty(), "no date: " + rule.id);
    return rule;
}

} // namespace

Result<std::vector<Rule>> readRules(std::string_view json) {
    return readTable("guidance-rules.json", json, [](const Json& document) {
        requireOnly(document, {"about", "rules"});
        std::vector<Rule> all;
        for (const Json& row : document.at("rules")) {
            Rule rule = readRule(row);
            requireTable(std::ranges::find(all, rule.id, &Rule::id) == all.end(), "twice: " + rule.id);
            all.push_back(std::move(rule));
        }
        return all;
    });
}

const std::vector<Rule>& rules() {
    static const std::vector<Rule> kRules = readRules(resources::guidance_rules_json()).value();
    return kRules;
}

const Rule* findRule(std::string_view id) {
    const auto found = std::ranges::find(rules(), id, &Rule::id);
    return found == rules().end() ? nullptr : &*found;
}

bool ruleHolds(std::string_view id, Date day) {
    const Rule* rule = findRule(id);
    if (rule == nullptr)
        std::abort(); // ids in the code and in the table belong together
    return !rule->from || day >= *rule->from;
}

} // namespace tanba::guidance
