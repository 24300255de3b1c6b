#pragma once

#include "core/base/file_store.h"
#include "core/base/progress.h"

#include <filesystem>
#include <memory>

namespace tanba::gui {

/// A document of this size and above is not taken out of a signed file for a look at it.
inline constexpr std::size_t kMostToLookAt = std::size_t{64} * 1024 * 1024;

/// The signed document, to be looked at: the file beside the signature, what an attached CMS holds (in
/// memory), or the signed XML file itself.
/// @param document empty when it is inside. file.*, cms.*, preview.too_costly, cancelled.
Result<std::unique_ptr<InputFile>> openDocument(FileStore& files, const std::filesystem::path& signedFile,
                                                const std::filesystem::path& document,
                                                const WorkControl& control);

} // namespace tanba::gui
