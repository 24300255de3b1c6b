#pragma once

#include "core/base/bytes.h"
#include "core/base/file_store.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/stream.h"
#include "core/base/time.h"
#include "core/crypto/public_key.h"
#include "core/keys/certificate.h"
#include "core/keys/name.h"

#include <memory>
#include <optional>
#include <vector>

namespace tanba::trust {

/// The production list has 21 MB and 422,065 entries; this is room for it to grow.
inline constexpr std::uint64_t kMaxCrlSize = 256ull * 1024 * 1024;
/// 32 bytes of memory each.
inline constexpr std::size_t kMaxCrlEntries = 4'000'000;

struct RevokedEntry {
    Time revokedAt{};
    /// CRLReason (RFC 5280 5.3.1); -1 when the entry has none.
    int reason = -1;
};

/// A certificate revocation list (RFC 5280 5), read front to back; entries are kept as a compact sorted
/// index, never as a tree. Immutable, may be used from several threads.
class Crl {
  public:
    /// DER or PEM. crl.malformed, crl.too_large, cancelled.
    static Result<Crl> read(InputFile& input, const WorkControl& control);

    const keys::Name& issuer() const;
    Time thisUpdate() const;
    std::optional<Time> nextUpdate() const;
    ByteView authorityKeyId() const;
    ByteView number() const; ///< crlNumber, INTEGER content; empty when absent
    bool delta() const;
    /// An unknown critical extension, or an issuingDistributionPoint beyond a mere distribution point, limits
    /// what it covers: that a serial is absent from such a list proves nothing.
    bool partial() const;
    /// False when the list names distribution points (RFC 5280 5.2.5) and none of them is among the
    /// certificate's cRLDistributionPoints. @param certificate null when only its serial is known.
    bool covers(const keys::Certificate* certificate) const;
    std::size_t size() const;

    /// signature.wrong unless this key made it. Inner and outer AlgorithmIdentifier must be equal, except
    /// that the parameters may be NULL in one and absent in the other (the authority's own lists of 2026 have
    /// that fault).
    Outcome verifySignedBy(const crypto::PublicKey& issuerKey) const;
    /// Looks a certificate up by its serial (INTEGER content octets).
    std::optional<RevokedEntry> find(ByteView serial) const;

    struct Fields;

  private:
    explicit Crl(std::shared_ptr<const Fields> fields);
    std::shared_ptr<const Fields> fields_;
};

/// Reads every .crl (and .der, .pem that is one) of a folder.
Result<std::vector<Crl>> readCrlFolder(FileStore& files, const std::filesystem::path& folder,
                                       const WorkControl& control);

} // namespace tanba::trust
