#include "core/trust/serial_index.h"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace tanba::trust {

namespace {

int compareSerials(const auto& left, const auto& right) {
    if (left.length != right.length)
        return left.length < right.length ? -1 : 1;
    return std::memcmp(left.serial.data(), right.serial.data(), left.length);
}

} // namespace

void SerialIndex::add(ByteView serial, Time revokedAt, int reason) {
    if (serial.size() > kPackedSerial) {
        const auto [place, added] =
            long_.try_emplace(Bytes(serial.begin(), serial.end()), RevokedEntry{revokedAt, reason});
        if (!added && revokedAt < place->second.revokedAt)
            place->second = RevokedEntry{revokedAt, reason};
        return;
    }
    Packed packed;
    std::ranges::copy(serial, packed.serial.begin());
    packed.length = static_cast<std::uint8_t>(serial.size());
    packed.reason = static_cast<std::int8_t>(reason);
    packed.revokedAt = revokedAt.time_since_epoch().count();
    packed_.push_back(packed);
}

void SerialIndex::sort() {
    packed_.shrink_to_fit();
    std::ranges::sort(packed_, [](const Packed& left, const Packed& right) {
        const int order = compareSerials(left, right);
        return order != 0 ? order < 0 : left.revokedAt < right.revokedAt;
    });
}

std::optional<RevokedEntry> SerialIndex::find(ByteView serial) const {
    if (serial.size() > kPackedSerial) {
        const auto found = long_.find(Bytes(serial.begin(), serial.end()));
        return found == long_.end() ? std::nullopt : std::optional(found->second);
    }
    Packed wanted;
    std::ranges::copy(serial, wanted.serial.begin());
    wanted.length = static_cast<std::uint8_t>(serial.size());
    const auto found = std::ranges::lower_bound(packed_, wanted, [](const Packed& left, const Packed& right) {
        return compareSerials(left, right) < 0;
    });
    if (found == packed_.end() || compareSerials(*found, wanted) != 0)
        return std::nullopt;
    return RevokedEntry{Time(std::chrono::seconds(found->revokedAt)), found->reason};
}

} // namespace tanba::trust
