#pragma once

#include "core/base/file_store.h"
#include "core/base/progress.h"

#include <filesystem>

namespace tanba::gui {

/// SHA-256 of a whole file; runs beside the windows. file.*, cancelled.
Result<Bytes> sha256OfFile(FileStore& files, const std::filesystem::path& file, const WorkControl& control);

} // namespace tanba::gui
