#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/stream.h"
#include "core/sign/cms_reader.h"
#include "core/sign/evidence.h"

namespace tanba::sign {

/// Checks the integrity of every signature of a CMS.
/// @param detachedContent the document beside it; without it a detached signature's integrity is
/// ContentMissing.
/// @returns what readCms() returns; cms.no_signers; cms.content_twice when there is a document inside and
/// beside.
Result<SignedFile> verifyCms(InputFile& input, InputFile* detachedContent, const WorkControl& control);

/// What signers are judged against.
struct SignedContent {
    Oid type;
    /// By every digest that a signer names; empty when the content is not there.
    std::map<crypto::DigestAlgorithm, Bytes> digests;
    /// The first bytes of the content (all of it up to kContentStart); nothing when they are not at hand.
    std::optional<Bytes> start;
};

/// The integrity of one SignerInfo. The reasons carry what is wrong; `integrity` is Ok only when the digest,
/// the attributes, the certificate and the signature value fit together, and SignatureWrong also when that
/// could not be found out (unknown algorithm, no certificate): the reasons' weights tell the difference.
SignatureEvidence checkSigner(const SignerInfo& signer, const SignedContent& content,
                              const std::vector<keys::Certificate>& certificates);

/// The same for content whose bytes are not at hand. A signer without signed attributes is then not accepted:
/// nobody can tell whether the content is a forged structure (SECURITY.md).
SignatureEvidence checkSigner(const SignerInfo& signer, const Oid& contentType,
                              const std::vector<keys::Certificate>& certificates,
                              const std::map<crypto::DigestAlgorithm, Bytes>& contentDigests);

} // namespace tanba::sign
