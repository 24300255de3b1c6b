#pragma once

#include "app/cli/arguments.h"
#include "app/cli/input.h"
#include "core/base/file_store.h"
#include "core/base/progress.h"
#include "core/trust/verify_document.h"

#include <memory>
#include <string>

namespace tanba::cli {

/// A verification and the document that was found for it.
struct VerifiedFile {
    Result<trust::Report> report;
    /// The original of a detached signature: as named, or found beside it; empty when there was none.
    std::string content;
};

/// What all files of a call are judged by. trust.folder_unusable, crl.*, cancelled.
Result<std::unique_ptr<trust::Verifier>> makeVerifier(const VerifyArguments& arguments, FileStore& files,
                                                      Time now, const std::string& version,
                                                      const WorkControl& control);

/// Verifies one file. For a detached signature NAME.p7s or NAME.cms without --content, NAME beside it is the
/// document. Never throws.
VerifiedFile verifyOne(const trust::Verifier& verifier, const VerifyArguments& arguments,
                       const std::string& name, FileStore& files, const WorkControl& control);

} // namespace tanba::cli
