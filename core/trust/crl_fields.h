#pragma once

#include "core/crypto/digest.h"
#include "core/trust/crl.h"
#include "core/trust/serial_index.h"

namespace tanba::trust {

struct Crl::Fields {
    keys::Name issuer;
    Time thisUpdate{};
    std::optional<Time> nextUpdate;
    Bytes authorityKeyId;
    Bytes number;
    bool delta = false;
    bool partial = false;
    /// DER GeneralName elements of issuingDistributionPoint.distributionPoint.fullName.
    std::vector<Bytes> distributionPoints;
    SerialIndex revoked;

    /// AlgorithmIdentifier elements inside and outside of what is signed.
    Bytes innerAlgorithm;
    Bytes outerAlgorithm;
    std::optional<crypto::SignatureScheme> scheme;
    /// Over tbsCertList; empty bytes when the algorithm is unknown.
    crypto::Digest digest;
    Bytes signature;
};

} // namespace tanba::trust
