#pragma once

#include "core/base/bytes.h"
#include "core/trust/crl.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace tanba::trust {

/// Revoked certificates by serial number: one sorted array, 32 bytes an entry, because the authority's list
/// has hundreds of thousands. Serials beyond 20 octets (RFC 5280 forbids them, some authorities wrote them)
/// are rare and kept aside.
class SerialIndex {
  public:
    /// Expect about so many.
    void reserve(std::size_t count) { packed_.reserve(count); }
    /// @param serial INTEGER content octets; @param reason CRLReason or -1.
    void add(ByteView serial, Time revokedAt, int reason);
    /// Between the last add() and the first find(). Of a serial that stands twice the earlier date counts.
    void sort();
    std::optional<RevokedEntry> find(ByteView serial) const;
    std::size_t size() const { return packed_.size() + long_.size(); }

  private:
    static constexpr std::size_t kPackedSerial = 20;
    struct Packed {
        std::array<std::uint8_t, kPackedSerial> serial{};
        std::uint8_t length = 0;
        std::int8_t reason = -1;
        std::int64_t revokedAt = 0; ///< seconds since 1970
    };

    std::vector<Packed> packed_;
    std::map<Bytes, RevokedEntry> long_;
};

} // namespace tanba::trust
