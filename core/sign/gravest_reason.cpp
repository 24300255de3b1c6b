#include "core/sign/gravest_reason.h"

#include <algorithm>

namespace tanba::sign {

std::string gravestCode(const std::vector<Reason>& reasons) {
    const auto weight = [](const Reason& reason) { return reasonRow(reason.code).weight; };
    const auto worst = std::ranges::max_element(reasons, {}, weight);
    return worst == reasons.end() ? std::string() : std::string(reasonRow(worst->code).text);
}

} // namespace tanba::sign
