#include "core/sign/text_layers.h"

#include "core/base/der_reader.h"

#include <array>
#include <cctype>

namespace tanba::sign {

namespace {

constexpr std::string_view kComment = "<!--";
constexpr std::string_view kSection = "<![CDATA[";
constexpr std::string_view kInstruction = "<?";
/// In the place of every character that is not ASCII.
constexpr char kOther = '\x80';
/// "&quot" and one more.
constexpr std::size_t kLongestEntity = 6;

/// Where something may open that is neither an element nor its end.
std::size_t possibleOpening(std::string_view text) {
    for (std::size_t open = text.find('<'); open < text.size(); open = text.find('<', open + 1))
        if (open + 1 == text.size() || text[open + 1] == '!' || text[open + 1] == '?')
            return open;
    return text.size();
}

/// Beyond ASCII, the bytes of byte order marks in UTF-8 and UTF-16, and in UTF-8 of U+0085, U+00A0, U+1680,
/// U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F and U+3000.
constexpr std::array<bool, 256> kTakenOff = [] {
    std::array<bool, 256> bytes{};
    std::fill_n(bytes.begin(), ' ' + 1, true);
    constexpr std::array<std::uint8_t, 18> kParts = {0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0xC2, 0x85, 0xA0, 0xE1,
                                                     0x9A, 0x80, 0xE2, 0xA8, 0xA9, 0xAF, 0x81, 0x9F, 0xE3};
    for (const std::uint8_t part : kParts)
        bytes[part] = true;
    for (std::size_t part = 0x80; part <= 0x8A; ++part)
        bytes[part] = true;
    return bytes;
}();

} // namespace

bool isTakenOffInFront(std::uint8_t byte) {
    return kTakenOff[byte];
}

void CommentStripper::feed(std::string_view text, std::string& out) {
    while (!text.empty()) {
        if (state_ == State::Text) {
            const std::size_t open = possibleOpening(text);
            out += text.substr(0, open);
            text.remove_prefix(open);
            if (text.empty())
                return;
            state_ = State::Opening;
            pending_.clear();
        }
        if (state_ == State::Opening) {
            opening(text.front(), out);
        } else {
            const std::size_t plain = closing_ > 0 ? 0 : std::min(text.find(mark()), text.size());
            if (state_ == State::Section)
                out += text.substr(0, plain);
            text.remove_prefix(plain);
            if (text.empty())
                return;
            within(text.front(), out);
        }
        text.remove_prefix(1);
    }
}

void CommentStripper::opening(char character, std::string& out) {
    if (character == '<') { // the one before it opened nothing
        out += pending_;
        pending_.clear();
    }
    pending_.push_back(character);
    closing_ = 0;
    if (pending_ == kComment)
        state_ = State::Comment;
    else if (pending_ == kInstruction)
        state_ = State::Instruction;
    else if (pending_ == kSection) {
        state_ = State::Section;
        unwrapped_ = true;
    } else if (!kComment.starts_with(pending_) && !kSection.starts_with(pending_)) {
        out += pending_;
        state_ = State::Text;
    }
}

/// Of the closing.
char CommentStripper::mark() const {
    return state_ == State::Comment ? '-' : state_ == State::Section ? ']' : '?';
}

void CommentStripper::within(char character, std::string& out) {
    const char mark = this->mark();
    const std::size_t needed = state_ == State::Instruction ? 1 : 2;
    if (character == '>' && closing_ == needed) {
        state_ = State::Text;
        return;
    }
    if (character == mark && closing_ < needed) {
        ++closing_;
        return;
    }
    if (state_ == State::Section) {
        if (character == mark) { // the first of three
            out.push_back(mark);
            return;
        }
        out.append(closing_, mark);
        out.push_back(character);
    }
    closing_ = character == mark ? closing_ : 0;
}

void Unescaper::feed(std::string_view text, std::string& out) {
    while (!text.empty()) {
        if (state_ != State::Text) {
            if (within(text.front(), out))
                text.remove_prefix(1);
            else
                state_ = State::Text;
            continue;
        }
        const std::size_t ampersand = text.find('&');
        out += text.substr(0, ampersand);
        if (ampersand == std::string_view::npos)
            return;
        text.remove_prefix(ampersand + 1);
        state_ = State::Ampersand;
        name_.clear();
        name_.push_back('&');
        number_ = 0;
    }
}

bool Unescaper::within(char character, std::string& out) {
    const auto byte = static_cast<unsigned char>(character);
    switch (state_) {
    case State::Text:
        break;
    case State::Ampersand:
        state_ = character == '#' ? State::Number : State::Name;
        return character == '#' || name(character, out);
    case State::Name:
        return name(character, out);
    case State::Number:
        state_ = character == 'x' ? State::Hexadecimal : State::Decimal;
        return character == 'x' || (std::isdigit(byte) != 0 && digit(character, 10));
    case State::Decimal:
    case State::Hexadecimal:
        if (character == ';') {
            put(number_, out);
            return true;
        }
        return state_ == State::Decimal ? std::isdigit(byte) != 0 && digit(character, 10)
                                        : std::isxdigit(byte) != 0 && digit(character, 16);
    }
    return false;
}

/// A character of the name of an entity; one that is none of XML's five is left as it stands.
bool Unescaper::name(char character, std::string& out) {
    struct Entity {
        std::string_view name;
        char meaning;
    };
    static constexpr std::array<Entity, 5> kEntities = {
        {{"&lt", '<'}, {"&gt", '>'}, {"&amp", '&'}, {"&quot", '"'}, {"&apos", '\''}}};
    if (character == ';') {
        const auto* entity = std::ranges::find(kEntities, name_, &Entity::name);
        if (entity != kEntities.end()) {
            put(static_cast<unsigned char>(entity->meaning), out);
            return true;
        }
    } else if (std::isalpha(static_cast<unsigned char>(character)) != 0 && name_.size() < kLongestEntity) {
        name_.push_back(character);
        return true;
    }
    out += name_;
    return false;
}

bool Unescaper::digit(char character, std::uint32_t base) {
    constexpr std::uint32_t kBeyond = 0x110000; // no number grows further
    const auto lower = static_cast<std::uint32_t>(std::tolower(static_cast<unsigned char>(character)));
    const std::uint32_t value = lower >= 'a' ? lower - 'a' + 10 : lower - '0';
    number_ = std::min(number_ * base + value, kBeyond);
    return true;
}

void Unescaper::put(std::uint32_t codePoint, std::string& out) {
    if (codePoint != 0)
        out.push_back(codePoint < 0x80 ? static_cast<char>(codePoint) : kOther);
    replaced_ = true;
    state_ = State::Text;
}

void WidthReader::feed(std::string_view text, std::string& out) {
    if (width_ == TextWidth::Bytes) {
        while (!text.empty()) {
            const std::size_t zero = std::min(text.find('\0'), text.size());
            out += text.substr(0, zero);
            text.remove_prefix(std::min(zero + 1, text.size()));
        }
        return;
    }
    for (const char character : text) {
        halfRead_ = !halfRead_;
        if (halfRead_) {
            half_ = character;
            continue;
        }
        const char high = width_ == TextWidth::BigEndian ? half_ : character;
        const char low = width_ == TextWidth::BigEndian ? character : half_;
        out.push_back(high == 0 ? low : kOther);
    }
}

void OctetStringReader::header(std::uint8_t byte) {
    switch (state_) {
    case State::Tag:
        tag_ = byte;
        state_ = (byte & 0x1FU) == 0x1FU ? State::LongTag : State::Length;
        return;
    case State::LongTag:
        if ((byte & 0x80U) == 0)
            state_ = State::Length;
        return;
    case State::Length:
        length_ = 0;
        lengthOctets_ = byte > 0x80 ? byte & 0x7FU : 0;
        state_ = State::LongLength;
        if (lengthOctets_ == 0)
            endOfHeader(byte & 0x7FU);
        return;
    case State::LongLength:
        length_ = std::min((length_ << 8) | byte, kMaxLength);
        if (--lengthOctets_ == 0)
            endOfHeader(length_);
        return;
    }
}

void OctetStringReader::endOfHeader(std::uint64_t length) {
    constexpr std::uint8_t kConstructed = 0x20;
    const bool constructed = (tag_ & kConstructed) != 0;
    isString_ = tag_ == der::kOctetString;
    left_ = constructed ? 0 : length;
    // A string in segments: only their own headers and the end-of-contents octets stand between them.
    joined_ = joined_ && (isString_ || tag_ == (der::kOctetString | kConstructed) || tag_ == 0);
    state_ = State::Tag;
}

} // namespace tanba::sign
