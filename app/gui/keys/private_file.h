#pragma once

#include "core/base/file_store.h"
#include "core/base/safe_write.h"

namespace tanba::gui {

/// A whole file that only its owner may read, in a folder that is made if need be. Not writeFileSafely():
/// that gives a new file the permissions of ordinary files.
Outcome writePrivateFile(FileStore& files, const std::filesystem::path& path, IfExists ifExists,
                         ByteView content);

} // namespace tanba::gui
