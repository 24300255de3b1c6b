#pragma once

#include "core/base/bytes.h"
#include "core/base/time.h"
#include "core/crypto/private_key.h"
#include "core/keys/certificate.h"
#include "core/keys/token.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::test {

/// A time for which everything made here is valid: 2026-06-20T12:00:00Z.
Time goodTime();
/// `text` in RFC 3339; ends the test program when malformed.
Time at(std::string_view text);

/// A key with its certificate, both made in this process.
struct Identity {
    keys::Certificate certificate;
    std::shared_ptr<crypto::PrivateKey> key;
};

/// Signs with an Identity, as a token would.
std::unique_ptr<keys::KeySession> sessionFor(const Identity& identity);

/// What a certificate says. The defaults are a natural person of the Kazakh profile.
struct CertificateProfile {
    std::string commonName = "СЫНАҚОВ СЫНАҚ";
    std::string surname = "СЫНАҚОВ";
    std::string patronymic = "СЫНАҚҰЛЫ";
    std::string iin = "991231500016";
    std::string bin;
    std::string organisation;
    std::vector<std::string> extendedKeyUsage = {"1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.1"};
    bool extendedKeyUsageCritical = false;
    std::vector<keys::KeyUsageBit> keyUsage = {keys::KeyUsageBit::DigitalSignature,
                                               keys::KeyUsageBit::NonRepudiation,
                                               keys::KeyUsageBit::KeyAgreement};
    Time notBefore = at("2026-01-01T00:00:00Z");
    Time notAfter = at("2027-01-01T00:00:00Z");
    /// More DER Extension elements.
    std::vector<Bytes> moreExtensions;

    static CertificateProfile person();
    static CertificateProfile head();         ///< first head of a legal entity
    static CertificateProfile employee();     ///< employee without the right to sign
    static CertificateProfile rsaLogin();     ///< AUTH certificate of the old pair
    static CertificateProfile rsaSigning();   ///< signing certificate of the old pair
    static CertificateProfile timestamping(); ///< time-stamp authority
    static CertificateProfile ocspResponder();
};

struct RevokedSerial {
    Bytes serial; ///< INTEGER content
    Time at{};
    int reason = -1;
};

enum class OcspStatus { Good, Revoked, NotKnown };

/// A certification authority made anew in each test.
class Authority {
  public:
    static Authority makeRoot(crypto::KeyAlgorithm algorithm, const std::string& commonName);
    Authority makeIntermediate(crypto::KeyAlgorithm algorithm, const std::string& commonName);

    const Identity& identity() const { return identity_; }
    const keys::Certificate& certificate() const { return identity_.certificate; }

    Identity issue(crypto::KeyAlgorithm algorithm, const CertificateProfile& profile = {});
    /// DER CertificateList. `innerNull` false leaves the NULL out of tbsCertList.signature, as the
    /// authority's do.
    Bytes crl(const std::vector<RevokedSerial>& revoked, Time thisUpdate, Time nextUpdate,
              bool innerNull = true);
    /// The same with deltaCRLIndicator: changes since list number 1.
    Bytes deltaCrl(const std::vector<RevokedSerial>& revoked, Time thisUpdate, Time nextUpdate);
    /// DER OCSPResponse about `subject`, certID by SHA-256, signed by `responder` (included) or by the
    /// authority. `nonce` is the content of that extension; empty: none.
    Bytes ocspResponse(const keys::Certificate& subject, OcspStatus status, Time producedAt,
                       const Identity* responder = nullptr, std::optional<Time> revokedAt = std::nullopt,
                       const Bytes& nonce = {});

  private:
    explicit Authority(Identity identity) : identity_(std::move(identity)) {}
    Bytes signedList(const std::vector<RevokedSerial>& revoked, Time thisUpdate, Time nextUpdate,
                     bool innerNull, const Bytes& moreExtensions);
    Identity identity_;
};

/// DER TimeStampToken (RFC 3161) over `signatureValue`.
Bytes timestampToken(const Identity& stampAuthority, ByteView signatureValue, Time genTime,
                     crypto::DigestAlgorithm imprint);

/// A PKCS#12 file in the authority's manner: 3DES key bag, RC2-40 certificate bag, SHA-1 MAC, 1024
/// iterations.
Bytes pkcs12File(const Identity& identity, std::string_view password);

/// An ordinary DER signature by this key over `message`, with the digest that belongs to it.
Bytes signMessage(const crypto::PrivateKey& key, ByteView message);

} // namespace tanba::test
