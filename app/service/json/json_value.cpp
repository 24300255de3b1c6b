#include "app/service/json/json_value.h"

#include "app/service/json/json_escapes.h"
#include "core/base/encoding.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <optional>

namespace tanba::service {

namespace {

/// Characters of the longest escape, a backslash with "u" and four digits.
constexpr std::size_t kLongestEscape = 6;

/// So much of a string is looked at together.
constexpr std::size_t kPiece = std::size_t{1} << 20;

/// Resolves the escapes of the beginning of `rest`, of about kPiece characters, and takes it off.
void resolvePiece(std::string_view& rest, std::string& out) {
    out.clear();
    while (!rest.empty() && out.size() < kPiece) {
        const std::size_t plain = std::min({rest.find('\\'), rest.size(), kPiece});
        out.append(rest.substr(0, plain));
        rest.remove_prefix(plain);
        if (rest.empty() || rest.front() != '\\')
            continue;
        rest.remove_prefix(1);
        // The reader of the message has refused every other escape.
        if (const std::optional<char32_t> value = takeEscape(rest))
            appendUtf8(out, *value);
    }
}

/// What tanba::fromBase64() skips.
bool isBase64Space(char character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
}

/// Base64 that comes in pieces of any length: whole groups are decoded as soon as they are there.
class Base64Pieces {
  public:
    Base64Pieces(std::size_t textSize, std::size_t maxBytes) : maxBytes_(maxBytes) {
        content_.reserve(std::min(textSize / 4 * 3, maxBytes));
    }

    /// False when nothing that follows can make it right.
    bool add(std::string_view piece) {
        waiting_ += piece;
        std::size_t significant = 0;
        std::size_t cut = 0;
        for (std::size_t position = 0; position < waiting_.size(); ++position)
            if (!isBase64Space(waiting_[position]) && ++significant % 4 == 0)
                cut = position + 1;
        decode(std::string_view(waiting_).substr(0, cut), significant / 4);
        waiting_.erase(0, cut);
        return !failure_;
    }

    Result<Bytes> finish() {
        if (!failure_ && !waiting_.empty())
            decode(waiting_, 1);
        if (failure_)
            return *failure_;
        return std::move(content_);
    }

  private:
    void decode(std::string_view text, std::size_t groups) {
        const Result<Bytes> decoded = tanba::fromBase64(text, maxBytes_ - content_.size());
        if (!decoded.ok())
            failure_ = decoded.failure();
        else if (ended_ && !decoded.value().empty())
            failure_ = fail(FailureCode::Base64Malformed, {}, "goes on behind its end");
        else
            append(content_, decoded.value());
        ended_ = ended_ || (decoded.ok() && decoded.value().size() < groups * 3 && groups > 0);
    }

    Bytes content_;
    std::size_t maxBytes_;
    std::string waiting_; ///< less than a group of significant characters
    bool ended_ = false;  ///< by padding
    std::optional<Failure> failure_;
};

} // namespace

void JsonString::inPieces(const Passed& passed, const std::function<bool(std::string_view)>& take) const {
    std::string resolved;
    for (std::string_view rest = raw_; !rest.empty();) {
        const std::string_view before = rest;
        std::string_view piece = rest.substr(0, kPiece);
        if (escapes_ == Escapes::None) {
            rest.remove_prefix(piece.size());
        } else {
            resolvePiece(rest, resolved);
            piece = resolved;
        }
        const bool goOn = take(piece);
        if (passed)
            passed(before.substr(0, before.size() - rest.size()));
        if (!goOn)
            return;
    }
}

std::string JsonString::text() const {
    if (escapes_ == Escapes::None)
        return std::string(raw_);
    std::string whole;
    whole.reserve(raw_.size());
    inPieces({}, [&whole](std::string_view piece) {
        whole += piece;
        return true;
    });
    return whole;
}

std::string JsonString::word(std::size_t maxSize) const {
    if (raw_.size() > maxSize * kLongestEscape)
        return {};
    std::string whole = text();
    return whole.size() <= maxSize ? whole : std::string();
}

Bytes JsonString::bytes(const Passed& passed) const {
    Bytes all;
    all.reserve(raw_.size());
    inPieces(passed, [&all](std::string_view piece) {
        append(all, viewOf(piece));
        return true;
    });
    return all;
}

Result<Bytes> JsonString::fromBase64(std::size_t maxBytes, const Passed& passed) const {
    Base64Pieces decoded(raw_.size(), maxBytes);
    inPieces(passed, [&decoded](std::string_view piece) { return decoded.add(piece); });
    return decoded.finish();
}

bool JsonString::is(std::string_view other) const {
    if (escapes_ == Escapes::None)
        return raw_ == other;
    return raw_.size() <= other.size() * kLongestEscape && text() == other;
}

JsonValue JsonValue::ofBoolean(bool value) {
    JsonValue made;
    made.kind_ = Kind::Boolean;
    made.boolean_ = value;
    return made;
}

JsonValue JsonValue::ofNumber(std::string_view raw) {
    JsonValue made = ofString(JsonString(raw, JsonString::Escapes::None));
    made.kind_ = Kind::Number;
    return made;
}

JsonValue JsonValue::ofString(JsonString text) {
    JsonValue made;
    made.kind_ = Kind::String;
    made.string_ = text;
    return made;
}

JsonValue JsonValue::ofArray(std::vector<JsonValue> items) {
    JsonValue made;
    made.kind_ = Kind::Array;
    made.items_ = std::move(items);
    return made;
}

JsonValue JsonValue::ofObject(std::vector<Member> members) {
    JsonValue made;
    made.kind_ = Kind::Object;
    made.members_ = std::move(members);
    return made;
}

const JsonValue* JsonValue::find(std::string_view name) const {
    const auto found =
        std::ranges::find_if(members_, [name](const Member& member) { return member.first == name; });
    return found == members_.end() ? nullptr : &found->second;
}

} // namespace tanba::service
