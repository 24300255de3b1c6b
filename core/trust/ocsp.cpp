#include "core/trust/ocsp.h"

#include "core/base/der_reader.h"
#include "core/trust/ocsp_parser.h"

namespace tanba::trust {

namespace {

bool hashesTo(crypto::DigestAlgorithm algorithm, ByteView bytes, ByteView expected) {
    const auto digest = crypto::digestOf(algorithm, bytes);
    return digest.ok() && sameBytes(digest.value().bytes, expected);
}

} // namespace

Result<Bytes> publicKeyOctets(ByteView publicKeyInfo) {
    DerReader outer(publicKeyInfo);
    TANBA_TRY(DerReader sequence, outer.enter(der::kSequence));
    TANBA_CHECK(sequence.expect(der::kSequence));
    TANBA_TRY(const ByteView octets, sequence.bitStringOctets());
    return Bytes(octets.begin(), octets.end());
}

bool OcspAnswer::isAbout(ByteView wantedSerial, ByteView issuerNameDer, ByteView issuerPublicKeyInfo) const {
    if (!sameBytes(serial, wantedSerial))
        return false;
    const auto algorithm = crypto::digestByOid(hashAlgorithm);
    const auto key = publicKeyOctets(issuerPublicKeyInfo);
    return algorithm && key.ok() && hashesTo(*algorithm, issuerNameDer, issuerNameHash) &&
           hashesTo(*algorithm, key.value(), issuerKeyHash);
}

Result<OcspResponse> OcspResponse::read(ByteView der) {
    if (der.size() > kMaxOcspSize)
        return fail(FailureCode::OcspMalformed, {}, "too large");
    auto response = parseOcsp(der);
    if (!response.ok())
        return fail(FailureCode::OcspMalformed, {}, response.failure().detail);
    return response;
}

Outcome OcspResponse::verifySignedBy(const crypto::PublicKey& key) const {
    if (!scheme)
        return fail(FailureCode::AlgorithmUnsupported, "ocsp");
    if (scheme->key != key.algorithm())
        return fail(FailureCode::SignatureWrong, "ocsp", "algorithm of another kind of key");
    return key.verify(*scheme, toBeSigned, signature);
}

} // namespace tanba::trust
