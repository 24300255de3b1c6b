#include "tests/unit/trust/trust_test_support.h"

#include "core/base/der_writer.h"

#include <cstdlib>
#include <iostream>

namespace tanba::test {

namespace {

template <typename T>
T must(Result<T> result) {
    if (!result.ok()) {
        std::cerr << "test set-up: " << codeText(result.failure().code) << " " << result.failure().detail
                  << std::endl;
        std::abort();
    }
    return std::move(result).value();
}

Bytes copyOf(ByteView bytes) {
    return Bytes(bytes.begin(), bytes.end());
}

} // namespace

trust::Authority rowOf(const keys::Certificate& certificate, trust::AuthorityRole role) {
    trust::Authority row;
    row.id = certificate.serialHex();
    row.role = role;
    row.subjectText = certificate.subject().display();
    row.subjectDer = copyOf(certificate.subject().der());
    row.publicKeyDer = copyOf(certificate.subjectPublicKeyInfo());
    row.subjectKeyId = copyOf(certificate.subjectKeyId());
    row.issuerText = certificate.issuer().display();
    row.issuerDer = copyOf(certificate.issuer().der());
    row.serial = copyOf(certificate.serial());
    row.authorityKeyId = copyOf(certificate.authorityKeyId());
    row.notBefore = certificate.notBefore();
    row.notAfter = certificate.notAfter();
    row.certificateSha256 = certificate.fingerprint();
    return row;
}

trust::TrustStore nationalStore(const keys::Certificate& root,
                                const std::vector<keys::Certificate>& intermediates) {
    trust::TrustStore store;
    store.national.push_back(rowOf(root, trust::AuthorityRole::Root));
    for (const keys::Certificate& certificate : intermediates)
        store.national.push_back(rowOf(certificate, trust::AuthorityRole::Intermediate));
    return store;
}

trust::TrustStore testStore(const keys::Certificate& root) {
    trust::TrustStore store;
    store.test.push_back(rowOf(root, trust::AuthorityRole::Root));
    return store;
}

trust::TrustStore yourStore(const std::vector<keys::Certificate>& anchors) {
    trust::TrustStore store;
    store.yours = anchors;
    return store;
}

trust::Crl listFrom(ByteView der) {
    MemoryInput input(der);
    return must(trust::Crl::read(input, WorkControl{}));
}

trust::Crl freshList(Authority& authority, const std::vector<RevokedSerial>& revoked) {
    return listFrom(authority.crl(revoked, at("2026-06-20T00:00:00Z"), at("2026-06-21T00:00:00Z")));
}

Bytes serialOf(const keys::Certificate& certificate) {
    return copyOf(certificate.serial());
}

std::string codesOf(const std::vector<sign::Reason>& reasons) {
    std::string codes;
    for (const sign::Reason& reason : reasons)
        codes += (codes.empty() ? "" : " ") + std::string(sign::reasonRow(reason.code).text);
    return codes;
}

std::string detailOf(const std::vector<sign::Reason>& reasons, sign::ReasonCode code) {
    for (const sign::Reason& reason : reasons)
        if (reason.code == code)
            return reason.detail;
    return "(absent)";
}

Bytes cmsBy(const Identity& identity, std::string_view content, Time signingTime) {
    MemoryInput input(viewOf(content));
    MemorySink out;
    sign::CmsOptions options;
    options.signingTime = signingTime;
    const auto session = sessionFor(identity);
    must(sign::signCms(*session, input, options, out, WorkControl{}));
    return out.content;
}

Identity issuedBy(const Identity& issuer) {
    const crypto::KeyAlgorithm kind = issuer.key->algorithm();
    const auto key = std::make_shared<crypto::PrivateKey>(
        must(crypto::PrivateKey::generate(kind, kind == crypto::KeyAlgorithm::Ec ? 256 : 0)));
    const crypto::SignatureRow* row = crypto::signatureRow({kind, crypto::naturalDigest(kind)});
    const Bytes algorithm = row->nullParameters ? der::sequence({der::oid(Oid(row->oid)), der::null()})
                                                : der::sequence({der::oid(Oid(row->oid))});
    const Bytes subject = der::sequence(
        {der::setOf({der::sequence({der::oid(Oid("2.5.4.3")), der::utf8String("ISSUED BY A PERSON")})})});
    const Bytes tbs = der::sequence(
        {der::element(der::contextConstructed(0), der::integer(2)), der::integer(7), algorithm,
         issuer.certificate.subject().der(),
         der::sequence({der::time(at("2026-01-01T00:00:00Z")), der::time(at("2027-01-01T00:00:00Z"))}),
         subject, key->publicKey().subjectPublicKeyInfo()});
    const Bytes certificate = der::sequence({tbs, algorithm, der::bitString(signMessage(*issuer.key, tbs))});
    return {must(keys::Certificate::fromDer(certificate)), key};
}

Bytes nullExtension(std::string_view type, bool critical) {
    const Bytes value = der::octetString(der::null());
    return critical ? der::sequence({der::oid(Oid(type)), der::boolean(true), value})
                    : der::sequence({der::oid(Oid(type)), value});
}

} // namespace tanba::test
