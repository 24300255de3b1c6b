#include "app/service/json/json_escapes.h"

#include <array>
#include <charconv>

namespace tanba::service {

namespace {

struct EscapeRow {
    char letter;
    char character;
};
constexpr std::array<EscapeRow, 9> kEscapes{{{'b', '\b'},
                                             {'t', '\t'},
                                             {'n', '\n'},
                                             {'f', '\f'},
                                             {'r', '\r'},
                                             {'"', '"'},
                                             {'\'', '\''},
                                             {'\\', '\\'},
                                             {'/', '/'}}};
constexpr std::size_t kUnitDigits = 4;

/// One UTF-16 unit behind its "u".
std::optional<char32_t> takeUnit(std::string_view& rest) {
    if (rest.size() < kUnitDigits)
        return std::nullopt;
    unsigned unit = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + kUnitDigits, unit, 16);
    if (error != std::errc() || end != rest.data() + kUnitDigits)
        return std::nullopt;
    rest.remove_prefix(kUnitDigits);
    return unit;
}

std::optional<char32_t> takeCharacter(std::string_view& rest) {
    const std::optional<char32_t> first = takeUnit(rest);
    if (!first || *first < 0xD800 || *first > 0xDFFF)
        return first;
    if (*first > 0xDBFF || !rest.starts_with("\\u"))
        return std::nullopt;
    rest.remove_prefix(2);
    const std::optional<char32_t> second = takeUnit(rest);
    if (!second || *second < 0xDC00 || *second > 0xDFFF)
        return std::nullopt;
    return 0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00);
}

/// The letter of the short escape that a character has when it is written; 0 without one.
char shortEscapeOf(char character) {
    for (const EscapeRow& row : kEscapes)
        if (row.character == character && character != '\'' && character != '/')
            return row.letter;
    return 0;
}

void appendUnit(std::string& out, char character) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    const auto value = static_cast<unsigned char>(character);
    out += "\\u00";
    out += kDigits[value >> 4];
    out += kDigits[value & 0xF];
}

bool needsEscape(char character) {
    return static_cast<unsigned char>(character) < 0x20 || character == '"' || character == '\\' ||
           character == '/';
}

} // namespace

std::optional<char32_t> takeEscape(std::string_view& rest) {
    if (rest.empty())
        return std::nullopt;
    const char letter = rest.front();
    rest.remove_prefix(1);
    if (letter == 'u')
        return takeCharacter(rest);
    for (const EscapeRow& row : kEscapes)
        if (row.letter == letter)
            return static_cast<char32_t>(row.character);
    return std::nullopt;
}

void appendEscaped(std::string& out, std::string_view text, char previous) {
    std::size_t done = 0;
    for (std::size_t position = 0; position < text.size(); ++position) {
        const char character = text[position];
        const char before = position == 0 ? previous : text[position - 1];
        if (!needsEscape(character) || (character == '/' && before != '<'))
            continue;
        out.append(text.substr(done, position - done));
        done = position + 1;
        if (character == '/') {
            out += "\\/";
        } else if (const char letter = shortEscapeOf(character); letter != 0) {
            out += '\\';
            out += letter;
        } else {
            appendUnit(out, character);
        }
    }
    out.append(text.substr(done));
}

std::string jsonQuoted(std::string_view text) {
    std::string out = "\"";
    appendEscaped(out, text);
    return out + '"';
}

} // namespace tanba::service
