#pragma once

#include "core/base/bytes.h"
#include "core/base/oid.h"
#include "core/base/result.h"

#include <openssl/types.h>

namespace tanba::crypto {

struct EcCurve {
    int bits;
    const char* oid;
    /// OpenSSL's name.
    const char* name;
    int nid;

    std::size_t coordinateSize() const { return (static_cast<std::size_t>(bits) + 7) / 8; }
};

/// algorithm.unsupported for all but P-256, P-384 and P-521.
Result<const EcCurve*> curveByOid(const Oid& oid);
Result<const EcCurve*> curveByBits(int bits);
Result<const EcCurve*> curveOf(const EVP_PKEY* key);

/// The point, uncompressed, that belongs to a private scalar (big-endian); key.malformed when it is out of
/// range.
Result<Bytes> publicPoint(const EcCurve& curve, ByteView scalar);

} // namespace tanba::crypto
