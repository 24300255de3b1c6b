#include "core/trust/timestamp_request.h"

#include "core/base/der_writer.h"
#include "core/base/random.h"

namespace tanba::trust {

Result<TimestampRequest> TimestampRequest::over(ByteView stamped, crypto::DigestAlgorithm imprint,
                                                std::optional<Oid> policy) {
    TimestampRequest request;
    TANBA_TRY(request.imprint, crypto::digestOf(imprint, stamped));
    request.policy = std::move(policy);
    TANBA_TRY(const Bytes random, randomBytes(kTimestampNonceSize));
    const Bytes nonce = der::integerFromBigEndian(random);
    DerReader reader{ByteView(nonce)};
    TANBA_TRY(const ByteView content, reader.integer());
    request.nonce.assign(content.begin(), content.end());
    return request;
}

Bytes TimestampRequest::write() const {
    const Bytes algorithm =
        der::sequence({der::oid(Oid(crypto::digestRow(imprint.algorithm).oid)), der::null()});
    return der::sequence({der::integer(1), der::sequence({algorithm, der::octetString(imprint.bytes)}),
                          policy ? der::oid(*policy) : Bytes(), der::element(der::kInteger, nonce),
                          der::boolean(true)});
}

} // namespace tanba::trust
