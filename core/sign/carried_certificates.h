#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/stream.h"
#include "core/keys/certificate.h"

#include <vector>

namespace tanba::sign {

/// Every certificate in a file: of a certificate file (DER, PEM, base64), or those that a signed CMS or XML
/// carries, wherever its trust ends.
/// @returns input.unknown_format when it is none of these, and what the readers of the formats say.
Result<std::vector<keys::Certificate>> carriedCertificates(InputFile& input, const WorkControl& control);

} // namespace tanba::sign
