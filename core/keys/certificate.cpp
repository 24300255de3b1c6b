#include "core/keys/certificate.h"

#include "core/base/encoding.h"
#include "core/crypto/digest.h"
#include "core/keys/certificate_parser.h"

#include <algorithm>

namespace tanba::keys {

namespace {

/// Room for the text around a PEM block, as `openssl x509 -text` writes it.
constexpr std::size_t kMaxEncodedCertificate = 4 * kMaxCertificateSize;

/// Parameters of a signature's AlgorithmIdentifier: absent or NULL for every scheme of the table.
bool parametersAreEmpty(ByteView algorithmIdentifier) {
    DerReader outer(algorithmIdentifier);
    auto reader = outer.enter(der::kSequence);
    if (!reader.ok() || !reader.value().oid().ok())
        return false;
    if (reader.value().atEnd())
        return true;
    const auto parameters = reader.value().expect(der::kNull);
    return parameters.ok() && parameters.value().content.empty() && reader.value().atEnd();
}

} // namespace

Certificate::Certificate(std::shared_ptr<const CertificateFields> fields) : fields_(std::move(fields)) {}

Result<Certificate> Certificate::fromDer(ByteView der) {
    auto fields = parseCertificate(der);
    if (!fields.ok())
        return fail(FailureCode::CertificateMalformed, {}, fields.failure().detail);
    return Certificate(std::move(fields).value());
}

Result<Certificate> Certificate::fromAnyEncoding(ByteView input) {
    if (input.empty())
        return fail(FailureCode::InputEmpty);
    if (input.size() > kMaxEncodedCertificate)
        return fail(FailureCode::CertificateMalformed, {}, "larger than any certificate");
    if (input.front() == der::kSequence)
        return fromDer(input);
    const std::string_view text = asText(input);
    if (text.find("-----BEGIN ") != std::string_view::npos) {
        const auto block = fromPem(text);
        if (!block.ok())
            return fail(FailureCode::CertificateMalformed, {}, block.failure().detail);
        if (block.value().label != "CERTIFICATE" && block.value().label != "X509 CERTIFICATE")
            return fail(FailureCode::CertificateMalformed, {}, "PEM block " + block.value().label);
        return fromDer(block.value().content);
    }
    const auto decoded = fromBase64(text, kMaxCertificateSize);
    if (!decoded.ok())
        return fail(FailureCode::CertificateMalformed, {}, "neither DER nor PEM nor base64");
    return fromDer(decoded.value());
}

ByteView Certificate::der() const {
    return fields_->der;
}
ByteView Certificate::toBeSigned() const {
    return fields_->toBeSigned;
}
const Name& Certificate::subject() const {
    return fields_->subject;
}
const Name& Certificate::issuer() const {
    return fields_->issuer;
}
ByteView Certificate::serial() const {
    return fields_->serial;
}
Time Certificate::notBefore() const {
    return fields_->notBefore;
}
Time Certificate::notAfter() const {
    return fields_->notAfter;
}
ByteView Certificate::subjectPublicKeyInfo() const {
    return fields_->subjectPublicKeyInfo;
}
ByteView Certificate::signatureAlgorithm() const {
    return fields_->signatureAlgorithm;
}
const Oid& Certificate::signatureAlgorithmOid() const {
    return fields_->signatureAlgorithmOid;
}
ByteView Certificate::signatureValue() const {
    return fields_->signatureValue;
}
const std::vector<Extension>& Certificate::extensions() const {
    return fields_->extensions;
}
bool Certificate::hasKeyUsage() const {
    return fields_->keyUsage.has_value();
}
const std::vector<Oid>& Certificate::extendedKeyUsage() const {
    return fields_->extendedKeyUsage;
}
bool Certificate::extendedKeyUsageCritical() const {
    return fields_->extendedKeyUsageCritical;
}
ByteView Certificate::subjectKeyId() const {
    return fields_->subjectKeyId;
}
ByteView Certificate::authorityKeyId() const {
    return fields_->authorityKeyId;
}
const std::vector<Oid>& Certificate::policies() const {
    return fields_->policies;
}
const Oid& Certificate::keyStorage() const {
    return fields_->keyStorage;
}

const std::optional<BasicConstraints>& Certificate::basicConstraints() const {
    return fields_->basicConstraints;
}

std::string Certificate::serialHex() const {
    const ByteView octets = serial();
    const bool padded = octets.size() > 1 && octets.front() == 0;
    return toHex(padded ? octets.subspan(1) : octets);
}

const Result<crypto::PublicKey>& Certificate::publicKey() const {
    std::call_once(fields_->publicKeyOnce, [this] {
        fields_->publicKey.emplace(crypto::PublicKey::fromSubjectPublicKeyInfo(subjectPublicKeyInfo()));
    });
    return *fields_->publicKey;
}

Outcome Certificate::verifySignedBy(const crypto::PublicKey& issuerKey) const {
    // RFC 5280 4.1.1.2. The outer one is not signed: a difference means that somebody changed it.
    if (!sameBytes(fields_->innerSignatureAlgorithm, signatureAlgorithm()))
        return fail(FailureCode::SignatureWrong, {}, "the two signature algorithms differ");
    const auto scheme = crypto::schemeByOid(signatureAlgorithmOid());
    if (!scheme || !parametersAreEmpty(signatureAlgorithm()))
        return fail(FailureCode::AlgorithmUnsupported, signatureAlgorithmOid().dotted());
    return issuerKey.verify(*scheme, toBeSigned(), signatureValue());
}

const Extension* Certificate::extension(const Oid& type) const {
    const auto found = std::ranges::find(extensions(), type, &Extension::type);
    return found == extensions().end() ? nullptr : &*found;
}

std::optional<bool> Certificate::keyUsage(KeyUsageBit bit) const {
    if (!fields_->keyUsage)
        return std::nullopt;
    return (*fields_->keyUsage & (1U << static_cast<unsigned>(bit))) != 0;
}

Bytes Certificate::fingerprint() const {
    // The program's own context always has SHA-256; without it nothing in this program works.
    return crypto::digestOf(crypto::DigestAlgorithm::Sha256, der()).value().bytes;
}

} // namespace tanba::keys
