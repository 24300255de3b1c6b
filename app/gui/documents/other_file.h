#pragma once

#include "core/base/file_store.h"

#include <filesystem>

namespace tanba::gui {

/// What a file without a signature is instead, by its content: there is something to say about each.
enum class OtherFile { Unknown, Key, Certificate, RevocationList, Pdf };

/// Looks at the beginning only, except for a certificate, which is small.
OtherFile judgeOtherFile(FileStore& files, const std::filesystem::path& path);

} // namespace tanba::gui
