#pragma once

#include "core/base/clock.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/stream.h"
#include "core/crypto/digest.h"
#include "core/keys/token.h"
#include "core/sign/classify.h"

#include <optional>

namespace tanba::sign {

class TimestampSource;

enum class CmsContent { Attached, Detached };

/// Attached content of this size and above is refused (cms.too_large): other programs cannot open it.
inline constexpr std::uint64_t kMaxAttachedContent = 0x7FFFFFFF - 64 * 1024;

struct CmsOptions {
    CmsContent content = CmsContent::Attached;
    Time signingTime{};
    /// Other than the key's natural digest; GOST keys take no other, and SHA-1 is algorithm.forbidden.
    std::optional<crypto::DigestAlgorithm> digest;
    /// Who wants the signature: the content is classified while it is hashed, and passes authoriseSigning().
    SigningRequester requester{};
    /// As for classifyContent().
    bool hasDocumentName = true;
    /// Stamps the new signature before anything of it is written; null: no time stamp.
    TimestampSource* timestamps = nullptr;
};

/// Writes a CMS SignedData (RFC 5652) with the byte structure of NCALayer: DER, version 1, digest parameters
/// NULL, content type id-data, only the signer's certificate, signed attributes contentType, signingTime,
/// signingCertificateV2 (SHA-256) and messageDigest.
/// The content is read twice when attached (hash, then copy; file.changed_meanwhile when it differs) and once
/// when detached, in constant memory. Nothing is written to `out` before the signature exists and verifies.
/// Content whose size is not what the file announced is file.changed_meanwhile.
/// A login is refused as authoriseSigning() does, whatever the caller saw before.
Outcome signCms(keys::KeySession& session, InputFile& content, const CmsOptions& options, ByteSink& out,
                const WorkControl& control);

/// Adds one more signer, parallel, to an existing SignedData; everything in it stays as it is, written as
/// DER. Every present signature must be intact (its certificate's trust is not looked at): signature.wrong.
/// @param detachedContent required when the existing CMS has no content inside (cms.content_missing); its
/// digest must be the one that the present signers signed (cms.content_other). Forbidden when it has
/// (cms.content_twice).
/// @param options `content` is not looked at: it stays as it is.
/// @returns as authoriseSigning() for a login; cms.* when the existing file cannot be
/// read, cms.no_signers, cms.too_many_signers beyond
/// kMaxSigners, input.unknown_format when its content is of another type than id-data,
/// file.changed_meanwhile.
Outcome addCmsSigner(keys::KeySession& session, InputFile& existing, InputFile* detachedContent,
                     const CmsOptions& options, ByteSink& out, const WorkControl& control);

/// A detached CMS over a digest that somebody else computed. The caller has passed the gate for hash-only
/// requests.
/// @returns signing.digest_length_wrong, and as signCms().
Result<Bytes> signCmsOverDigest(keys::KeySession& session, const crypto::Digest& contentDigest,
                                Time signingTime);

} // namespace tanba::sign
