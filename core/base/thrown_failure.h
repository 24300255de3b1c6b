#pragma once

#include "core/base/failure.h"

#include <string>

namespace tanba {

/// What was thrown, as a failure that has a sentence. To be called where it was caught, at the edge of a
/// thread or of a library.
Failure thrownFailure(std::string subject = {});

} // namespace tanba
