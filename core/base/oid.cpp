#include "core/base/oid.h"

#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace tanba {

namespace {

constexpr std::size_t kMaxArcs = 64;
constexpr std::uint64_t kMaxSubidentifier = std::numeric_limits<std::int64_t>::max();
/// X.690 8.19.4: the first two arcs X and Y share the subidentifier 40 X + Y.
constexpr std::uint64_t kFirstArcFactor = 40;
constexpr std::uint64_t kMaxFirstArc = 2;

std::optional<std::uint64_t> parseArc(std::string_view text) {
    if (text.empty() || (text.size() > 1 && text.front() == '0'))
        return std::nullopt;
    std::uint64_t arc = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, arc);
    if (error != std::errc() || stop != end || arc > kMaxSubidentifier)
        return std::nullopt;
    return arc;
}

/// The numbers that stand in the DER content, one for the first two arcs; empty when `dotted` is not an
/// identifier.
std::vector<std::uint64_t> subidentifiers(std::string_view dotted) {
    std::vector<std::uint64_t> arcs;
    for (std::size_t start = 0; start <= dotted.size();) {
        const std::size_t dot = std::min(dotted.find('.', start), dotted.size());
        const auto arc = parseArc(dotted.substr(start, dot - start));
        if (!arc || arcs.size() == kMaxArcs)
            return {};
        arcs.push_back(*arc);
        start = dot + 1;
    }
    if (arcs.size() < 2 || arcs[0] > kMaxFirstArc || (arcs[0] < kMaxFirstArc && arcs[1] >= kFirstArcFactor))
        return {};
    if (arcs[1] > kMaxSubidentifier - arcs[0] * kFirstArcFactor)
        return {};
    arcs[1] += arcs[0] * kFirstArcFactor;
    arcs.erase(arcs.begin());
    return arcs;
}

} // namespace

Oid::Oid(std::string_view dotted) {
    if (!subidentifiers(dotted).empty())
        dotted_ = dotted;
}

Result<Oid> Oid::fromDerContent(ByteView content) {
    const auto malformed = [](std::string_view why) {
        return fail(FailureCode::DerMalformed, {}, "object identifier: " + std::string(why));
    };
    if (content.empty() || (content.back() & 0x80) != 0)
        return malformed("incomplete");

    std::string dotted;
    std::size_t arcs = 0;
    std::uint64_t value = 0;
    bool atStart = true;
    for (const std::uint8_t octet : content) {
        if (atStart && octet == 0x80)
            return malformed("not minimal");
        if (value > kMaxSubidentifier >> 7)
            return malformed("arc too large");
        value = value << 7 | (octet & 0x7FU);
        atStart = (octet & 0x80) == 0;
        if (!atStart)
            continue;
        if (arcs == 0) {
            const std::uint64_t first = std::min(value / kFirstArcFactor, kMaxFirstArc);
            dotted = std::to_string(first);
            value -= first * kFirstArcFactor;
            arcs = 1;
        }
        if (arcs == kMaxArcs)
            return malformed("too many arcs");
        dotted += '.' + std::to_string(value);
        ++arcs;
        value = 0;
    }
    Oid oid;
    oid.dotted_ = std::move(dotted);
    return oid;
}

Bytes Oid::derContent() const {
    Bytes content;
    for (const std::uint64_t value : subidentifiers(dotted_)) {
        int shift = 63;
        while (shift > 0 && value >> shift == 0)
            shift -= 7;
        for (; shift > 0; shift -= 7)
            content.push_back(static_cast<std::uint8_t>(0x80 | (value >> shift & 0x7F)));
        content.push_back(static_cast<std::uint8_t>(value & 0x7F));
    }
    return content;
}

} // namespace tanba
