#pragma once

#include "app/cli/arguments.h"
#include "app/cli/input.h"
#include "app/cli/sign_plan.h"
#include "core/base/progress.h"
#include "core/keys/kz_profile.h"
#include "core/keys/token.h"
#include "core/sign/classify.h"

#include <memory>
#include <string>
#include <vector>

namespace tanba::cli {

/// Something that may be signed, together with what it was found to be. Up to sign::kMaxClassified it is held
/// in memory; whatever its size, core/sign classifies again what it hashes.
struct SignContent {
    Bytes held;                          ///< the document, where it fits
    Bytes heldExisting;                  ///< the file to which a signer is added, where it fits
    std::unique_ptr<InputFile> document; ///< null when a signer is added to a file with its document inside
    std::unique_ptr<InputFile> existing; ///< --add-to
    sign::Classification classification;
    bool hasDocumentName = true;
    std::vector<std::string> presentSigners; ///< of `existing`
};

/// Opens and classifies what a job signs, and passes it through the gate: a login only for its origin, raw
/// data that would forge a structure not at all, a digest of unseen content never.
Result<std::unique_ptr<SignContent>> openForSigning(const SignArguments& arguments, const SignJob& job,
                                                    Inputs& inputs, const WorkControl& control);

/// Whether this certificate may sign it now: validity (unless allowed) and purpose.
Outcome checkCertificate(const keys::Certificate& certificate, const SignContent& content, Time now,
                         bool allowExpired);

/// Makes the signature and writes it, encoded, to `out`.
Outcome signContent(const SignArguments& arguments, keys::KeySession& session, SignContent& content, Time now,
                    ByteSink& out, const WorkControl& control);

} // namespace tanba::cli
