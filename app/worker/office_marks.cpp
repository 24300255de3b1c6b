#include "app/worker/office_marks.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace tanba::worker {

namespace {

using namespace std::string_view_literals;
using preview::Flag;

constexpr std::size_t kEndSize = 22;
constexpr std::size_t kMaxComment = 65535;
constexpr std::size_t kEntrySize = 46;
constexpr std::size_t kMaxEntries = 65535;

std::size_t little(ByteView bytes, std::size_t at, std::size_t size) {
    std::size_t value = 0;
    for (std::size_t i = size; i-- > 0;)
        value = (value << 8U) | bytes[at + i];
    return value;
}

/// What a name in the directory says.
struct NameRow {
    std::string_view part; ///< in lower case
    Flag flag;
};
constexpr std::array<NameRow, 8> kNames = {{
    {"vbaproject.bin", Flag::Macros},
    {"vbadata.xml", Flag::Macros},
    {"macrosheets/", Flag::Macros},
    {"basic/script-", Flag::Macros},
    {"scripts/", Flag::Macros},
    {"activex", Flag::Scripts},
    {"externallinks/", Flag::ExternalLinks},
    {"embeddings/", Flag::Attachments},
}};
/// Without one of these a zip is an archive.
constexpr std::array<std::string_view, 2> kOffice = {"[content_types].xml", "meta-inf/manifest.xml"};

/// The names of the central directory; false when it makes no sense.
template <typename Take>
bool eachName(ByteView zip, const Take& take) {
    if (zip.size() < kEndSize)
        return false;
    const std::size_t earliest = zip.size() - std::min(zip.size(), kEndSize + kMaxComment);
    const std::size_t found = asText(zip).substr(earliest).rfind("PK\x05\x06"sv);
    if (found == std::string_view::npos || zip.size() - (earliest + found) < kEndSize)
        return false;
    const ByteView end = zip.subspan(earliest + found);
    const std::size_t count = little(end, 10, 2);
    std::size_t at = little(end, 16, 4);
    for (std::size_t i = 0; i < std::min(count, kMaxEntries); ++i) {
        if (at > zip.size() || zip.size() - at < kEntrySize ||
            !asText(zip.subspan(at)).starts_with("PK\x01\x02"sv))
            return false;
        const std::size_t name = little(zip, at + 28, 2);
        const std::size_t rest = little(zip, at + 30, 2) + little(zip, at + 32, 2);
        if (zip.size() - at - kEntrySize < name + rest)
            return false;
        take(asText(zip.subspan(at + kEntrySize, name)));
        at += kEntrySize + name + rest;
    }
    return count > 0;
}

std::string lowerCase(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char character) {
        return character >= 'A' && character <= 'Z' ? static_cast<char>(character | 0x20) : character;
    });
    return lower;
}

/// The name of a stream as a directory entry of a compound file has it.
std::string utf16(std::string_view ascii) {
    std::string wide;
    for (const char character : ascii)
        wide.append(1, character).append(1, '\0');
    return wide;
}

} // namespace

OfficeMarks zipMarks(ByteView document) {
    OfficeMarks marks;
    const bool read = eachName(document, [&marks](std::string_view raw) {
        const std::string name = lowerCase(raw);
        if (std::ranges::find(kOffice, name) != kOffice.end())
            marks.state = OfficeState::Readable;
        for (const NameRow& row : kNames)
            if (name.find(row.part) != std::string::npos)
                marks.flags.set(row.flag);
    });
    return read ? marks : OfficeMarks();
}

OfficeMarks compoundMarks(ByteView document) {
    const auto has = [text = asText(document)](std::string_view name) {
        return text.find(utf16(name)) != std::string_view::npos;
    };
    constexpr std::array<std::string_view, 3> kOldOffice = {"WordDocument", "Workbook",
                                                            "PowerPoint Document"};
    OfficeMarks marks;
    if (has("EncryptedPackage"))
        marks.state = OfficeState::Protected;
    else if (std::ranges::any_of(kOldOffice, has))
        marks.state = OfficeState::Readable;
    if (has("_VBA_PROJECT"))
        marks.flags.set(Flag::Macros);
    if (has("ObjectPool"))
        marks.flags.set(Flag::Attachments);
    return marks;
}

} // namespace tanba::worker
