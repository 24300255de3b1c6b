#pragma once

#include "core/base/safe_write.h"

namespace tanba {

/// A whole file that only its owner may read, in a folder that is there: temporary file, sync, rename, sync
/// of the folder. Not writeFileSafely(): that gives a new file the permissions of ordinary files.
Outcome writePrivateFile(FileStore& files, const std::filesystem::path& path, IfExists ifExists,
                         ByteView content);

} // namespace tanba
