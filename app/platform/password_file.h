#pragma once

#include "app/platform/terminal_password.h"

#include <string>
#include <vector>

namespace tanba::platform {

struct PasswordLines {
    std::vector<SecretBytes> lines;
    /// Other users of the computer can read the file.
    bool readableByOthers = false;
};

/// The first `count` lines of a file, one password each, without their CR and LF; "-" is standard input.
/// @returns password.unreadable when the file cannot be read, is larger than kMaxPasswordSize a line or has
/// fewer
///          lines; cancelled.
Result<PasswordLines> readPasswordLines(const std::string& file, std::size_t count,
                                        const CancelToken& cancel);

} // namespace tanba::platform
