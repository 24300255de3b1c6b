#include "core/keys/pkcs12_writer.h"

#include "core/base/der_reader.h"
#include "core/base/der_writer.h"
#include "core/base/encoding.h"
#include "core/base/random.h"
#include "core/crypto/secret_der.h"
#include "core/keys/pkcs12_cipher.h"
#include "core/keys/pkcs12_structure.h"

namespace tanba::keys {

namespace {

constexpr std::string_view kTripleDes = "1.2.840.113549.1.12.1.3"; ///< pbeWithSHAAnd3-KeyTripleDES-CBC
constexpr std::string_view kRc2 = "1.2.840.113549.1.12.1.6";       ///< pbewithSHAAnd40BitRC2-CBC
constexpr std::string_view kCertificateBag = "1.2.840.113549.1.12.10.1.3";
constexpr std::string_view kX509 = "1.2.840.113549.1.9.22.1";
constexpr std::string_view kFriendly = "1.2.840.113549.1.9.20";
constexpr std::string_view kLocalId = "1.2.840.113549.1.9.21";
constexpr std::uint64_t kIterations = 1024;
constexpr std::size_t kSaltSize = 20;

Bytes dataContent(ByteView content) {
    return der::sequence({der::oid(Oid(pkcs12oid::kData)),
                          der::element(der::contextConstructed(0), der::octetString(content))});
}

/// A scheme with a fresh salt.
Result<EncryptionScheme> freshScheme(std::string_view oid) {
    TANBA_TRY(const Bytes salt, randomBytes(kSaltSize));
    const Bytes parameters = der::sequence({der::octetString(salt), der::integer(kIterations)});
    return readEncryptionScheme(der::sequence({der::oid(Oid(oid)), parameters}));
}

/// The attributes that join key and certificate (RFC 7292 4.2): localKeyID, and its hex as friendlyName.
Bytes joiningAttributes(ByteView keyId) {
    Bytes name;
    for (const char digit : toHex(keyId)) {
        name.push_back(0);
        name.push_back(static_cast<std::uint8_t>(digit));
    }
    const Bytes friendly =
        der::sequence({der::oid(Oid(kFriendly)), der::setOf({der::element(der::kBmpString, name)})});
    const Bytes local = der::sequence({der::oid(Oid(kLocalId)), der::setOf({der::octetString(keyId)})});
    return der::setOf({friendly, local});
}

Bytes bag(std::string_view type, ByteView value, ByteView attributes) {
    return der::sequence({der::oid(Oid(type)), der::element(der::contextConstructed(0), value), attributes});
}

Result<Bytes> keySafe(const crypto::PrivateKey& key, ByteView attributes, const Pkcs12Password& password) {
    TANBA_TRY(const SecretBytes info, key.toPkcs8());
    TANBA_TRY(const EncryptionScheme scheme, freshScheme(kTripleDes));
    TANBA_TRY(const Bytes ciphertext, encrypt(scheme, password, info.view()));
    const Bytes shrouded = der::sequence({writeEncryptionScheme(scheme), der::octetString(ciphertext)});
    return dataContent(der::sequence({bag(pkcs12oid::kShroudedKeyBag, shrouded, attributes)}));
}

Result<Bytes> certificateSafe(const Certificate& certificate, ByteView attributes,
                              const Pkcs12Password& password) {
    const Bytes value =
        der::sequence({der::oid(Oid(kX509)),
                       der::element(der::contextConstructed(0), der::octetString(certificate.der()))});
    const Bytes bags = der::sequence({bag(kCertificateBag, value, attributes)});
    TANBA_TRY(const EncryptionScheme scheme, freshScheme(kRc2));
    TANBA_TRY(const Bytes ciphertext, encrypt(scheme, password, bags));
    const Bytes info = der::sequence({der::oid(Oid(pkcs12oid::kData)), writeEncryptionScheme(scheme),
                                      der::element(der::context(0), ciphertext)});
    const Bytes encrypted = der::sequence({der::integer(0), info});
    return der::sequence(
        {der::oid(Oid(pkcs12oid::kEncryptedData)), der::element(der::contextConstructed(0), encrypted)});
}

Result<Bytes> macData(ByteView authenticated, const Pkcs12Password& password) {
    MacScheme scheme;
    TANBA_TRY(scheme.salt, randomBytes(kSaltSize));
    scheme.iterations = static_cast<std::int64_t>(kIterations);
    TANBA_TRY(const Bytes value, macOf(scheme, password, authenticated));
    const Bytes algorithm = der::sequence({der::oid(Oid(crypto::digestRow(scheme.digest).oid)), der::null()});
    return der::sequence({der::sequence({algorithm, der::octetString(value)}), der::octetString(scheme.salt),
                          der::integer(kIterations)});
}

} // namespace

Result<Bytes> writePkcs12(const crypto::PrivateKey& key, const Certificate& certificate,
                          const SecretBytes& password) {
    TANBA_TRY(const Pkcs12Password encoded, Pkcs12Password::create(password, EmptyPassword::DoubleZero));
    const Bytes attributes = joiningAttributes(certificate.subjectKeyId());
    TANBA_TRY(const Bytes keys, keySafe(key, attributes, encoded));
    TANBA_TRY(const Bytes certificates, certificateSafe(certificate, attributes, encoded));
    const Bytes authenticated = der::sequence({keys, certificates});
    TANBA_TRY(const Bytes mac, macData(authenticated, encoded));
    return der::sequence({der::integer(3), dataContent(authenticated), mac});
}

} // namespace tanba::keys
