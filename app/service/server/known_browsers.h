#pragma once

#include <optional>
#include <string_view>

namespace tanba::service {

/// What people call the browser whose executable has this file name; nothing for every other program.
std::optional<std::string_view> knownBrowser(std::string_view executable);

/// True for the application of Flatpak, or the snap, that is the browser which its publisher distributes.
bool isBrowserFlatpak(std::string_view application);
bool isBrowserSnap(std::string_view snap);

} // namespace tanba::service
