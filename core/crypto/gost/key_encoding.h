#pragma once

#include "core/base/secret_bytes.h"
#include "core/crypto/gost/kinds.h"
#include "core/crypto/key_structure.h"

/// The Kazakh encodings of GOST keys; README.md shows them byte by byte.
namespace tanba::crypto::gost {

/// algorithm.unsupported for other algorithms and for parameter sets other than A.
Result<const KeyKind*> kindOf(const KeyStructure& structure);

/// x and y, little-endian, out of the BIT STRING of a SubjectPublicKeyInfo.
Result<ByteView> readPoint(const KeyKind& kind, ByteView key);
/// The scalar, little-endian and of full length, out of the OCTET STRING of a PrivateKeyInfo.
Result<SecretBytes> readScalar(const KeyKind& kind, ByteView key);

Bytes writeSubjectPublicKeyInfo(const KeyKind& kind, ByteView point);
SecretBytes writePrivateKeyInfo(const KeyKind& kind, const SecretBytes& scalar);

} // namespace tanba::crypto::gost
