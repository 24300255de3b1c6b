#pragma once

#include "app/gui/pages/desk.h"

#include <filesystem>
#include <optional>

namespace tanba::gui {

/// Asks where a file is to be written; its name gets the ending if it has none. None when the person gave up.
std::optional<std::filesystem::path> askForNewFile(const Desk& desk, QWidget& page, const QString& title,
                                                   const QString& name, const QString& ending);

/// Writes it; what was there stays (file.exists). Beside the windows.
Outcome writeNewFile(FileStore& files, const std::filesystem::path& file, const Result<Bytes>& content);

} // namespace tanba::gui
