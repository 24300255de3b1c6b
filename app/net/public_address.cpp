#include "app/net/public_address.h"

#include <algorithm>
#include <array>

namespace tanba::net {

namespace {

constexpr std::size_t kVersion4 = 4;
constexpr std::size_t kVersion6 = 16;

struct Block4 {
    std::array<std::uint8_t, kVersion4> start;
    unsigned bits;
};

/// What is not the public Internet (IANA IPv4 Special-Purpose Address Registry, and multicast).
constexpr std::array<Block4, 16> kSpecial4 = {{
    {{0, 0, 0, 0}, 8},       // this network
    {{10, 0, 0, 0}, 8},      // private, RFC 1918
    {{100, 64, 0, 0}, 10},   // behind a carrier's translation, RFC 6598
    {{127, 0, 0, 0}, 8},     // this machine
    {{169, 254, 0, 0}, 16},  // this link, also where clouds keep their secrets
    {{172, 16, 0, 0}, 12},   // private
    {{192, 0, 0, 0}, 24},    // protocol assignments, RFC 6890
    {{192, 0, 2, 0}, 24},    // documentation
    {{192, 31, 196, 0}, 24}, // AS112, RFC 7535
    {{192, 52, 193, 0}, 24}, // automatic multicast tunnels, RFC 7450
    {{192, 88, 99, 0}, 24},  // relays of 6to4
    {{192, 168, 0, 0}, 16},  // private
    {{198, 18, 0, 0}, 15},   // benchmarks, RFC 2544
    {{198, 51, 100, 0}, 24}, // documentation
    {{203, 0, 113, 0}, 24},  // documentation
    {{224, 0, 0, 0}, 3},     // multicast, reserved, broadcast
}};

struct Block6 {
    std::array<std::uint8_t, 6> start;
    unsigned bits;
};

/// The only part of IPv6 that is given out (RFC 4291 2.4); everything else is local, multicast or reserved:
/// loopback, unspecified, fc00::/7, fe80::/10, ff00::/8, the mapped and the compatible ones, 64:ff9b:1::/48.
constexpr Block6 kGivenOut6 = {{0x20}, 3};

constexpr std::array<Block6, 6> kSpecial6 = {{
    {{0x20, 0x01, 0x00, 0x00}, 23},             // protocol assignments: Teredo, benchmarks, ORCHID
    {{0x20, 0x01, 0x0D, 0xB8}, 32},             // documentation
    {{0x20, 0x02}, 16},                         // 6to4: carries an IPv4 address and needs a relay
    {{0x26, 0x20, 0x00, 0x4F, 0x80, 0x00}, 48}, // AS112
    {{0x3F, 0xFE}, 16},                         // the former 6bone
    {{0x3F, 0xFF, 0x00}, 20},                   // documentation, RFC 9637
}};

/// 64:ff9b::/96, the one prefix under which a network translates to any IPv4 address (RFC 6052).
constexpr std::array<std::uint8_t, 12> kTranslated = {0x00, 0x64, 0xFF, 0x9B};

template <typename Block>
bool liesIn(ByteView address, const Block& block) {
    const std::size_t whole = block.bits / 8;
    if (!std::ranges::equal(address.first(whole), std::span(block.start).first(whole)))
        return false;
    const unsigned rest = block.bits % 8;
    return rest == 0 || ((address[whole] ^ block.start[whole]) >> (8 - rest)) == 0;
}

bool isPublic4(ByteView address) {
    return std::ranges::none_of(kSpecial4, [address](const Block4& block) { return liesIn(address, block); });
}

bool isPublic6(ByteView address) {
    if (std::ranges::equal(address.first(kTranslated.size()), kTranslated))
        return isPublic4(address.last(kVersion4));
    return liesIn(address, kGivenOut6) &&
           std::ranges::none_of(kSpecial6, [address](const Block6& block) { return liesIn(address, block); });
}

} // namespace

bool isPublicAddress(const IpAddress& address) {
    if (address.size() == kVersion4)
        return isPublic4(address);
    return address.size() == kVersion6 && isPublic6(address);
}

} // namespace tanba::net
