#include "core/base/encoding.h"

#include <algorithm>
#include <optional>

namespace tanba {

namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kEnd = "-----END ";
constexpr std::string_view kDashes = "-----";
constexpr std::size_t kLineLength = 64;

Failure malformed(std::string_view why) {
    return fail(FailureCode::PemMalformed, {}, std::string(why));
}

bool isLineEnd(char character) {
    return character == '\r' || character == '\n';
}

bool startsLine(std::string_view text, std::size_t position) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    return position == 0 || isLineEnd(text[position - 1]) || text.substr(0, position) == kByteOrderMark;
}

/// Where the first line that begins with `mark` starts.
std::optional<std::size_t> findLine(std::string_view text, std::string_view mark) {
    for (std::size_t position = text.find(mark); position != std::string_view::npos;
         position = text.find(mark, position + 1)) {
        if (startsLine(text, position))
            return position;
    }
    return std::nullopt;
}

/// RFC 7468 section 3: printable characters.
bool isLabel(std::string_view label) {
    return !label.empty() &&
           std::ranges::all_of(label, [](char character) { return character >= ' ' && character <= '~'; });
}

} // namespace

std::string toPem(std::string_view label, ByteView bytes) {
    const std::string base64 = toBase64(bytes);
    std::string pem = std::string(kBegin) + std::string(label) + std::string(kDashes) + '\n';
    for (std::size_t position = 0; position < base64.size(); position += kLineLength)
        pem.append(base64, position, kLineLength) += '\n';
    return pem + std::string(kEnd) + std::string(label) + std::string(kDashes) + '\n';
}

Result<PemBlock> fromPem(std::string_view text) {
    const auto begin = findLine(text, kBegin);
    if (!begin)
        return malformed("no block");
    std::string_view rest = text.substr(*begin + kBegin.size());
    const std::size_t labelEnd = rest.find(kDashes);
    if (labelEnd == std::string_view::npos || !isLabel(rest.substr(0, labelEnd)))
        return malformed("label");
    const std::string label(rest.substr(0, labelEnd));

    rest.remove_prefix(labelEnd + kDashes.size());
    const auto end = findLine(rest, kEnd);
    if (!end)
        return malformed("no end");
    if (!rest.substr(*end + kEnd.size()).starts_with(label + std::string(kDashes)))
        return malformed("the end has another label");
    auto content = fromBase64(rest.substr(0, *end));
    if (!content)
        return malformed(content.failure().detail);
    return PemBlock{label, std::move(content).value()};
}

} // namespace tanba
