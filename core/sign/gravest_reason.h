#pragma once

#include "core/sign/reason.h"

#include <string>
#include <vector>

namespace tanba::sign {

/// Code of the gravest of the reasons, the first of those that weigh the same; empty when there is none.
std::string gravestCode(const std::vector<Reason>& reasons);

} // namespace tanba::sign
