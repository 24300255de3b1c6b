#pragma once

#include <filesystem>

// The steps of password_file that differ between operating systems.
namespace tanba::platform {

/// Negative, with errno, when it cannot be opened. Programs that are started meanwhile do not get it.
int openToRead(const std::filesystem::path& file);

/// Whether other users of this computer may read it; not of a pipe.
bool othersCanRead(const std::filesystem::path& file, int descriptor);

} // namespace tanba::platform
