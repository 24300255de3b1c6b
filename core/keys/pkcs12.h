#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/crypto/private_key.h"
#include "core/keys/certificate.h"

#include <optional>
#include <string>
#include <vector>

namespace tanba::keys {

/// PKCS#12 files are small; anything larger is not one.
inline constexpr std::size_t kMaxPkcs12Size = 4 * 1024 * 1024;
/// Iterations beyond this are refused before any work is done (a hostile file could ask for hours).
inline constexpr long kMaxPkcs12Iterations = 10'000'000;

struct Pkcs12Key {
    crypto::PrivateKey key;
    /// The certificate whose public key is this key's; none when the file lacks it.
    std::optional<Certificate> certificate;
    std::string friendlyName;
    Bytes localKeyId;
};

struct Pkcs12Contents {
    std::vector<Pkcs12Key> keys;
    /// Certificates that belong to no key of the file.
    std::vector<Certificate> otherCertificates;
};

/// Opens a PKCS#12 file (RFC 7292): the authority's own (BER, 3DES, RC2-40, SHA-1 MAC) and modern ones
/// (PBES2).
/// @returns pkcs12.not_pkcs12, pkcs12.damaged, pkcs12.wrong_password, pkcs12.work_factor,
///          pkcs12.unsupported_scheme, pkcs12.empty (no key and no certificate), pkcs12.no_key,
///          password.unreadable; for keys unknown here algorithm.unsupported or key.too_large.
Result<Pkcs12Contents> openPkcs12(ByteView file, const SecretBytes& password);

/// The one key of the file that has a certificate, or the one with this id (hex of localKeyID or of the
/// certificate's subject key identifier, or the certificate's serial in hex).
/// @returns pkcs12.several_keys, pkcs12.no_certificate, pkcs12.key_mismatch (the certificate is another
///          key's), key.id_not_found.
Result<Pkcs12Key> selectKey(Pkcs12Contents contents, const std::string& keyId);

} // namespace tanba::keys
