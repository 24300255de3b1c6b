#pragma once

#include "core/crypto/public_key.h"
#include "core/trust/crl.h"

#include <cstddef>
#include <map>
#include <mutex>
#include <utility>

namespace tanba::trust {

/// Remembers which of the user's lists which key has signed, so that ten thousand documents cost one
/// verification. May be used from several threads at once.
class ListSignatures {
  public:
    /// Crl::verifySignedBy for the list at this place among the user's.
    bool isSignedBy(std::size_t place, const Crl& list, const crypto::PublicKey& key);

  private:
    static constexpr std::size_t kMaxRemembered = 4096;

    std::mutex mutex_;
    std::map<std::pair<std::size_t, Bytes>, bool> known_;
};

} // namespace tanba::trust
