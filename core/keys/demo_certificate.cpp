#include "core/keys/demo_certificate.h"

#include "core/base/der_writer.h"
#include "core/keys/certificate_writer.h"
#include "core/keys/certificate_writer_fields.h"

namespace tanba::keys {

namespace {

constexpr std::string_view kAuthorityName = "TANBA DEMO CA";
constexpr std::chrono::hours kClockTolerance{24};
constexpr std::chrono::hours kLife{24 * 365};
/// For elliptic keys; the other kinds have one size here.
constexpr int kCurveBits = 256;
constexpr int kRsaBits = 2048;

int bitsOf(crypto::KeyAlgorithm algorithm) {
    switch (algorithm) {
    case crypto::KeyAlgorithm::Rsa:
        return kRsaBits;
    case crypto::KeyAlgorithm::Ec:
        return kCurveBits;
    default:
        return 0;
    }
}

Bytes demonstrationElement() {
    return extensionElement(demonstrationOid(), true, der::null());
}

Bytes copyOf(ByteView bytes) {
    return Bytes(bytes.begin(), bytes.end());
}

} // namespace

const Oid& demonstrationOid() {
    static const Oid oid("2.25.173312367608430778787081258835118678265");
    return oid;
}

bool isDemonstration(const Certificate& certificate) {
    return certificate.extension(demonstrationOid()) != nullptr;
}

Result<crypto::PrivateKey> makeDemoKey(crypto::KeyAlgorithm algorithm) {
    return crypto::PrivateKey::generate(algorithm, bitsOf(algorithm));
}

Result<DemoAuthority> DemoAuthority::make(crypto::KeyAlgorithm algorithm, Time now) {
    TANBA_TRY(crypto::PrivateKey key, makeDemoKey(algorithm));
    TANBA_TRY(const Bytes keyId, keyIdOf(key.publicKey()));
    CertificateDraft draft;
    draft.subject = authorityName(kAuthorityName);
    draft.issuer = draft.subject;
    draft.notBefore = std::chrono::floor<std::chrono::seconds>(now) - kClockTolerance;
    draft.notAfter = draft.notBefore + kLife;
    draft.extensions = {authorityConstraints(0), keyUsageElement({KeyUsageBit::KeyCertSign}),
                        subjectKeyIdElement(keyId), authorityKeyIdElement(keyId), demonstrationElement()};
    TANBA_TRY(Certificate certificate, writeCertificate(draft, key.publicKey(), key));
    return DemoAuthority(std::move(key), std::move(certificate));
}

Result<Certificate> DemoAuthority::issue(const crypto::PublicKey& key, const DemoHolder& holder) const {
    TANBA_TRY(const Bytes keyId, keyIdOf(key));
    CertificateDraft draft;
    draft.subject = holderName(holder.owner);
    draft.issuer = copyOf(certificate_.subject().der());
    draft.notBefore = certificate_.notBefore();
    draft.notAfter = holder.until.value_or(certificate_.notAfter());
    draft.extensions = {keyUsageElement(holder.usage), extendedKeyUsageElement(holder.purposes, false),
                        subjectKeyIdElement(keyId), authorityKeyIdElement(certificate_.subjectKeyId()),
                        demonstrationElement()};
    return writeCertificate(draft, key, key_);
}

} // namespace tanba::keys
