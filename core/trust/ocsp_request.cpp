#include "core/trust/ocsp_request.h"

#include "core/base/der_writer.h"
#include "core/crypto/digest.h"
#include "core/trust/ocsp_parser.h"

namespace tanba::trust {

Result<Bytes> writeOcspRequest(ByteView issuerNameDer, ByteView issuerPublicKeyInfo, ByteView serial,
                               ByteView nonce) {
    constexpr crypto::DigestAlgorithm kCertIdDigest = crypto::DigestAlgorithm::Sha256;
    TANBA_TRY(const Bytes keyOctets, publicKeyOctets(issuerPublicKeyInfo));
    TANBA_TRY(const crypto::Digest nameHash, crypto::digestOf(kCertIdDigest, issuerNameDer));
    TANBA_TRY(const crypto::Digest keyHash, crypto::digestOf(kCertIdDigest, keyOctets));
    const Bytes certId =
        der::sequence({der::sequence({der::oid(Oid(crypto::digestRow(kCertIdDigest).oid)), der::null()}),
                       der::octetString(nameHash.bytes), der::octetString(keyHash.bytes),
                       der::element(der::kInteger, serial)});
    const Bytes request = der::sequence({certId});
    const Bytes nonceExtension =
        der::sequence({der::oid(kOcspNonce), der::octetString(der::octetString(nonce))});
    const Bytes extensions = der::element(der::contextConstructed(2), der::sequenceOf({nonceExtension}));
    return der::sequence({der::sequence({der::sequenceOf({request}), extensions})});
}

} // namespace tanba::trust
