#pragma once

#include "core/base/bytes.h"
#include "core/base/oid.h"
#include "core/base/result.h"

namespace tanba::crypto {

/// A SubjectPublicKeyInfo (RFC 5280 4.1.2.7) or PrivateKeyInfo (RFC 5208 5) taken apart; views into the
/// input.
struct KeyStructure {
    Oid algorithm;
    /// What follows the OID in the AlgorithmIdentifier: one element or nothing.
    ByteView parameters;
    /// Content of the BIT STRING or OCTET STRING.
    ByteView key;
};

/// key.malformed when it is not one.
Result<KeyStructure> readSubjectPublicKeyInfo(ByteView der);
/// Version 0, or 1 as RFC 5958 has it; attributes and an added public key are passed over.
Result<KeyStructure> readPrivateKeyInfo(ByteView der);

/// A failure of DerReader as key.malformed; others unchanged.
Failure asKeyFailure(const Failure& failure);

} // namespace tanba::crypto
