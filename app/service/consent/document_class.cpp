#include "app/service/consent/series.h"
#include "core/base/utf8.h"
#include "core/sign/xml_verifier.h"

#include <array>

namespace tanba::service {

namespace {

struct StartRow {
    std::string_view start;
    std::string_view name;
};
/// What people can look at, by its first bytes.
constexpr std::array<StartRow, 3> kStarts{
    {{"%PDF-", "pdf"}, {"\x89PNG\r\n\x1A\n", "picture"}, {"\xFF\xD8\xFF", "picture"}}};
/// Text is judged by its beginning.
constexpr std::size_t kLookedAt = std::size_t{64} * 1024;
constexpr std::size_t kLongestCharacter = 4;

bool isPlainText(ByteView content) {
    ByteView rest = content.first(std::min(content.size(), kLookedAt));
    while (!rest.empty()) {
        const bool mayBeCut = content.size() > kLookedAt && rest.size() < kLongestCharacter;
        const std::optional<char32_t> character = takeUtf8(rest);
        if (!character && !mayBeCut)
            return false;
        const bool isSpace = character == U'\t' || character == U'\n' || character == U'\r';
        if (character && *character < 0x20 && !isSpace)
            return false;
    }
    return true;
}

} // namespace

std::string documentClassOf(const ConsentItem& item) {
    if (!item.content || item.content->empty())
        return {};
    const std::string_view text = asText(*item.content);
    for (const StartRow& row : kStarts)
        if (text.starts_with(row.start))
            return std::string(row.name);
    if (sign::looksLikeXml(*item.content))
        return "xml";
    return isPlainText(*item.content) ? "text" : "";
}

} // namespace tanba::service
