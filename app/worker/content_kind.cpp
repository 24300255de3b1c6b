#include "app/worker/content_kind.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tanba::worker {

namespace {

using namespace std::string_view_literals;

struct Mark {
    std::string_view octets;
    Content content;
};
constexpr std::array<Mark, 9> kMarks = {{
    {"\x89PNG\r\n\x1a\n"sv, Content::Png},
    {"\xFF\xD8\xFF"sv, Content::Jpeg},
    {"GIF87a"sv, Content::Gif},
    {"GIF89a"sv, Content::Gif},
    {"PK\x03\x04"sv, Content::Zip},
    {"PK\x05\x06"sv, Content::Zip},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, Content::OldOffice},
    {"{\\rtf"sv, Content::OtherBinary},
    {"\x1F\x8B"sv, Content::OtherBinary},
}};

/// Where readers of PDF still look for its header (ISO 32000-1, annex H.3.4.1).
constexpr std::size_t kPdfHeaderWithin = 1024;

/// "BM" alone begins many a text; a bitmap has four zeros and the size of a known header behind it.
bool isBmp(std::string_view text) {
    return text.size() > 18 && text.starts_with("BM") && text.substr(6, 4) == "\0\0\0\0"sv &&
           "\x0C\x28\x40\x6C\x7C"sv.find(text[14]) != std::string_view::npos &&
           text.substr(15, 3) == "\0\0\0"sv;
}

} // namespace

Content contentOf(ByteView document) {
    const std::string_view text = asText(document);
    const auto* const found =
        std::ranges::find_if(kMarks, [text](const Mark& mark) { return text.starts_with(mark.octets); });
    if (found != kMarks.end())
        return found->content;
    if (isBmp(text))
        return Content::Bmp;
    if (text.substr(0, kPdfHeaderWithin).find("%PDF-") != std::string_view::npos)
        return Content::Pdf;
    return Content::Unmarked;
}

} // namespace tanba::worker
