#pragma once

#include "core/base/result.h"
#include "core/sign/cms_reader.h"

namespace tanba::sign {

/// A failure of the strict inside of a CMS is a fault of the CMS; the place in it stays as detail.
Failure asCmsFailure(Failure failure);
template <typename T>
Result<T> asCmsResult(Result<T> result) {
    return result.ok() ? std::move(result) : Result<T>(asCmsFailure(result.failure()));
}

/// SignerInfo (RFC 5652 5.3) from its DER; cms.malformed, cms.too_large beyond kMaxCmsAttributes unsigned
/// ones.
Result<SignerInfo> parseSignerInfo(Bytes encoded);

} // namespace tanba::sign
