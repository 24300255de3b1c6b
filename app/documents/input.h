#pragma once

#include "core/base/file_store.h"

#include <filesystem>
#include <memory>

namespace tanba::documents {

/// Opens a file of the user. input.empty for one of no bytes; the subject of every failure is `path`.
Result<std::unique_ptr<InputFile>> openInput(FileStore& files, const std::filesystem::path& path);

} // namespace tanba::documents
