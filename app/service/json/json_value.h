#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tanba::service {

/// A string of a message, as it stands there: what a page sends can be 200 MiB, so nothing is copied before
/// somebody wants it. Valid as long as the message.
class JsonString {
  public:
    enum class Escapes { None, Some };
    /// Told of each part of the message that was read and is not needed any more.
    using Passed = std::function<void(std::string_view part)>;

    JsonString() = default;
    JsonString(std::string_view raw, Escapes escapes) : raw_(raw), escapes_(escapes) {}

    /// With the escapes resolved.
    std::string text() const;
    /// The same for a word: empty when it is longer than anybody's.
    std::string word(std::size_t maxSize) const;
    /// The characters as bytes (UTF-8); nothing else of their size is held meanwhile.
    Bytes bytes(const Passed& passed = {}) const;
    /// What the text is in base64 (white space between is skipped); base64.malformed, file.too_large. As for
    /// bytes().
    Result<Bytes> fromBase64(std::size_t maxBytes, const Passed& passed = {}) const;
    bool is(std::string_view other) const;
    bool empty() const { return raw_.empty(); }
    /// At least the size of text().
    std::size_t rawSize() const { return raw_.size(); }

  private:
    /// The characters piece by piece, until `take` says that it is enough.
    void inPieces(const Passed& passed, const std::function<bool(std::string_view piece)>& take) const;

    std::string_view raw_;
    Escapes escapes_ = Escapes::None;
};

/// A value of a message that was read (org_json.h). Valid as long as the message.
class JsonValue {
  public:
    enum class Kind { Null, Boolean, Number, String, Array, Object };
    using Member = std::pair<std::string, JsonValue>;

    JsonValue() = default;
    static JsonValue ofBoolean(bool value);
    static JsonValue ofNumber(std::string_view raw);
    static JsonValue ofString(JsonString text);
    static JsonValue ofArray(std::vector<JsonValue> items);
    static JsonValue ofObject(std::vector<Member> members);

    Kind kind() const { return kind_; }
    bool isNull() const { return kind_ == Kind::Null; }
    bool isString() const { return kind_ == Kind::String; }
    bool isArray() const { return kind_ == Kind::Array; }
    bool isObject() const { return kind_ == Kind::Object; }

    /// False for what is no boolean.
    bool boolean() const { return boolean_; }
    /// The text of a string, or of a number as it stands.
    const JsonString& string() const { return string_; }
    /// Empty for what is no array.
    const std::vector<JsonValue>& items() const { return items_; }
    /// Empty for what is no object.
    const std::vector<Member>& members() const { return members_; }
    /// A member of an object; null when there is none.
    const JsonValue* find(std::string_view name) const;

  private:
    Kind kind_ = Kind::Null;
    bool boolean_ = false;
    JsonString string_;
    std::vector<JsonValue> items_;
    std::vector<Member> members_;
};

} // namespace tanba::service
