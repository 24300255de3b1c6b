#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <string>

namespace tanba::platform {

/// Longest password that is read, in bytes of UTF-8.
inline constexpr std::size_t kMaxPasswordSize = 1024;

/// Asks on the terminal of this process (/dev/tty), whatever standard input and output are, without showing
/// what is typed. Each byte goes straight into SecretBytes. Backspace takes back one character, Ctrl-U all of
/// them.
/// @param prompt shown as it is, already safe.
/// @returns cancelled for Ctrl-C, Ctrl-D and a set token; password.unreadable without a terminal or beyond
///          kMaxPasswordSize. The terminal is as it was before on every way out.
Result<SecretBytes> readTerminalPassword(const std::string& prompt, const CancelToken& cancel);

/// The same for an answer that is no secret: what is typed is shown.
Result<std::string> readTerminalAnswer(const std::string& prompt, const CancelToken& cancel);

} // namespace tanba::platform
