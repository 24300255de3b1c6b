#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/crypto/private_key.h"
#include "core/keys/certificate.h"
#include "core/keys/kz_profile.h"

#include <optional>
#include <vector>

namespace tanba::keys {

/// Type of the critical extension in every certificate of a demonstration. Programs that do not know it
/// refuse the certificate; this one says "a test key, not a person's signature" (core/trust), whatever
/// anchors it was given. Under the arc of UUIDs (X.667): 8262bf73-294d-489c-bdcb-c2ba3ac860f9. The value is
/// NULL.
const Oid& demonstrationOid();

/// True when the certificate says of itself that it is only a demonstration.
bool isDemonstration(const Certificate& certificate);

/// A key for a demonstration: RSA of 2048 bits, P-256, or a GOST key.
Result<crypto::PrivateKey> makeDemoKey(crypto::KeyAlgorithm algorithm);

/// What a demonstration certificate says beside the mark.
struct DemoHolder {
    Owner owner;
    std::vector<Oid> purposes; ///< extendedKeyUsage
    std::vector<KeyUsageBit> usage;
    std::optional<Time> until = std::nullopt; ///< none: as long as the authority
};

/// The authority of a demonstration: made anew in each run, its key never leaves this object.
class DemoAuthority {
  public:
    /// Valid from a day before `now` for a year.
    static Result<DemoAuthority> make(crypto::KeyAlgorithm algorithm, Time now);

    const Certificate& certificate() const { return certificate_; }
    /// Marked as a demonstration; valid from the day on which the authority begins.
    Result<Certificate> issue(const crypto::PublicKey& key, const DemoHolder& holder) const;

  private:
    DemoAuthority(crypto::PrivateKey key, Certificate certificate)
        : key_(std::move(key)), certificate_(std::move(certificate)) {}

    crypto::PrivateKey key_;
    Certificate certificate_;
};

} // namespace tanba::keys
