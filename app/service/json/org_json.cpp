#include "app/service/json/org_json.h"

#include "app/service/json/json_escapes.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <optional>

namespace tanba::service {

namespace {

/// What ends a value without quotation marks.
constexpr std::string_view kBareEnd = ",:]}/\\\"[{;=#";

bool isSpace(char character) {
    return static_cast<unsigned char>(character) <= ' ';
}

bool isBare(char character) {
    return static_cast<unsigned char>(character) >= ' ' && kBareEnd.find(character) == std::string_view::npos;
}

bool isUtf8(std::string_view text) {
    for (ByteView rest = viewOf(text); !rest.empty();) {
        const auto beyond = std::ranges::find_if(rest, [](std::uint8_t byte) { return byte >= 0x80; });
        rest = rest.subspan(static_cast<std::size_t>(beyond - rest.begin()));
        if (!rest.empty() && !takeUtf8(rest))
            return false;
    }
    return true;
}

bool sameIgnoringCase(std::string_view text, std::string_view lower) {
    return std::ranges::equal(text, lower, [](char left, char right) {
        return (left >= 'A' && left <= 'Z' ? static_cast<char>(left - 'A' + 'a') : left) == right;
    });
}

bool isDigit(char character) {
    return character >= '0' && character <= '9';
}

/// A number as JSON (RFC 8259 6) has it, more leniently; nobody here calculates with one.
bool isNumber(std::string_view text) {
    return (isDigit(text.front()) || (text.front() == '-' && text.size() > 1 && isDigit(text[1]))) &&
           std::ranges::all_of(text, [](char character) {
               return isDigit(character) ||
                      std::string_view("+-.eE").find(character) != std::string_view::npos;
           });
}

JsonValue bareValue(std::string_view text) {
    if (sameIgnoringCase(text, "true") || sameIgnoringCase(text, "false"))
        return JsonValue::ofBoolean(text.size() == 4);
    if (sameIgnoringCase(text, "null"))
        return {};
    if (isNumber(text))
        return JsonValue::ofNumber(text);
    return JsonValue::ofString(JsonString(text, JsonString::Escapes::None));
}

class Reader {
  public:
    explicit Reader(std::string_view text) : text_(text) {}

    Result<JsonValue> whole() {
        TANBA_TRY(JsonValue object, objectOnly());
        if (next() != 0)
            return wrong("text behind the object");
        return object;
    }

    /// Reads members until the named one and ends there.
    std::string memberOfBeginning(std::string_view name) {
        if (next() != '{')
            return {};
        ++position_;
        ++depth_;
        while (true) {
            const Result<std::string> found = memberName();
            if (!found.ok())
                return {};
            const Result<JsonValue> content = value();
            // A value that ends where the text does may go on behind it.
            if (!content.ok() || position_ == text_.size())
                return {};
            if (found.value() == name)
                return content.value().isString() ? content.value().string().text() : std::string();
            if (!separated('}').ok() || next() == '}')
                return {};
        }
    }

  private:
    Failure wrong(std::string_view what) const {
        return fail(FailureCode::ServiceRequestWrong, {},
                    std::string(what) + " at offset " + std::to_string(position_));
    }

    Outcome countValue() {
        if (++values_ > kMaxJsonValues)
            return fail(FailureCode::ServiceTooMuch, {}, std::to_string(kMaxJsonValues) + " values");
        return Done{};
    }

    /// The next character that is no white space, without taking it; 0 at the end.
    char next() {
        while (position_ < text_.size() && isSpace(text_[position_]))
            ++position_;
        return position_ < text_.size() ? text_[position_] : '\0';
    }

    Result<JsonValue> objectOnly() {
        if (next() != '{')
            return wrong("no object");
        return value();
    }

    Result<JsonValue> value() {
        TANBA_CHECK(countValue());
        switch (next()) {
        case '"':
        case '\'': {
            TANBA_TRY(const JsonString text, string());
            return JsonValue::ofString(text);
        }
        case '{':
            return nested([this] { return object(); });
        case '[':
            return nested([this] { return array(); });
        default:
            break;
        }
        TANBA_TRY(const std::string_view bare, bareText());
        return bareValue(bare);
    }

    template <typename Read>
    Result<JsonValue> nested(const Read& read) {
        if (++depth_ > kMaxJsonDepth)
            return fail(FailureCode::ServiceTooMuch, {}, "depth " + std::to_string(kMaxJsonDepth));
        ++position_;
        Result<JsonValue> made = read();
        --depth_;
        return made;
    }

    Result<JsonValue> object() {
        std::vector<JsonValue::Member> members;
        while (next() != '}') {
            TANBA_TRY(std::string name, memberName());
            const bool twice = std::ranges::any_of(
                members, [&name](const JsonValue::Member& member) { return member.first == name; });
            if (twice)
                return wrong("the same member twice");
            if (members.size() == kMaxJsonMembers)
                return fail(FailureCode::ServiceTooMuch, {}, std::to_string(kMaxJsonMembers) + " members");
            TANBA_TRY(JsonValue content, value());
            members.emplace_back(std::move(name), std::move(content));
            TANBA_CHECK(separated('}'));
        }
        ++position_;
        return JsonValue::ofObject(std::move(members));
    }

    Result<JsonValue> array() {
        std::vector<JsonValue> items;
        while (next() != ']') {
            // As org.json has it: nothing between two commas is a null.
            if (next() == ',') {
                TANBA_CHECK(countValue());
                items.emplace_back();
            } else {
                TANBA_TRY(JsonValue item, value());
                items.push_back(std::move(item));
            }
            TANBA_CHECK(separated(']'));
        }
        ++position_;
        return JsonValue::ofArray(std::move(items));
    }

    /// Takes the separator behind a member or item; the end may stand there instead, and stays.
    Outcome separated(char end) {
        const char found = next();
        if (found == end)
            return Done{};
        if (found != ',' && found != ';')
            return wrong("no separator");
        ++position_;
        return Done{};
    }

    Result<std::string> memberName() {
        const char first = next();
        std::string name;
        if (first == '"' || first == '\'') {
            TANBA_TRY(const JsonString text, string());
            name = text.word(kMaxJsonName);
        } else {
            TANBA_TRY(const std::string_view bare, bareText());
            if (bare.size() <= kMaxJsonName)
                name = bare;
        }
        if (name.empty())
            return wrong("no name of a member, or a long one,");
        const char behind = next();
        if (behind != ':' && behind != '=')
            return wrong("no colon");
        ++position_;
        if (behind == '=' && position_ < text_.size() && text_[position_] == '>')
            ++position_;
        return name;
    }

    Result<JsonString> string() {
        const char mark = text_[position_];
        const std::size_t start = ++position_;
        auto escapes = JsonString::Escapes::None;
        while (position_ < text_.size() && text_[position_] != mark) {
            const char character = text_[position_++];
            if (character == '\0' || character == '\n' || character == '\r')
                return wrong("a string without end");
            if (character != '\\')
                continue;
            escapes = JsonString::Escapes::Some;
            std::string_view rest = text_.substr(position_);
            if (!takeEscape(rest))
                return wrong("an unknown escape");
            position_ = text_.size() - rest.size();
        }
        if (position_ == text_.size())
            return wrong("a string without end");
        return JsonString(text_.substr(start, position_++ - start), escapes);
    }

    Result<std::string_view> bareText() {
        const std::size_t start = position_;
        while (position_ < text_.size() && isBare(text_[position_]))
            ++position_;
        std::string_view bare = text_.substr(start, position_ - start);
        while (!bare.empty() && isSpace(bare.back()))
            bare.remove_suffix(1);
        if (bare.empty())
            return wrong("no value");
        return bare;
    }

    std::string_view text_;
    std::size_t position_ = 0;
    std::size_t depth_ = 0;
    std::size_t values_ = 0;
};

} // namespace

Result<JsonValue> readOrgJson(std::string_view text) {
    if (!isUtf8(text))
        return fail(FailureCode::ServiceRequestWrong, {}, "not UTF-8");
    return Reader(text).whole();
}

std::string memberOfBeginning(std::string_view beginning, std::string_view name) {
    return Reader(beginning).memberOfBeginning(name);
}

} // namespace tanba::service
