#include "core/keys/web_authority.h"

#include "core/base/der_writer.h"
#include "core/base/encoding.h"
#include "core/crypto/private_key.h"
#include "core/keys/certificate_writer.h"
#include "core/keys/certificate_writer_fields.h"

#include <array>

namespace tanba::keys {

namespace {

constexpr int kWebCurveBits = 256;
constexpr std::chrono::days kWebClockTolerance{1};

constexpr std::string_view kNameConstraintsOid = "2.5.29.30";
constexpr std::string_view kSubjectAltNameOid = "2.5.29.17";
constexpr std::string_view kServerAuthOid = "1.3.6.1.5.5.7.3.1";
constexpr std::string_view kCommonNameOid = "2.5.4.3";

constexpr std::string_view kHostName = "localhost";
constexpr std::array<std::uint8_t, 4> kLoopback = {127, 0, 0, 1};
/// With its mask: this one address.
constexpr std::array<std::uint8_t, 8> kOnlyLoopback = {127, 0, 0, 1, 255, 255, 255, 255};
constexpr std::array<std::uint8_t, 32> kEveryIpv6{};
/// Under this name nothing can exist (RFC 6761 6.4). What an empty subtree means for these kinds of names is
/// read differently by different programs; a subtree that no name can lie in is read the same by all.
constexpr std::string_view kNowhere = ".invalid";

/// Numbers of GeneralName (RFC 5280 4.2.1.6).
enum GeneralName { kEmail = 1, kDnsName = 2, kDirectoryName = 4, kUri = 6, kIpAddress = 7 };

Bytes generalName(GeneralName kind, ByteView value) {
    return der::element(der::context(kind), value);
}

Bytes subtree(const Bytes& base) {
    return der::sequence({base});
}

Bytes nameElement(std::string_view text) {
    return der::setOf({der::sequence({der::oid(Oid(kCommonNameOid)), der::utf8String(text)})});
}

/// A name that no other authority on this computer has: old and new ones lie side by side in a browser's
/// store for a while.
Bytes webAuthorityCommonName(ByteView keyId) {
    constexpr std::size_t kShown = 4;
    return nameElement("Tanba, this computer only (" + toHex(keyId.first(kShown)) + ")");
}

/// Names of directories are permitted below the authority's own, where the leaves have theirs. To exclude
/// them all would be shorter, but Firefox holds the absent subject of a leaf against that.
Bytes onlyThisComputer(const Bytes& ownName) {
    const Bytes below = der::element(der::contextConstructed(kDirectoryName), ownName);
    const Bytes permitted = der::constructed(der::contextConstructed(0),
                                             {subtree(generalName(kDnsName, viewOf(kHostName))),
                                              subtree(generalName(kIpAddress, kOnlyLoopback)), subtree(below),
                                              subtree(generalName(kEmail, viewOf(kNowhere))),
                                              subtree(generalName(kUri, viewOf(kNowhere)))});
    const Bytes excluded =
        der::constructed(der::contextConstructed(1), {subtree(generalName(kIpAddress, kEveryIpv6))});
    return extensionElement(Oid(kNameConstraintsOid), true, der::sequence({permitted, excluded}));
}

Bytes namesOfThisComputer() {
    return extensionElement(
        Oid(kSubjectAltNameOid), false,
        der::sequence({generalName(kDnsName, viewOf(kHostName)), generalName(kIpAddress, kLoopback)}));
}

Bytes serverOnly() {
    return extendedKeyUsageElement({Oid(kServerAuthOid)}, false);
}

Result<crypto::PrivateKey> newWebKey() {
    return crypto::PrivateKey::generate(crypto::KeyAlgorithm::Ec, kWebCurveBits);
}

Result<Certificate> certifyAuthority(const crypto::PrivateKey& key, Time from) {
    TANBA_TRY(const Bytes keyId, keyIdOf(key.publicKey()));
    CertificateDraft draft;
    draft.subject = der::sequence({webAuthorityCommonName(keyId)});
    draft.issuer = draft.subject;
    draft.notBefore = from;
    draft.notAfter = from + (kWebLeafLife - kWebLeafOverlap) * static_cast<int>(kWebLeaves) + kWebLeafOverlap;
    draft.extensions = {authorityConstraints(0), keyUsageElement({KeyUsageBit::KeyCertSign}), serverOnly(),
                        onlyThisComputer(draft.subject), subjectKeyIdElement(keyId)};
    return writeCertificate(draft, key.publicKey(), key);
}

Result<WebLeaf> issueLeaf(const crypto::PrivateKey& authorityKey, const Certificate& authority, Time from) {
    TANBA_TRY(const crypto::PrivateKey key, newWebKey());
    TANBA_TRY(const Bytes keyId, keyIdOf(key.publicKey()));
    CertificateDraft draft;
    draft.subject = der::sequence({webAuthorityCommonName(authority.subjectKeyId()), nameElement(kHostName)});
    draft.issuer = Bytes(authority.subject().der().begin(), authority.subject().der().end());
    draft.notBefore = from;
    draft.notAfter = from + kWebLeafLife;
    draft.extensions = {keyUsageElement({KeyUsageBit::DigitalSignature}), serverOnly(), namesOfThisComputer(),
                        subjectKeyIdElement(keyId), authorityKeyIdElement(authority.subjectKeyId())};
    TANBA_TRY(Certificate certificate, writeCertificate(draft, key.publicKey(), authorityKey));
    TANBA_TRY(SecretBytes pkcs8, key.toPkcs8());
    return WebLeaf{std::move(certificate), std::move(pkcs8)};
}

} // namespace

Result<WebAuthority> makeWebAuthority(Time now) {
    TANBA_TRY(const crypto::PrivateKey key, newWebKey());
    Time from = now - kWebClockTolerance;
    TANBA_TRY(Certificate certificate, certifyAuthority(key, from));
    WebAuthority authority{std::move(certificate), {}};
    while (authority.leaves.size() < kWebLeaves) {
        TANBA_TRY(WebLeaf leaf, issueLeaf(key, authority.certificate, from));
        authority.leaves.push_back(std::move(leaf));
        from += kWebLeafLife - kWebLeafOverlap;
    }
    return authority;
}

} // namespace tanba::keys
