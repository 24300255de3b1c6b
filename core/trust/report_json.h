#pragma once

#include "core/trust/verdict.h"

#include <string>

namespace tanba::trust {

/// The JSON of `tanba-cli verify` for one file (ARCHITECTURE.md), one line, UTF-8.
std::string reportJson(const Report& report);

} // namespace tanba::trust
