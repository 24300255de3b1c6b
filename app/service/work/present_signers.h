#pragma once

#include "core/sign/cms_reader.h"

#include <string>
#include <vector>

namespace tanba::service {

/// Names of those who signed a CMS, in its order, as far as it carries their certificates.
std::vector<std::string> presentSigners(const sign::CmsSignedData& cms);

} // namespace tanba::service
