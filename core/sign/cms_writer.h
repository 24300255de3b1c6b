#pragma once

#include "core/base/oid.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/crypto/digest.h"
#include "core/keys/token.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace tanba::sign {

/// Everything of a SignedData but the bytes of its content. Sets are written in DER order, their elements as
/// they are.
struct SignedDataParts {
    std::int64_t version = 1;
    std::vector<Bytes> digestAlgorithms;
    Oid contentType;
    std::optional<std::uint64_t> contentSize; ///< nothing: detached
    std::vector<Bytes> certificates;
    std::vector<Bytes> revocationInfos;
    std::vector<Bytes> signerInfos;
};

/// What stands before and behind the content in a ContentInfo of definite lengths.
struct SignedDataFrame {
    Bytes head;
    Bytes tail;
};
SignedDataFrame frameSignedData(SignedDataParts parts);

/// AlgorithmIdentifier with NULL parameters, as the national software writes those of digests (also of
/// SHA-256).
Bytes digestAlgorithmIdentifier(crypto::DigestAlgorithm algorithm);

/// The scheme in which a session's key signs: by its natural digest or the one asked for.
/// algorithm.unsupported when they do not go together, algorithm.forbidden for SHA-1.
Result<crypto::SignatureScheme> signingScheme(const keys::KeySession& session,
                                              std::optional<crypto::DigestAlgorithm> digest);

/// Signs and gives the SignerInfo. The only place where a person's key meets a CMS.
Result<Bytes> makeSignerInfo(keys::KeySession& session, crypto::SignatureScheme scheme,
                             const Oid& contentType, const crypto::Digest& contentDigest, Time signingTime);

} // namespace tanba::sign
