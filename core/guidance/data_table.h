#pragma once

#include "core/base/result.h"
#include "core/guidance/calendar_date.h"

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tanba::guidance {

using Json = nlohmann::json;

/// Thrown by readers of a table within readTable(), which turns it into a Failure.
class TableError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Reads a table of resources/ with `reader`, which may throw TableError and the exceptions of Json.
/// @returns input.unknown_format, with the table's name and what is wrong in it.
template <typename Reader>
auto readTable(std::string_view name, std::string_view text, const Reader& reader)
    -> Result<decltype(reader(Json()))> {
    try {
        return reader(Json::parse(text));
    } catch (const Json::exception& error) {
        return fail(FailureCode::InputUnknownFormat, std::string(name), error.what());
    } catch (const TableError& error) {
        return fail(FailureCode::InputUnknownFormat, std::string(name), error.what());
    }
}

/// A member that nobody reads is a mistake in the table: a misspelt rule would silently not count.
void requireOnly(const Json& row, std::initializer_list<std::string_view> members);
/// The member's text, which must not be empty.
std::string textOf(const Json& row, const char* member);
/// The member's text, or nothing when it is absent; present, it must not be empty.
std::string optionalTextOf(const Json& row, const char* member);
Date dateOf(const Json& row, const char* member);
/// The member's text, an address that begins with https:// and has a host.
std::string addressOf(const Json& row, const char* member);
void requireTable(bool condition, const std::string& what);

/// A word of a table and what it stands for.
template <typename T>
struct Word {
    std::string_view text;
    T meaning;
};

/// The value that `text` has in `words`, an array of Word.
template <typename Words>
auto meaningOf(const Words& words, std::string_view text) {
    for (const auto& word : words) {
        if (word.text == text)
            return word.meaning;
    }
    throw TableError("unknown word: " + std::string(text));
}

} // namespace tanba::guidance
