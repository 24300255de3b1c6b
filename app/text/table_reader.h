#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace tanba::text {

/// One text of a table, where it stands.
struct TableText {
    std::string_view code;
    std::string_view language;
    std::string_view member;
    std::string_view text;
};

/// Reads a table of texts: a JSON object (RFC 8259) of objects of objects of strings, and nothing else; \u is
/// not taken, UTF-8 stands as it is. Tables are read before the window appears: this is several times faster
/// than a general JSON library (tests/bench/README.md).
/// @param each called for every text; the views hold until it returns
/// @returns false when `json` is no such table
bool readTable(std::string_view json, const std::function<void(const TableText&)>& each);

} // namespace tanba::text
