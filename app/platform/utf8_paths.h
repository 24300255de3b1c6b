#pragma once

namespace tanba::platform {

/// From the start of the program on std::filesystem::path takes char for UTF-8, as it does on Linux and as it
/// gives it (libstdc++ for Windows takes each byte for a character of Latin-1). Calling it links what does
/// that.
void takePathsForUtf8();

} // namespace tanba::platform
