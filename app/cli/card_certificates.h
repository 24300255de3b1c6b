#pragma once

#include "app/cli/input.h"
#include "core/base/progress.h"
#include "core/keys/certificate.h"

#include <string>
#include <vector>

namespace tanba::cli {

/// Every certificate in a file: of a certificate file (DER, PEM, base64), or those that a signed CMS or XML
/// carries, wherever its trust ends.
/// @returns input.unknown_format when it is none of these, and what the readers of the formats say.
Result<std::vector<keys::Certificate>> certificatesInFile(const std::string& name, Inputs& inputs,
                                                          const WorkControl& control);

} // namespace tanba::cli
