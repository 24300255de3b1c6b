#pragma once

#include "core/base/time.h"
#include "core/crypto/algorithms.h"
#include "core/crypto/public_key.h"
#include "core/sign/reason.h"

#include <optional>
#include <string_view>
#include <vector>

namespace tanba::trust {

/// What the table of dates says of an algorithm or a key at some moment.
enum class AlgorithmAge {
    Fine,
    OldGost,  ///< GOST 34.310-2004: the law has replaced it, nothing is known against it
    PastDate, ///< what is signed with it at this moment could have been forged
};

/// A digest and the moment from which a signature over it proves nothing any more.
struct DigestDate {
    crypto::DigestAlgorithm digest;
    std::optional<Time> until;
};
const std::vector<DigestDate>& digestDates();

/// RSA keys of fewer bits than these are not accepted from `from` on.
struct RsaSizeDate {
    int bits;
    std::optional<Time> from; ///< none: never accepted
};
const std::vector<RsaSizeDate>& rsaSizeDates();

AlgorithmAge digestAge(crypto::DigestAlgorithm digest, Time at);
AlgorithmAge signatureAge(crypto::SignatureScheme scheme, Time at);
AlgorithmAge keyAge(const crypto::PublicKey& key, Time at);

/// Adds the reason that belongs to `age`, once for each detail.
void addAgeReason(std::vector<sign::Reason>& reasons, AlgorithmAge age, std::string_view detail);
/// "rsa-sha1".
std::string schemeText(crypto::SignatureScheme scheme);
/// "rsa-1024"; without the size where there is only one.
std::string keyText(const crypto::PublicKey& key);

} // namespace tanba::trust
