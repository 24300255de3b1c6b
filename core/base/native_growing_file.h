#pragma once

#include "core/base/growing_file.h"

// The steps of DiskFileStore::openGrowing() that differ between operating systems, as native_file.h.
namespace tanba::native {

Result<std::unique_ptr<GrowingFile>> openGrowing(const std::filesystem::path& path, IfHeld ifHeld);

} // namespace tanba::native
