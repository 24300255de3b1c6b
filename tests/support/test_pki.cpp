#include "tests/support/test_pki.h"

#include "core/base/der_writer.h"
#include "core/crypto/digest.h"
#include "core/keys/certificate_writer.h"
#include "core/keys/certificate_writer_fields.h"
#include "tests/support/kept_rsa_key.h"

#include <cstdlib>
#include <iostream>
#include <utility>

namespace tanba::test {

using crypto::DigestAlgorithm;
using crypto::KeyAlgorithm;
using keys::KeyUsageBit;

namespace {

/// Test set-up that fails has nothing to go on with.
template <typename T>
T must(Result<T> result) {
    if (!result.ok()) {
        std::cerr << "test PKI: " << codeText(result.failure().code) << " " << result.failure().subject << " "
                  << result.failure().detail << std::endl;
        std::abort();
    }
    return std::move(result).value();
}

Bytes oidElement(std::string_view dotted) {
    return der::oid(Oid(dotted));
}

keys::Owner ownerOf(const CertificateProfile& profile) {
    keys::Owner owner;
    owner.commonName = profile.commonName;
    owner.surname = profile.surname;
    owner.patronymic = profile.patronymic;
    owner.iin = profile.iin;
    owner.bin = profile.bin;
    owner.organisation = profile.organisation;
    return owner;
}

crypto::SignatureScheme schemeOf(const crypto::PrivateKey& key) {
    return {key.algorithm(), crypto::naturalDigest(key.algorithm())};
}

Bytes signatureAlgorithm(const crypto::PrivateKey& key) {
    return must(keys::signatureAlgorithmOf(key));
}

Bytes digestAlgorithmElement(DigestAlgorithm algorithm) {
    return der::sequence({oidElement(crypto::digestRow(algorithm).oid), der::null()});
}

Bytes digestBytes(DigestAlgorithm algorithm, ByteView content) {
    return must(crypto::digestOf(algorithm, content)).bytes;
}

Bytes extension(std::string_view type, bool critical, const Bytes& value) {
    return keys::extensionElement(Oid(type), critical, value);
}

Bytes keyIdOf(const crypto::PublicKey& key) {
    return must(keys::keyIdOf(key));
}

std::shared_ptr<crypto::PrivateKey> newKey(KeyAlgorithm algorithm) {
    if (algorithm == KeyAlgorithm::Rsa)
        return std::make_shared<crypto::PrivateKey>(nextKeptRsaKey());
    const int bits = algorithm == KeyAlgorithm::Ec ? 256 : 0;
    return std::make_shared<crypto::PrivateKey>(must(crypto::PrivateKey::generate(algorithm, bits)));
}

Bytes copyOf(ByteView bytes) {
    return Bytes(bytes.begin(), bytes.end());
}

Identity makeAuthority(KeyAlgorithm algorithm, const std::string& commonName, const Identity* parent) {
    const auto key = newKey(algorithm);
    const Bytes ownKeyId = keyIdOf(key->publicKey());
    const ByteView issuerKeyId = parent != nullptr ? parent->certificate.subjectKeyId() : ByteView(ownKeyId);
    keys::CertificateDraft draft;
    draft.subject = keys::authorityName(commonName);
    draft.issuer = parent != nullptr ? copyOf(parent->certificate.subject().der()) : draft.subject;
    draft.notBefore = at("2022-01-01T00:00:00Z");
    draft.notAfter = at("2040-01-01T00:00:00Z");
    draft.extensions = {keys::authorityConstraints(),
                        keys::keyUsageElement({KeyUsageBit::KeyCertSign, KeyUsageBit::CrlSign}),
                        keys::subjectKeyIdElement(ownKeyId), keys::authorityKeyIdElement(issuerKeyId)};
    return {must(keys::writeCertificate(draft, key->publicKey(), parent != nullptr ? *parent->key : *key)),
            key};
}

class MemorySession : public keys::KeySession {
  public:
    explicit MemorySession(Identity identity) : identity_(std::move(identity)) {}
    const keys::Certificate& certificate() const override { return identity_.certificate; }
    Result<Bytes> sign(const crypto::Digest& digest) override { return identity_.key->signDigest(digest); }

  private:
    Identity identity_;
};

CertificateProfile organisationRole(std::string_view role) {
    CertificateProfile profile;
    profile.bin = "601240000014";
    profile.organisation = "ЖШС \"СЫНАҚ\"";
    profile.extendedKeyUsage = {"1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.2", std::string(role)};
    return profile;
}

CertificateProfile service(std::string commonName, std::string usage, bool critical) {
    CertificateProfile profile;
    profile.commonName = std::move(commonName);
    profile.surname.clear();
    profile.patronymic.clear();
    profile.iin.clear();
    profile.extendedKeyUsage = {std::move(usage)};
    profile.extendedKeyUsageCritical = critical;
    profile.keyUsage = {KeyUsageBit::DigitalSignature};
    return profile;
}

} // namespace

Time at(std::string_view text) {
    return must(parseRfc3339(text));
}
Time goodTime() {
    return at("2026-06-20T12:00:00Z");
}

std::unique_ptr<keys::KeySession> sessionFor(const Identity& identity) {
    return std::make_unique<MemorySession>(identity);
}

Bytes signMessage(const crypto::PrivateKey& key, ByteView message) {
    return must(keys::signNaturally(key, message));
}

CertificateProfile CertificateProfile::person() {
    return {};
}
CertificateProfile CertificateProfile::head() {
    return organisationRole("1.2.398.3.3.4.1.2.1");
}
CertificateProfile CertificateProfile::employee() {
    return organisationRole("1.2.398.3.3.4.1.2.5");
}

CertificateProfile CertificateProfile::rsaLogin() {
    CertificateProfile profile;
    profile.extendedKeyUsage = {"1.3.6.1.5.5.7.3.2", "1.2.398.3.3.4.1.1"};
    profile.keyUsage = {KeyUsageBit::DigitalSignature, KeyUsageBit::KeyEncipherment};
    return profile;
}

CertificateProfile CertificateProfile::rsaSigning() {
    CertificateProfile profile;
    profile.keyUsage = {KeyUsageBit::DigitalSignature, KeyUsageBit::NonRepudiation};
    return profile;
}

CertificateProfile CertificateProfile::timestamping() {
    return service("СЫНАҚ TSA", "1.3.6.1.5.5.7.3.8", true);
}

CertificateProfile CertificateProfile::ocspResponder() {
    CertificateProfile profile = service("СЫНАҚ OCSP", "1.3.6.1.5.5.7.3.9", false);
    profile.moreExtensions = {extension("1.3.6.1.5.5.7.48.1.5", false, der::null())};
    return profile;
}

Authority Authority::makeRoot(KeyAlgorithm algorithm, const std::string& commonName) {
    return Authority(makeAuthority(algorithm, commonName, nullptr));
}

Authority Authority::makeIntermediate(KeyAlgorithm algorithm, const std::string& commonName) {
    return Authority(makeAuthority(algorithm, commonName, &identity_));
}

Identity Authority::issue(KeyAlgorithm algorithm, const CertificateProfile& profile) {
    const auto key = newKey(algorithm);
    keys::CertificateDraft draft;
    draft.issuer = copyOf(certificate().subject().der());
    draft.subject = keys::holderName(ownerOf(profile));
    draft.notBefore = profile.notBefore;
    draft.notAfter = profile.notAfter;
    const std::vector<Oid> usages(profile.extendedKeyUsage.begin(), profile.extendedKeyUsage.end());
    if (!profile.keyUsage.empty())
        draft.extensions.push_back(keys::keyUsageElement(profile.keyUsage));
    if (!usages.empty())
        draft.extensions.push_back(keys::extendedKeyUsageElement(usages, profile.extendedKeyUsageCritical));
    draft.extensions.push_back(keys::subjectKeyIdElement(keyIdOf(key->publicKey())));
    draft.extensions.push_back(keys::authorityKeyIdElement(certificate().subjectKeyId()));
    draft.extensions.push_back(keys::keyStorageElement(Oid("1.2.398.3.3.5.1.1")));
    draft.extensions.insert(draft.extensions.end(), profile.moreExtensions.begin(),
                            profile.moreExtensions.end());
    return {must(keys::writeCertificate(draft, key->publicKey(), *identity_.key)), key};
}

Bytes Authority::crl(const std::vector<RevokedSerial>& revoked, Time thisUpdate, Time nextUpdate,
                     bool innerNull) {
    return signedList(revoked, thisUpdate, nextUpdate, innerNull, {});
}

Bytes Authority::deltaCrl(const std::vector<RevokedSerial>& revoked, Time thisUpdate, Time nextUpdate) {
    return signedList(revoked, thisUpdate, nextUpdate, true, extension("2.5.29.27", true, der::integer(1)));
}

Bytes Authority::signedList(const std::vector<RevokedSerial>& revoked, Time thisUpdate, Time nextUpdate,
                            bool innerNull, const Bytes& moreExtensions) {
    std::vector<Bytes> entries;
    for (const RevokedSerial& entry : revoked) {
        const Bytes serial = der::element(der::kInteger, entry.serial);
        const std::uint8_t reason = static_cast<std::uint8_t>(entry.reason);
        entries.push_back(
            entry.reason < 0
                ? der::sequence({serial, der::time(entry.at)})
                : der::sequence({serial, der::time(entry.at),
                                 der::sequence({extension("2.5.29.21", false,
                                                          der::element(der::kEnumerated, {&reason, 1}))})}));
    }
    const crypto::PrivateKey& key = *identity_.key;
    const Bytes outer = signatureAlgorithm(key);
    const Bytes inner =
        innerNull ? outer : der::sequence({oidElement(crypto::signatureRow(schemeOf(key))->oid)});
    const Bytes list = entries.empty() ? Bytes{} : der::sequenceOf(entries);
    const Bytes extensions = der::element(
        der::contextConstructed(0),
        der::sequence(
            {extension("2.5.29.35", false,
                       der::sequence({der::element(der::context(0), certificate().subjectKeyId())})),
             extension("2.5.29.20", false, der::integer(1)), moreExtensions}));
    const Bytes tbs = der::sequence({der::integer(1), inner, certificate().subject().der(),
                                     der::time(thisUpdate), der::time(nextUpdate), list, extensions});
    return der::sequence({tbs, outer, der::bitString(signMessage(key, tbs))});
}

Bytes Authority::ocspResponse(const keys::Certificate& subject, OcspStatus status, Time producedAt,
                              const Identity* responder, std::optional<Time> revokedAt, const Bytes& nonce) {
    const Identity& signer = responder != nullptr ? *responder : identity_;
    const ByteView issuerInfo = certificate().subjectPublicKeyInfo();
    DerReader info(issuerInfo);
    DerReader inside = must(info.enter(der::kSequence));
    must(inside.expect(der::kSequence));
    const ByteView keyBits = must(inside.bitStringOctets());
    const Bytes certId =
        der::sequence({digestAlgorithmElement(DigestAlgorithm::Sha256),
                       der::octetString(digestBytes(DigestAlgorithm::Sha256, certificate().subject().der())),
                       der::octetString(digestBytes(DigestAlgorithm::Sha256, keyBits)),
                       der::element(der::kInteger, subject.serial())});
    const Time revokedTime = status == OcspStatus::NotKnown ? Time{} : revokedAt.value_or(producedAt);
    const std::uint8_t hold = 6;
    const Bytes certStatus =
        status == OcspStatus::Good
            ? der::element(der::context(0), {})
            : der::constructed(
                  der::contextConstructed(1),
                  {der::generalizedTime(revokedTime),
                   status == OcspStatus::NotKnown
                       ? der::element(der::contextConstructed(0), der::element(der::kEnumerated, {&hold, 1}))
                       : Bytes{}});
    const Bytes single = der::sequence({certId, certStatus, der::generalizedTime(producedAt)});
    std::vector<Bytes> extensionElements;
    if (status == OcspStatus::NotKnown)
        extensionElements.push_back(extension("1.3.6.1.5.5.7.48.1.9", false, der::null()));
    if (!nonce.empty())
        extensionElements.push_back(extension("1.3.6.1.5.5.7.48.1.2", false, nonce));
    const Bytes extensions = extensionElements.empty() ? Bytes{}
                                                       : der::element(der::contextConstructed(1),
                                                                      der::sequenceOf(extensionElements));
    const Bytes responderId = der::element(der::contextConstructed(1), signer.certificate.subject().der());
    const Bytes data =
        der::sequence({responderId, der::generalizedTime(producedAt), der::sequenceOf({single}), extensions});
    const Bytes certificates =
        der::element(der::contextConstructed(0), der::sequence({signer.certificate.der()}));
    const Bytes basic = der::sequence({data, signatureAlgorithm(*signer.key),
                                       der::bitString(signMessage(*signer.key, data)), certificates});
    const std::uint8_t successful = 0;
    return der::sequence(
        {der::element(der::kEnumerated, {&successful, 1}),
         der::element(der::contextConstructed(0),
                      der::sequence({oidElement("1.3.6.1.5.5.7.48.1.1"), der::octetString(basic)}))});
}

Bytes timestampToken(const Identity& stampAuthority, ByteView signatureValue, Time genTime,
                     DigestAlgorithm imprint) {
    const Bytes messageImprint = der::sequence(
        {digestAlgorithmElement(imprint), der::octetString(digestBytes(imprint, signatureValue))});
    const Bytes info =
        der::sequence({der::integer(1), oidElement("1.2.398.3.3.2.6.4"), messageImprint,
                       der::integerFromBigEndian(must(keys::randomSerial())), der::generalizedTime(genTime)});
    const DigestAlgorithm digest = crypto::naturalDigest(stampAuthority.key->algorithm());
    const Bytes certificateHash = digestBytes(DigestAlgorithm::Sha256, stampAuthority.certificate.der());
    const Bytes attributes = der::setOf(
        {der::sequence(
             {oidElement("1.2.840.113549.1.9.3"), der::setOf({oidElement("1.2.840.113549.1.9.16.1.4")})}),
         der::sequence({oidElement("1.2.840.113549.1.9.5"), der::setOf({der::time(genTime)})}),
         der::sequence({oidElement("1.2.840.113549.1.9.16.2.47"),
                        der::setOf({der::sequence(
                            {der::sequence({der::sequence({der::octetString(certificateHash)})})})})}),
         der::sequence({oidElement("1.2.840.113549.1.9.4"),
                        der::setOf({der::octetString(digestBytes(digest, info))})})});
    DerReader attributesReader(attributes);
    const ByteView attributesContent = must(attributesReader.any()).content;
    const keys::Certificate& certificate = stampAuthority.certificate;
    const Bytes signer = der::sequence(
        {der::integer(1),
         der::sequence({certificate.issuer().der(), der::element(der::kInteger, certificate.serial())}),
         digestAlgorithmElement(digest), der::element(der::contextConstructed(0), attributesContent),
         signatureAlgorithm(*stampAuthority.key),
         der::octetString(signMessage(*stampAuthority.key, attributes))});
    const Bytes signedData =
        der::sequence({der::integer(3), der::setOf({digestAlgorithmElement(digest)}),
                       der::sequence({oidElement("1.2.840.113549.1.9.16.1.4"),
                                      der::element(der::contextConstructed(0), der::octetString(info))}),
                       der::element(der::contextConstructed(0), certificate.der()), der::setOf({signer})});
    return der::sequence(
        {oidElement("1.2.840.113549.1.7.2"), der::element(der::contextConstructed(0), signedData)});
}

} // namespace tanba::test
