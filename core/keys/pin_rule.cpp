#include "core/keys/pin_rule.h"

#include <algorithm>

namespace tanba::keys {

std::string allowedPinLengths(const PinRules& rules) {
    if (rules.minimumLength == 0 && rules.maximumLength == 0)
        return {};
    const std::string minimum = std::to_string(rules.minimumLength);
    if (rules.maximumLength == rules.minimumLength)
        return minimum;
    return minimum + "-" + (rules.maximumLength == 0 ? std::string() : std::to_string(rules.maximumLength));
}

Outcome checkPin(const PinRules& rules, const SecretBytes& value) {
    const bool tooLong = rules.maximumLength != 0 && value.size() > rules.maximumLength;
    if (value.empty() || value.size() < rules.minimumLength || tooLong)
        return fail(FailureCode::PinLength, allowedPinLengths(rules));
    const auto isDigit = [](std::uint8_t octet) { return octet >= '0' && octet <= '9'; };
    if (rules.digitsOnly && !std::ranges::all_of(value.view(), isDigit))
        return fail(FailureCode::PinCharacters);
    return Done{};
}

} // namespace tanba::keys
