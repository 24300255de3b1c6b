#include "core/guidance/data_table.h"

#include <algorithm>
#include <string>

namespace tanba::guidance {

void requireTable(bool condition, const std::string& what) {
    if (!condition)
        throw TableError(what);
}

void requireOnly(const Json& row, std::initializer_list<std::string_view> members) {
    requireTable(row.is_object(), "not an object");
    for (const auto& item : row.items())
        requireTable(std::ranges::find(members, item.key()) != members.end(),
                     "unknown member: " + item.key());
}

std::string textOf(const Json& row, const char* member) {
    auto text = row.at(member).get<std::string>();
    requireTable(!text.empty(), std::string("empty: ") + member);
    return text;
}

std::string optionalTextOf(const Json& row, const char* member) {
    return row.contains(member) ? textOf(row, member) : std::string();
}

Date dateOf(const Json& row, const char* member) {
    const auto date = parseDate(textOf(row, member));
    requireTable(date.ok(), std::string("not a date: ") + member);
    return date.value();
}

std::string addressOf(const Json& row, const char* member) {
    constexpr std::string_view kScheme = "https://";
    auto address = textOf(row, member);
    const bool hasHost = address.size() > kScheme.size() && address[kScheme.size()] != '/';
    const bool printable = std::ranges::all_of(address, [](char c) { return c > ' ' && c < 0x7F; });
    requireTable(address.starts_with(kScheme) && hasHost && printable, "not an https address: " + address);
    return address;
}

} // namespace tanba::guidance
