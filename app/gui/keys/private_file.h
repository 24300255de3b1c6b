#pragma once

#include "core/base/file_store.h"
#include "core/base/safe_write.h"

namespace tanba::gui {

/// core/base/private_file.h in a folder that is made if need be.
Outcome writePrivateFile(FileStore& files, const std::filesystem::path& path, IfExists ifExists,
                         ByteView content);

} // namespace tanba::gui
