#pragma once

#include <string>
#include <vector>

namespace tanba::platform {

/// What the program was started with, without its own name, as UTF-8 where the system keeps text (of Windows
/// main() gets it in the code page of the user's country).
std::vector<std::string> ownArguments(int count, char** values);

} // namespace tanba::platform
