#include "app/service/api/xpath_id.h"

#include <algorithm>
#include <array>

namespace tanba::service::api {

namespace {

constexpr std::size_t kMaxId = 256;
constexpr std::array<std::string_view, 4> kIdAttributes = {"Id", "ID", "id", "xml:id"};
constexpr std::array<std::string_view, 2> kRoots = {"/*", "/"};

bool isNameCharacter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '_' || character == '-' ||
           character == '.' || character == ':' || static_cast<unsigned char>(character) >= 0x80;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

bool take(std::string_view& text, std::string_view start) {
    text = trimmed(text);
    if (!text.starts_with(start))
        return false;
    text.remove_prefix(start.size());
    return true;
}

/// A literal and nothing behind it but `end`.
std::optional<std::string> literal(std::string_view text, std::string_view end) {
    text = trimmed(text);
    if (!text.ends_with(end))
        return std::nullopt;
    text = trimmed(text.substr(0, text.size() - end.size()));
    if (text.size() < 3 || (text.front() != '\'' && text.front() != '"') || text.back() != text.front())
        return std::nullopt;
    const std::string_view id = text.substr(1, text.size() - 2);
    if (id.size() > kMaxId || !std::ranges::all_of(id, isNameCharacter))
        return std::nullopt;
    return std::string(id);
}

} // namespace

std::optional<std::string> idOfXpath(std::string_view expression) {
    std::string_view rest = expression;
    if (take(rest, "id("))
        return literal(rest, ")");
    if (!take(rest, "//") && !take(rest, "/"))
        return std::nullopt;
    const std::size_t predicate = rest.find('[');
    const std::string_view name = trimmed(rest.substr(0, predicate));
    if (predicate == std::string_view::npos ||
        (name != "*" && (name.empty() || !std::ranges::all_of(name, isNameCharacter))))
        return std::nullopt;
    rest.remove_prefix(predicate + 1);
    if (!take(rest, "@"))
        return std::nullopt;
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos ||
        std::ranges::find(kIdAttributes, trimmed(rest.substr(0, equals))) == kIdAttributes.end())
        return std::nullopt;
    return literal(rest.substr(equals + 1), "]");
}

bool meansRoot(std::string_view expression) {
    return std::ranges::find(kRoots, trimmed(expression)) != kRoots.end();
}

} // namespace tanba::service::api
