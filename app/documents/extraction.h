#pragma once

#include "core/base/file_store.h"
#include "core/base/progress.h"

#include <filesystem>
#include <functional>

namespace tanba::documents {

/// Marks a file as coming from where another came from (core/base/origin_mark.h).
using KeepOrigin = std::function<void(const std::filesystem::path& from, const std::filesystem::path& to)>;

/// The name that the document inside a signed file gets: "act.pdf" of "act.pdf.cms", made safe (safe_name.h).
std::string nameOfDocumentIn(const std::filesystem::path& signedFile);

/// Takes the document out of an attached CMS and writes it into `folder` under a free name; nothing is
/// overwritten, and the file is not executable. Says nothing about what the signatures are worth.
/// @param keepOrigin may be empty.
/// @returns the path of the document. document.executable for programs and scripts, by name or by content;
/// cms.content_missing for a signature beside its document; cms.*, file.*, cancelled.
Result<std::filesystem::path> extractDocument(FileStore& files, const std::filesystem::path& signedFile,
                                              const std::filesystem::path& folder,
                                              const KeepOrigin& keepOrigin, const WorkControl& control);

} // namespace tanba::documents
