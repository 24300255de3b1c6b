#pragma once

#include "core/crypto/public_key.h"
#include "core/keys/certificate.h"

#include <cstddef>
#include <map>
#include <utility>

namespace tanba::trust {

/// Signatures verified for the chains of one file, whoever signed it: GOST takes about 1.7 ms for each. A
/// file of 64 honest signers needs about 250.
inline constexpr std::size_t kMaxTrialsInAll = 512;
/// For one certificate. Issuers that an anchor signed are tried before the others, so only namesakes below
/// those can hide the right one; what is found then is a chain that is broken or has no anchor, never a wrong
/// one that is good.
inline constexpr std::size_t kMaxTrials = 64;
/// For each search when all others are spent, so that some signers of a file do not use up what the next one
/// needs.
inline constexpr std::size_t kTrialsLeftToEach = 4;

/// Which certificates are signed by which keys, remembered as long as one file is judged, and only so often
/// tried. Not for several threads at once.
class SignatureChecks {
  public:
    /// The search for the chains of another certificate begins.
    void beginSearch() { triedNow_ = 0; }
    /// False also when no more signatures may be verified.
    bool isSignedBy(const keys::Certificate& certificate, const crypto::PublicKey& key);
    /// So many are verified elsewhere, in validating a chain.
    void add(std::size_t count) { made_ += count; }

    /// True when no more is tried than each search is left.
    bool spent() const { return made_ >= kMaxTrialsInAll; }
    /// Signatures verified so far.
    std::size_t made() const { return made_; }

  private:
    struct Known {
        keys::Certificate certificate; ///< keeps the bytes where they are
        bool isSigned;
    };
    /// By where a certificate's bytes lie, which copies of it share.
    std::map<std::pair<const std::uint8_t*, Bytes>, Known> known_;
    std::map<const std::uint8_t*, std::size_t> trials_; ///< of certificates in known_
    std::size_t made_ = 0;
    std::size_t triedNow_ = 0;
};

} // namespace tanba::trust
