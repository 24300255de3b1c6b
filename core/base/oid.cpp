#include "core/base/oid.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>

namespace tanba {

namespace {

constexpr std::size_t kMaxArcs = 64;
constexpr std::uint64_t kMaxFirstSubidentifier = std::numeric_limits<std::int64_t>::max();
/// X.690 8.19.4: the first two arcs X and Y share the subidentifier 40 X + Y.
constexpr std::uint64_t kFirstArcFactor = 40;
constexpr std::uint64_t kMaxFirstArc = 2;

// A subidentifier is written in octets of 7 bits with a mark on all but the last (X.690 8.19.2).
constexpr std::uint8_t kMore = 0x80;
constexpr std::uint8_t kSevenBits = 0x7F;
constexpr unsigned kGroupBits = 7;
/// An arc under 2.25 is a UUID (X.667), so 128 bits must fit: 18 groups and two bits.
constexpr std::size_t kMaxGroups = 19;
constexpr std::uint8_t kMaxTopGroup = 0x03;
/// As many groups as a 64-bit number surely takes.
constexpr std::size_t kShortGroups = 9;

std::optional<std::uint64_t> parseShort(std::string_view text) {
    std::uint64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end || value > kMaxFirstSubidentifier)
        return std::nullopt;
    return value;
}

bool isArc(std::string_view text) {
    return !text.empty() && (text.size() == 1 || text.front() != '0') &&
           std::ranges::all_of(text, [](char digit) { return digit >= '0' && digit <= '9'; });
}

/// The octets of a decimal number; none when it takes more than 128 bits.
std::optional<Bytes> octetsOf(std::string_view decimal) {
    std::array<std::uint8_t, kMaxGroups> groups{};
    for (const char digit : decimal) {
        unsigned carry = static_cast<unsigned>(digit - '0');
        for (std::size_t index = groups.size(); index-- > 0;) {
            carry += groups[index] * 10U;
            groups[index] = static_cast<std::uint8_t>(carry & kSevenBits);
            carry >>= kGroupBits;
        }
        if (carry != 0 || groups.front() > kMaxTopGroup)
            return std::nullopt;
    }
    const auto first = std::find_if(groups.begin(), groups.end() - 1, [](std::uint8_t g) { return g != 0; });
    Bytes octets(first, groups.end());
    std::for_each(octets.begin(), octets.end() - 1, [](std::uint8_t& octet) { octet |= kMore; });
    return octets;
}

std::uint64_t shortNumber(ByteView octets) {
    std::uint64_t value = 0;
    for (const std::uint8_t octet : octets)
        value = value << kGroupBits | (octet & kSevenBits);
    return value;
}

/// The decimal number that these octets are; none when it takes more than 128 bits.
std::optional<std::string> decimalOf(ByteView octets) {
    if (octets.size() <= kShortGroups)
        return std::to_string(shortNumber(octets));
    if (octets.size() > kMaxGroups ||
        (octets.size() == kMaxGroups && (octets.front() & kSevenBits) > kMaxTopGroup))
        return std::nullopt;
    std::string digits; // the lowest first
    for (const std::uint8_t octet : octets) {
        unsigned carry = octet & kSevenBits;
        for (char& digit : digits) {
            carry += static_cast<unsigned>(digit - '0') << kGroupBits;
            digit = static_cast<char>('0' + carry % 10);
            carry /= 10;
        }
        for (; carry != 0; carry /= 10)
            digits.push_back(static_cast<char>('0' + carry % 10));
    }
    std::ranges::reverse(digits);
    return digits;
}

/// The DER content; none when `dotted` is not an identifier.
std::optional<Bytes> contentOf(std::string_view dotted) {
    Bytes content;
    std::uint64_t firstArc = 0;
    std::size_t arcs = 0;
    for (std::size_t start = 0; start <= dotted.size(); ++arcs) {
        const std::size_t dot = std::min(dotted.find('.', start), dotted.size());
        const std::string_view arc = dotted.substr(start, dot - start);
        start = dot + 1;
        if (!isArc(arc) || arcs == kMaxArcs)
            return std::nullopt;
        std::optional<Bytes> octets;
        if (arcs < 2) {
            const auto value = parseShort(arc);
            if (!value || (arcs == 0 && *value > kMaxFirstArc) ||
                (arcs == 1 && firstArc < kMaxFirstArc && *value >= kFirstArcFactor))
                return std::nullopt;
            if (arcs == 0) {
                firstArc = *value;
                continue;
            }
            if (*value > kMaxFirstSubidentifier - firstArc * kFirstArcFactor)
                return std::nullopt;
            octets = octetsOf(std::to_string(firstArc * kFirstArcFactor + *value));
        } else {
            octets = octetsOf(arc);
        }
        if (!octets)
            return std::nullopt;
        content.insert(content.end(), octets->begin(), octets->end());
    }
    return arcs < 2 ? std::nullopt : std::optional(std::move(content));
}

/// "X.Y" of the first subidentifier; none beyond 63 bits.
std::optional<std::string> firstArcsOf(ByteView octets) {
    if (octets.size() > kShortGroups)
        return std::nullopt;
    const std::uint64_t value = shortNumber(octets);
    const std::uint64_t first = std::min(value / kFirstArcFactor, kMaxFirstArc);
    return std::to_string(first) + '.' + std::to_string(value - first * kFirstArcFactor);
}

} // namespace

Oid::Oid(std::string_view dotted) {
    if (contentOf(dotted))
        dotted_ = dotted;
}

Result<Oid> Oid::fromDerContent(ByteView content) {
    const auto malformed = [](std::string_view why) {
        return fail(FailureCode::DerMalformed, {}, "object identifier: " + std::string(why));
    };
    if (content.empty() || (content.back() & kMore) != 0)
        return malformed("incomplete");

    std::string dotted;
    std::size_t arcs = 0;
    for (ByteView rest = content; !rest.empty();) {
        if (rest.front() == kMore)
            return malformed("not minimal");
        const auto last = std::ranges::find_if(rest, [](std::uint8_t octet) { return (octet & kMore) == 0; });
        const auto size = static_cast<std::size_t>(last - rest.begin()) + 1;
        const auto text = arcs == 0 ? firstArcsOf(rest.first(size)) : decimalOf(rest.first(size));
        if (!text)
            return malformed("arc too large");
        arcs += arcs == 0 ? 2 : 1;
        if (arcs > kMaxArcs)
            return malformed("too many arcs");
        dotted += (dotted.empty() ? "" : ".") + *text;
        rest = rest.subspan(size);
    }
    Oid oid;
    oid.dotted_ = std::move(dotted);
    return oid;
}

Bytes Oid::derContent() const {
    return contentOf(dotted_).value_or(Bytes{});
}

} // namespace tanba
