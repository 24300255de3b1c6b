#pragma once

#include "app/cli/command.h"
#include "core/base/secret_bytes.h"

#include <chrono>
#include <string>

namespace tanba::cli {

/// Leads the person's browser to an address with secrets in it, without a command line that holds them, and
/// waits until it came. Where no browser opens, the person is told the link for opening it themselves.
/// @param host for people
/// @returns browser.nobody_came when nobody came in time; cancelled
Outcome leadBrowser(SecretBytes address, std::chrono::milliseconds time, const std::string& host,
                    const Services& services);

} // namespace tanba::cli
