#pragma once

#include "core/base/bytes.h"
#include "core/base/oid.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/keys/pkcs12_limits.h"
#include "core/keys/pkcs12_scheme.h"

#include <optional>
#include <string>
#include <vector>

namespace tanba::keys {

/// AlgorithmIdentifier and ciphertext, wherever a file has the pair.
struct EncryptedPart {
    EncryptionScheme scheme;
    Bytes ciphertext;
};

enum class BagKind {
    PlainKey,    ///< keyBag: PrivateKeyInfo
    ShroudedKey, ///< pkcs8ShroudedKeyBag: EncryptedPrivateKeyInfo
    Certificate, ///< certBag with an X.509 certificate
    Nested,      ///< safeContentsBag
    Other,       ///< carried along, never looked into
};

/// SafeBag (RFC 7292 4.2). The views point into the bytes that were read.
struct Bag {
    BagKind kind = BagKind::Other;
    Oid type;
    ByteView encoded;                 ///< the whole SafeBag
    ByteView value;                   ///< PlainKey: PrivateKeyInfo; Certificate: the certificate
    ByteView attributes;              ///< the whole SET; empty when absent
    std::optional<EncryptedPart> key; ///< ShroudedKey
    std::vector<Bag> nested;          ///< Nested
    std::string friendlyName;
    Bytes localKeyId;
};

/// One ContentInfo of the AuthenticatedSafe.
struct Safe {
    /// None: the contents lie open.
    std::optional<EncryptedPart> encryption;
    /// Contents of an open safe: SafeContents in DER, which `bags` point into.
    SecretBytes contents;
    std::vector<Bag> bags;
};

struct Mac {
    MacScheme scheme;
    Bytes value;
};

/// A PFX as it lies in the file: everything that can be known without the password.
struct Pfx {
    SecretBytes der;         ///< the file in DER
    ByteView authenticated;  ///< what the MAC is over
    std::vector<Safe> safes; ///< in the order of the file
    std::optional<Mac> mac;
};

/// Reads the structure and adds what it asks for to `budget`, before any of that work is done.
/// @returns input.empty, pkcs12.not_pkcs12, pkcs12.damaged, pkcs12.work_factor, pkcs12.unsupported_scheme.
Result<Pfx> readPfx(ByteView file, WorkBudget& budget);

/// SafeContents. @param der must outlive the bags. @returns der.malformed, pkcs12.work_factor and
/// pkcs12.unsupported_scheme.
Result<std::vector<Bag>> readSafeContents(ByteView der, WorkBudget& budget);

namespace pkcs12oid {
inline constexpr std::string_view kData = "1.2.840.113549.1.7.1";
inline constexpr std::string_view kSignedData = "1.2.840.113549.1.7.2";
inline constexpr std::string_view kEnvelopedData = "1.2.840.113549.1.7.3";
inline constexpr std::string_view kEncryptedData = "1.2.840.113549.1.7.6";
inline constexpr std::string_view kSafeContentsBag = "1.2.840.113549.1.12.10.1.6";
inline constexpr std::string_view kShroudedKeyBag = "1.2.840.113549.1.12.10.1.2";
} // namespace pkcs12oid

} // namespace tanba::keys
