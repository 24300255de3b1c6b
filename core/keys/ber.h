#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"

namespace tanba::keys {

enum class BytesBehind {
    Refuse, ///< der.malformed when anything follows the element
    Ignore, ///< only the first element of the input counts
};

/// The same value in DER lengths: definite and minimal, with octet strings in one piece
/// (X.690 8.1.3.6, 8.7.3). Key files are written in BER with indefinite lengths. In SecretBytes, because
/// decrypted parts pass through here. At most 32 levels and 65,536 elements. What lies inside a primitive
/// octet string stays as it is.
/// @returns der.malformed, der.too_deep.
Result<SecretBytes> derFromBer(ByteView ber, BytesBehind behind);

} // namespace tanba::keys
