#pragma once

#include "core/sign/cms_reader.h"
#include "core/sign/cms_signer.h"
#include "core/sign/cms_verifier.h"
#include "tests/support/fixtures.h"
#include "tests/support/outcome.h"
#include "tests/support/test_pki.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::test {

inline constexpr std::string_view kIdData = "1.2.840.113549.1.7.1";
inline constexpr std::string_view kIdSignedData = "1.2.840.113549.1.7.2";
inline constexpr std::string_view kIdTstInfo = "1.2.840.113549.1.9.16.1.4";

/// One authority and holders of keys, made once in a process.
Authority& signingAuthority();
const Identity& gostPerson();
const Identity& rsaPerson();
const Identity& otherRsaPerson();
const Identity& ecPerson();

/// The program's own signature over `content`.
Bytes signWith(const Identity& identity, ByteView content, sign::CmsContent form,
               const std::optional<std::string>& origin = {});
Bytes addSigner(const Identity& identity, ByteView existing, const Bytes* detachedContent = nullptr);
/// What the verifier says; ends the test program when the file cannot be read.
sign::SignedFile verified(ByteView cms, const Bytes* detachedContent = nullptr);
/// The only signature of a file.
sign::SignatureEvidence onlySignature(ByteView cms, const Bytes* detachedContent = nullptr);
std::string readOutcome(ByteView cms);
bool hasReason(const sign::SignatureEvidence& evidence, sign::ReasonCode code);
/// Codes of all reasons that are no notices, separated by spaces.
std::string objections(const sign::SignatureEvidence& evidence);

// ---- files built by hand, also such as nobody should make ----

Bytes attribute(std::string_view type, const std::vector<Bytes>& values);
Bytes contentTypeAttribute(std::string_view type = kIdData);
Bytes messageDigestAttribute(crypto::DigestAlgorithm digest, ByteView content);
Bytes signingTimeAttribute();
Bytes algorithm(std::string_view oid);

struct SignerRecipe {
    const Identity* identity = nullptr;
    crypto::DigestAlgorithm digest = crypto::DigestAlgorithm::Sha256;
    /// In this order; nothing: contentType and messageDigest. An empty list: no signed attributes at all.
    std::optional<std::vector<Bytes>> attributes = std::nullopt;
    /// Empty: the algorithm that combines key and digest.
    std::string signatureOid = {};
    /// Empty: that of `digest`.
    std::string digestOid = {};
    bool bySubjectKeyId = false;
    std::vector<Bytes> unsignedAttributes = {};
};
Bytes signerInfo(const SignerRecipe& recipe, ByteView content);

struct FileRecipe {
    std::uint64_t version = 1;
    std::vector<Bytes> digestAlgorithms;
    std::string contentType{kIdData};
    std::optional<Bytes> content;
    std::vector<Bytes> certificates;
    std::vector<Bytes> revocationInfos;
    std::vector<Bytes> signers;
};
Bytes signedData(const FileRecipe& recipe);
/// A file with one signer, whose certificate and digest algorithm are in it.
Bytes attachedBy(const SignerRecipe& signer, ByteView content, std::string_view contentType = kIdData);
Bytes certificateOf(const Identity& identity);

// ---- the outside judge ----

struct CommandResult {
    int exitCode = -1;
    std::string output;
};
/// Runs a command line in a folder; output holds what it wrote to both streams.
CommandResult runIn(const std::filesystem::path& folder, const std::string& commandLine);
/// Runs `openssl ARGUMENTS` in a folder.
CommandResult openssl(const std::filesystem::path& folder, const std::string& arguments);
void writeFile(const std::filesystem::path& path, ByteView content);
/// Writes NAME.crt and NAME.key (PEM) for openssl.
void exportIdentity(const std::filesystem::path& folder, const std::string& name, const Identity& identity);

} // namespace tanba::test
