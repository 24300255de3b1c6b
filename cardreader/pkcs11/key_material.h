#pragma once

#include "core/base/bytes.h"
#include "core/keys/certificate.h"

namespace tanba::pkcs11 {

/// What is compared to find out whether a certificate and a key object belong together: the modulus of an RSA
/// key without leading zeros, the point of an EC or GOST key. Empty: unknown.
Bytes materialOf(const keys::Certificate& certificate);
/// From CKA_MODULUS: big-endian, modules differ in leading zeros.
Bytes materialFromModulus(ByteView modulus);
/// From CKA_EC_POINT: the point in an OCTET STRING (PKCS#11 2.40 2.3.3), or bare as some modules have it.
Bytes materialFromPoint(ByteView point);

/// GOST points come in either byte order; for the others the reverse never fits. Two unknown ones differ.
bool sameMaterial(ByteView left, ByteView right);

} // namespace tanba::pkcs11
