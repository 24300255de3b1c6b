#pragma once

#include <string>
#include <string_view>

namespace tanba::documents {

/// A file name made of foreign text: its last part only, without control, bidirectional or invisible
/// characters, without what Windows or a shell would take for something else, neither hidden nor too long.
/// Never empty.
std::string safeFileName(std::string_view foreign);

/// True for names that the operating systems run when they are opened (a table of endings).
bool isExecutableName(std::string_view name);
/// True for what begins like a program, whatever it is called: Windows, Linux and macOS programs, scripts
/// with "#!".
bool isExecutableContent(std::string_view start);

} // namespace tanba::documents
