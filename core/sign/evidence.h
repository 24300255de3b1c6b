#pragma once

#include "core/base/bytes.h"
#include "core/base/time.h"
#include "core/crypto/algorithms.h"
#include "core/keys/certificate.h"
#include "core/sign/classify.h"
#include "core/sign/reason.h"

#include <optional>
#include <string>
#include <vector>

namespace tanba::sign {

enum class Format { CmsAttached, CmsDetached, Xml };
std::string_view formatName(Format format); ///< "cms", "cms-detached", "xml"

enum class Integrity { Ok, ContentChanged, SignatureWrong, ContentMissing };
std::string_view integrityName(Integrity integrity); ///< as in the JSON of `verify`

/// What a format's verifier found out about one signature: bytes and numbers only, nothing about trust.
struct SignatureEvidence {
    Format format = Format::CmsAttached;
    Integrity integrity = Integrity::SignatureWrong;
    /// Everything that spoke against it or should be told.
    std::vector<Reason> reasons;
    std::optional<keys::Certificate> signer;
    std::optional<crypto::SignatureScheme> scheme;
    /// As the signer claims; proves nothing.
    std::optional<Time> claimedTime;
    Bytes signatureValue;
    /// DER TimeStampToken from the unsigned attribute id-aa-signatureTimeStampToken, over signatureValue.
    Bytes timestampToken;
    /// Digests over the content that are others than the scheme's, which XML allows: each can be the weak
    /// one.
    std::vector<crypto::DigestAlgorithm> contentDigests;
};

/// A whole signed file.
struct SignedFile {
    Format format = Format::CmsAttached;
    /// In the order of the file; for XML the outermost (last made) first.
    std::vector<SignatureEvidence> signatures;
    /// Carried along by the file, of all signatures together.
    std::vector<keys::Certificate> certificates;
    std::vector<Bytes> crls;          ///< DER CertificateList
    std::vector<Bytes> ocspResponses; ///< DER OCSPResponse or BasicOCSPResponse
    /// What the signed content is; for attached CMS and XML.
    ContentClass contentClass = ContentClass::Document;
};

} // namespace tanba::sign
