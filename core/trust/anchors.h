#pragma once

#include "core/base/bytes.h"
#include "core/base/file_store.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/keys/certificate.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tanba::trust {

enum class AuthorityRole { Root, Intermediate };

/// A certification authority as facts (RFC 5914): name and key, not a certificate.
struct Authority {
    std::string id;
    AuthorityRole role = AuthorityRole::Root;
    std::string subjectText;
    Bytes subjectDer;
    Bytes publicKeyDer; ///< SubjectPublicKeyInfo
    Bytes subjectKeyId;
    /// For intermediates: by these it can be found in its issuer's revocation list.
    std::string issuerText;
    Bytes issuerDer; ///< empty when neither the table nor a root of it gives the name
    Bytes serial;    ///< INTEGER content
    Bytes authorityKeyId;
    Time notBefore{};
    Time notAfter{};
    Bytes certificateSha256;
};

/// The row that issued `authority`, by the issuer's name and key identifier; null when it is not in the
/// table. A self-signed authority is its own issuer.
const Authority* issuerOf(const Authority& authority, const std::vector<Authority>& authorities);

/// Whose word a chain ends on.
enum class AnchorOrigin {
    National, ///< resources/trust-anchors.json
    Yours,    ///< a folder the user named
    Test,     ///< resources/test-authorities.json: the authority's public test keys
};

struct TrustStore {
    std::vector<Authority> national;
    std::vector<Authority> test;
    /// Certificates of the user's folder; each is an anchor, self-signed or not.
    std::vector<keys::Certificate> yours;
    /// SHA-256 over the anchor tables and the user's certificates: names the set in reports.
    std::string setId() const;
};

/// The tables built into the program.
Result<TrustStore> builtInTrust();
/// Adds every certificate (DER, PEM, base64; .cer .crt .der .pem) of a folder. trust.folder_unusable when the
/// folder cannot be read or holds no certificate.
Outcome addTrustFolder(TrustStore& store, FileStore& files, const std::filesystem::path& folder);

} // namespace tanba::trust
