#include "core/base/der_writer.h"

#include <algorithm>
#include <array>

namespace tanba::der {

namespace {

constexpr std::uint64_t kShortFormEnd = 0x80;

std::size_t significantOctets(std::uint64_t value) {
    std::size_t count = 1;
    while (value >>= 8)
        ++count;
    return count;
}

template <typename Parts>
Bytes joined(std::uint8_t tag, const Parts& parts) {
    std::size_t size = 0;
    for (const auto& part : parts)
        size += part.size();
    Bytes encoded = header(tag, size);
    encoded.reserve(encoded.size() + size);
    for (const auto& part : parts)
        append(encoded, part);
    return encoded;
}

} // namespace

Bytes header(std::uint8_t tag, std::uint64_t contentLength) {
    Bytes encoded{tag};
    if (contentLength < kShortFormEnd) {
        encoded.push_back(static_cast<std::uint8_t>(contentLength));
        return encoded;
    }
    const std::size_t octets = significantOctets(contentLength);
    encoded.push_back(static_cast<std::uint8_t>(kShortFormEnd | octets));
    for (std::size_t left = octets; left > 0; --left)
        encoded.push_back(static_cast<std::uint8_t>(contentLength >> (8 * (left - 1))));
    return encoded;
}

std::size_t headerSize(std::uint64_t contentLength) {
    return contentLength < kShortFormEnd ? 2 : 2 + significantOctets(contentLength);
}

Bytes element(std::uint8_t tag, ByteView content) {
    return joined(tag, std::array{content});
}

Bytes constructed(std::uint8_t tag, std::initializer_list<ByteView> parts) {
    return joined(tag, parts);
}

Bytes sequence(std::initializer_list<ByteView> parts) {
    return joined(kSequence, parts);
}

Bytes sequenceOf(const std::vector<Bytes>& parts) {
    return joined(kSequence, parts);
}

Bytes setOf(std::vector<Bytes> parts) {
    // No encoding is the beginning of another, so the padding of X.690 11.6 never decides.
    std::ranges::sort(parts);
    return joined(kSet, parts);
}

Bytes oid(const Oid& value) {
    return element(kOid, value.derContent());
}

Bytes boolean(bool value) {
    return {kBoolean, 1, static_cast<std::uint8_t>(value ? 0xFF : 0x00)};
}

Bytes integer(std::uint64_t value) {
    Bytes magnitude;
    for (int shift = 56; shift >= 0; shift -= 8)
        magnitude.push_back(static_cast<std::uint8_t>(value >> shift));
    return integerFromBigEndian(magnitude);
}

Bytes integerFromBigEndian(ByteView magnitude) {
    while (!magnitude.empty() && magnitude.front() == 0)
        magnitude = magnitude.subspan(1);
    Bytes content;
    content.reserve(magnitude.size() + 1);
    if (magnitude.empty() || (magnitude.front() & 0x80) != 0)
        content.push_back(0);
    append(content, magnitude);
    return element(kInteger, content);
}

Bytes octetString(ByteView content) {
    return element(kOctetString, content);
}

Bytes bitString(ByteView octets) {
    constexpr std::uint8_t kNoUnusedBits = 0;
    return constructed(kBitString, {ByteView(&kNoUnusedBits, 1), octets});
}

Bytes null() {
    return {kNull, 0};
}

Bytes utf8String(std::string_view text) {
    return element(kUtf8String, viewOf(text));
}

Bytes printableString(std::string_view text) {
    return element(kPrintableString, viewOf(text));
}

Bytes ia5String(std::string_view text) {
    return element(kIa5String, viewOf(text));
}

Bytes time(Time value) {
    const std::chrono::year year =
        std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(value)).year();
    if (year < kFirstUtcTimeYear || year > kLastUtcTimeYear)
        return generalizedTime(value);
    return element(kUtcTime, viewOf(formatUtcTime(value)));
}

Bytes generalizedTime(Time value) {
    return element(kGeneralizedTime, viewOf(formatGeneralizedTime(value)));
}

} // namespace tanba::der
