#pragma once

#include "app/documents/signing_order.h"
#include "core/base/progress.h"
#include "core/base/stream.h"
#include "core/base/time.h"
#include "core/keys/token.h"
#include "core/sign/classify.h"
#include "core/sign/timestamp_source.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tanba::documents {

/// The opened files of one signature to be made.
struct SigningSource {
    std::string name; ///< under which failures are told
    /// Null when a signer is added to a file with its document inside.
    std::unique_ptr<InputFile> document;
    /// The signed file to which a signer is added, else null.
    std::unique_ptr<InputFile> existing;
    std::string existingName;
    /// False for what comes without a document's name: a short nonce is then a login challenge.
    bool hasDocumentName = true;
};

/// Something that may be signed, together with what it was found to be. Up to sign::kMaxClassified it is held
/// in memory; whatever its size, core/sign classifies again what it hashes.
struct SigningContent {
    Bytes held;         ///< the document, where it fits
    Bytes heldExisting; ///< the file to which a signer is added, where it fits
    SigningSource source;
    sign::Classification classification;
    std::vector<std::string> presentSigners; ///< of `source.existing`
};

/// Called with the file that was listed, once it is in memory (empty when it does not fit), before it is
/// looked at: the document, or the signed file that gets one more signer.
using ContentCheck = std::function<Outcome(ByteView held)>;

/// Classifies what is to be signed, and passes it through the gate: a login only for its origin, raw data
/// that would forge a structure not at all, a digest of unseen content never.
Result<std::unique_ptr<SigningContent>> openForSigning(const SigningOrder& order, SigningSource source,
                                                       const WorkControl& control,
                                                       const ContentCheck& check = {});

/// Whether a certificate may sign now: validity (unless allowed) and purpose.
/// @returns certificate.expired, certificate.not_yet_valid, certificate.wrong_purpose.
Outcome checkCertificate(const keys::Certificate& certificate, sign::ContentClass content, Time now,
                         IfExpired ifExpired);

/// What a signature is made of, besides the content.
struct SignatureSources {
    keys::KeySession& session;
    Time now{};
    /// For an order that wants time stamps; else not used.
    sign::TimestampSource* timestamps = nullptr;
};

/// Makes the signature and writes it, encoded, to `out`. The certificate is checked first; nothing is written
/// before the signature, and its time stamp where one is wanted, exist.
/// @returns also network.off for an order that wants time stamps when nothing gives them.
Outcome signContent(const SigningOrder& order, const SignatureSources& sources, SigningContent& content,
                    ByteSink& out, const WorkControl& control);

} // namespace tanba::documents
