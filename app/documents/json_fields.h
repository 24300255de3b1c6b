#pragma once

#include "core/base/bytes.h"
#include "core/base/failure.h"
#include "core/base/time.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tanba::documents {

/// One JSON object a line, in the order of writing.
using Json = nlohmann::ordered_json;

/// Nothing for text that is no JSON object, or is nested deeper than anything of our own.
std::optional<Json> parseObject(std::string_view line);
/// On one line, without its end. Text that is not UTF-8 gets U+FFFD where it is not.
std::string toLine(const Json& object);

/// A string where the path is UTF-8, else {"hex": ...}: names of files are bytes.
Json pathJson(const std::filesystem::path& path);
Json failureJson(const Failure& failure); ///< {"code","subject","detail"}

// Each gives false when the member is absent or of another kind, and leaves `value` alone then.
bool take(const Json& object, const char* name, std::string& value);
bool take(const Json& object, const char* name, std::uint64_t& value);
bool take(const Json& object, const char* name, std::int64_t& value);
bool take(const Json& object, const char* name, bool& value);
bool take(const Json& object, const char* name, std::filesystem::path& value);
bool take(const Json& object, const char* name, Time& value); ///< RFC 3339
bool take(const Json& object, const char* name, Failure& value);
bool takeHex(const Json& object, const char* name, Bytes& value);

/// Members that may be absent: present ones must be right.
template <typename Value>
bool takeOptional(const Json& object, const char* name, Value& value) {
    return !object.contains(name) || take(object, name, value);
}

/// A word of a table for an enumerator.
template <typename Value>
struct Word {
    Value value;
    std::string_view name;
};

template <typename Table, typename Value>
std::string_view wordOf(const Table& table, Value value) {
    for (const auto& row : table)
        if (row.value == value)
            return row.name;
    return {};
}

template <typename Table, typename Value>
bool takeWord(const Json& object, const char* name, const Table& table, Value& value) {
    std::string word;
    if (!take(object, name, word))
        return false;
    for (const auto& row : table)
        if (row.name == word) {
            value = row.value;
            return true;
        }
    return false;
}

} // namespace tanba::documents
