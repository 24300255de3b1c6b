#include "core/keys/certificate_writer.h"

#include "core/base/der_writer.h"
#include "core/base/random.h"

namespace tanba::keys {

namespace {

constexpr std::size_t kSerialSize = 20;
constexpr std::uint64_t kVersion3 = 2;

crypto::SignatureScheme naturalScheme(const crypto::PrivateKey& key) {
    return {key.algorithm(), crypto::naturalDigest(key.algorithm())};
}

} // namespace

Result<Bytes> randomSerial() {
    TANBA_TRY(Bytes serial, randomBytes(kSerialSize));
    // Neither negative nor shorter than it looks.
    serial.front() = static_cast<std::uint8_t>((serial.front() & 0x3F) | 0x40);
    return serial;
}

Result<Bytes> signatureAlgorithmOf(const crypto::PrivateKey& key) {
    const crypto::SignatureRow* row = crypto::signatureRow(naturalScheme(key));
    if (row == nullptr)
        return fail(FailureCode::AlgorithmUnsupported,
                    std::string(crypto::keyAlgorithmName(key.algorithm())));
    const Bytes identifier = der::oid(Oid(row->oid));
    return row->nullParameters ? der::sequence({identifier, der::null()}) : der::sequence({identifier});
}

Result<Bytes> signNaturally(const crypto::PrivateKey& key, ByteView message) {
    TANBA_TRY(const crypto::Digest digest, crypto::digestOf(naturalScheme(key).digest, message));
    return key.signDigest(digest);
}

Result<Certificate> writeCertificate(const CertificateDraft& draft, const crypto::PublicKey& subjectKey,
                                     const crypto::PrivateKey& issuerKey) {
    TANBA_TRY(const Bytes serial, randomSerial());
    TANBA_TRY(const Bytes algorithm, signatureAlgorithmOf(issuerKey));
    const Bytes toBeSigned = der::sequence(
        {der::element(der::contextConstructed(0), der::integer(kVersion3)), der::integerFromBigEndian(serial),
         algorithm, draft.issuer, der::sequence({der::time(draft.notBefore), der::time(draft.notAfter)}),
         draft.subject, subjectKey.subjectPublicKeyInfo(),
         der::element(der::contextConstructed(3), der::sequenceOf(draft.extensions))});
    TANBA_TRY(const Bytes signature, signNaturally(issuerKey, toBeSigned));
    return Certificate::fromDer(der::sequence({toBeSigned, algorithm, der::bitString(signature)}));
}

} // namespace tanba::keys
