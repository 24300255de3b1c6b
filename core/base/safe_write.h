#pragma once

#include "core/base/file_store.h"

#include <filesystem>
#include <functional>

namespace tanba {

enum class IfExists { Refuse, Replace };

/// Writes a whole file so that at every moment `target` holds either what it held before or the complete new
/// content: temporary file beside it, `writer`, sync, rename, sync of the folder. On failure nothing of it
/// remains.
/// @param writer fills the sink it is given; its failure is handed on.
/// @returns file.exists at once, before `writer` runs, when `target` is there and ifExists is Refuse.
Outcome writeFileSafely(FileStore& files, const std::filesystem::path& target, IfExists ifExists,
                        const std::function<Outcome(ByteSink&)>& writer);

} // namespace tanba
