#pragma once

#include <filesystem>
#include <string>

namespace tanba::test {

/// A new empty folder below the temporary one, removed at the end of the process.
std::filesystem::path newFolder();
/// A file that the script `run` made, by the name of its environment variable.
std::string givenFile(const char* variable);

} // namespace tanba::test
