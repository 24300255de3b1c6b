#include "cardreader/apdu/atr.h"

namespace tanba::card {

ByteView historicalBytes(ByteView atr) {
    if (atr.size() < 2)
        return {};
    const std::size_t count = atr[1] & 0x0F;
    unsigned present = atr[1] >> 4;
    std::size_t at = 2;
    while (present != 0) {
        std::size_t interfaceBytes = 0;
        for (unsigned bit = 0; bit < 4; ++bit)
            interfaceBytes += present >> bit & 1;
        const bool more = (present & 0x8) != 0; // TDi, the last of its group, announces the next
        at += interfaceBytes;
        if (at > atr.size())
            return {};
        present = more ? atr[at - 1] >> 4 : 0;
    }
    if (count > atr.size() - at)
        return {};
    return atr.subspan(at, count);
}

std::optional<CardCapabilities> cardCapabilities(ByteView atr) {
    const ByteView historical = historicalBytes(atr);
    // Category 00 ends with three status bytes, category 80 has none of them (8.1.1.1).
    if (historical.empty() || (historical[0] != 0x00 && historical[0] != 0x80))
        return std::nullopt;
    ByteView objects = historical.subspan(1);
    if (historical[0] == 0x00) {
        if (objects.size() < 3)
            return std::nullopt;
        objects = objects.first(objects.size() - 3);
    }
    // COMPACT-TLV: the tag in the upper half of a byte, the length in the lower one.
    while (!objects.empty()) {
        const unsigned tag = objects[0] >> 4;
        const std::size_t length = objects[0] & 0x0F;
        if (length > objects.size() - 1)
            return std::nullopt;
        if (tag == 7 && length >= 3)
            return CardCapabilities{(objects[3] & 0x80) != 0, (objects[3] & 0x40) != 0};
        objects = objects.subspan(1 + length);
    }
    return std::nullopt;
}

} // namespace tanba::card
