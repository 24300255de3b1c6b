#include "core/base/http_transport.h"

#include <algorithm>
#include <cctype>

namespace tanba {

namespace {

bool sameFieldName(std::string_view left, std::string_view right) {
    return std::ranges::equal(
        left, right, [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

} // namespace

std::string_view HttpAnswer::field(std::string_view name) const {
    const auto found =
        std::ranges::find_if(fields, [name](const HttpField& one) { return sameFieldName(one.name, name); });
    return found == fields.end() ? std::string_view() : std::string_view(found->value);
}

} // namespace tanba
