#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/stream.h"
#include "core/crypto/digest.h"
#include "core/sign/evidence.h"

#include <map>
#include <vector>

namespace tanba::sign {

inline constexpr std::size_t kMaxSigners = 64;
/// Everything of a CMS but its content: certificates, lists, signer infos.
inline constexpr std::size_t kMaxCmsMetadata = std::size_t{32} * 1024 * 1024;
/// Certificates in a CMS, and likewise revocation lists.
inline constexpr std::size_t kMaxCmsElements = 1024;
/// Signed attributes of one signer, and likewise unsigned ones.
inline constexpr std::size_t kMaxCmsAttributes = 64;
/// How much of the content is kept for looking at it.
inline constexpr std::size_t kContentStart = std::size_t{64} * 1024;

/// One SignerInfo (RFC 5652 5.3), as it stands.
struct SignerInfo {
    Bytes encoded;      ///< the whole element
    Bytes issuerName;   ///< DER Name; empty when identified by subjectKeyId
    Bytes serial;       ///< INTEGER content
    Bytes subjectKeyId; ///< empty when identified by issuer and serial
    Oid digestAlgorithm;
    Bytes signedAttributes; ///< with the SET tag 0x31, as it is hashed; empty when absent
    Oid signatureAlgorithm;
    Bytes signatureAlgorithmDer;
    Bytes signature;
    Bytes timestampToken;                  ///< first signature time stamp among the unsigned attributes
    std::vector<Bytes> unsignedAttributes; ///< DER Attribute elements
};

/// A SignedData whose content was streamed past the hashers.
struct CmsSignedData {
    std::int64_t version = 0;
    Oid contentType;
    bool hasContent = false;
    std::uint64_t contentSize = 0;
    std::vector<Bytes> digestAlgorithms; ///< AlgorithmIdentifier elements
    /// Of the content inside, by each known algorithm that the file or one of its signers names.
    std::map<crypto::DigestAlgorithm, Bytes> contentDigests;
    /// The start of the content inside (at most kContentStart), for classifying it.
    Bytes contentStart;
    std::vector<Bytes> certificates;  ///< elements of CertificateSet, of every kind, as they stand
    std::vector<Bytes> crls;          ///< CertificateList elements
    std::vector<Bytes> ocspResponses; ///< from OtherRevocationInfoFormat id-ri-ocsp-response (RFC 5940)
    /// Elements of RevocationInfoChoices that are no CertificateList, those of ocspResponses included, as
    /// they stand.
    std::vector<Bytes> otherRevocationInfos;
    std::vector<SignerInfo> signers;
};

/// Reads DER (and the indefinite-length BER of other programs in the outer levels), PEM or base64, from its
/// start to its end in constant memory for the content. The content is read a second time when a signer's
/// digest algorithm does not stand at the start of the file.
/// @param contentOut receives the content inside, when not null.
/// @returns cms.malformed, cms.not_signed_data, cms.too_many_signers, cms.too_large, cancelled;
///          file.changed_meanwhile when both readings differ.
Result<CmsSignedData> readCms(InputFile& input, ByteSink* contentOut, const WorkControl& control);

/// Whether this is the certificate that a SignerInfo names, by issuer and serial or by key identifier.
bool identifies(const SignerInfo& signer, const keys::Certificate& certificate);

/// The certificates among the elements of a CertificateSet; elements of other kinds and unreadable ones are
/// left out.
std::vector<keys::Certificate> certificatesOf(const CmsSignedData& cms);

/// True when the first bytes look like a CMS ContentInfo, of whatever type, in one of its encodings.
bool looksLikeCms(ByteView start);
/// The same, read from the start of a source; what cannot be read looks like nothing.
/// @param bufferSize how much of it is looked at where it is text.
bool looksLikeCms(ByteSource& start, std::size_t bufferSize);

} // namespace tanba::sign
