#pragma once

#include "core/guidance/calendar_date.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::guidance {

/// A row of resources/guidance-rules.json: something that advice rests on, and who says so.
struct Rule {
    std::string id;           ///< stable, such as "portal.second_stage"
    std::optional<Date> from; ///< the day from which it holds; none when no source names one
    std::string stated;       ///< date of the source: "2025-10-10", "2025-10", or empty when it is not known
    std::string read;         ///< when it was read, in the same form, where the source tells no date itself
    std::string basis;        ///< "law-370-2003 art. 10(2)"; empty when no legal text was found
    std::string source;
    std::string address; ///< https
};

Result<std::vector<Rule>> readRules(std::string_view json);
/// The table that is part of the program.
const std::vector<Rule>& rules();
/// Null when there is no such rule.
const Rule* findRule(std::string_view id);
/// True also when it is not known since when. Ends the program for an id that is not in the table.
bool ruleHolds(std::string_view id, Date day);

} // namespace tanba::guidance
