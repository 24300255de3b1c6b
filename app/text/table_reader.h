#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace tanba::text {

/// One text of a table, where it stands. All are views into the JSON, as they are written there: see
/// unescaped().
struct TableText {
    std::string_view code;
    std::string_view language;
    std::string_view member;
    std::string_view text;
};

/// Reads a table of texts: a JSON object (RFC 8259) of objects of objects of strings, and nothing else; \u
/// and \/ are not taken, UTF-8 stands as it is. Tables are read before the window appears: this is many times
/// faster than a general JSON library, and takes no memory (tests/bench/README.md).
/// @returns false when `json` is no such table
bool readTable(std::string_view json, const std::function<void(const TableText&)>& each);

/// What is meant by something that is written in a table.
std::string unescaped(std::string_view written);
/// How something is written in a table, which has one way for each.
std::string escaped(std::string_view meant);

} // namespace tanba::text
