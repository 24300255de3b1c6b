#pragma once

#include "core/base/file_store.h"

#include <filesystem>
#include <string>

namespace tanba::platform {

/// Whether a start at login shows the window, or leaves it in the tray (or minimised where there is none).
enum class StartWindow { Shown, Hidden };

/// Whether the desktop starts the program when the person logs in: a desktop entry in the user's autostart
/// folder (freedesktop.org, Desktop Application Autostart Specification).
class Autostart {
  public:
    /// @param folder usually ~/.config/autostart
    /// @param program absolute path of the executable
    Autostart(FileStore& files, std::filesystem::path folder, std::string program);

    bool enabled() const;
    /// How it is started now; Hidden while it is not enabled.
    StartWindow window() const;
    Outcome enable(StartWindow window = StartWindow::Hidden);
    Outcome disable();

  private:
    FileStore& files_;
    std::filesystem::path entry_;
    std::string program_;
};

} // namespace tanba::platform
