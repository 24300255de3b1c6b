#include "core/trust/synthetic_certificate.h"

#include "core/base/der_writer.h"

namespace tanba::trust {

namespace {

const Oid kSha256WithRsa("1.2.840.113549.1.1.11");
const Oid kBasicConstraints("2.5.29.19");
const Oid kSubjectKeyId("2.5.29.14");
constexpr std::uint64_t kVersion3 = 2;

Bytes basicConstraints() {
    return der::sequence({der::oid(kBasicConstraints), der::boolean(true),
                          der::octetString(der::sequence({der::boolean(true)}))});
}

Bytes subjectKeyId(ByteView identifier) {
    return der::sequence({der::oid(kSubjectKeyId), der::octetString(der::octetString(identifier))});
}

} // namespace

Bytes syntheticCertificate(const Authority& authority) {
    const Bytes algorithm = der::sequence({der::oid(kSha256WithRsa), der::null()});
    const Bytes validity = der::sequence({der::time(authority.notBefore), der::time(authority.notAfter)});
    std::vector<Bytes> extensions{basicConstraints()};
    if (!authority.subjectKeyId.empty())
        extensions.push_back(subjectKeyId(authority.subjectKeyId));
    const Bytes toBeSigned = der::sequence({
        der::element(der::contextConstructed(0), der::integer(kVersion3)),
        // The real serial and issuer: certificates below may name them in their authorityKeyIdentifier.
        der::element(der::kInteger, authority.serial),
        algorithm,
        authority.issuerDer.empty() ? authority.subjectDer : authority.issuerDer,
        validity,
        authority.subjectDer,
        authority.publicKeyDer,
        der::element(der::contextConstructed(3), der::sequenceOf(extensions)),
    });
    static constexpr std::uint8_t kNoSignature = 0;
    return der::sequence({toBeSigned, algorithm, der::bitString(ByteView(&kNoSignature, 1))});
}

} // namespace tanba::trust
