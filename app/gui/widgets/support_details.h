#pragma once

#include "core/base/failure.h"

#include <string>
#include <string_view>

namespace tanba::gui {

/// What a person may send to somebody who helps: program, system, code and detail of the failure. Runs of 12
/// digits (IIN, BIN) are blotted out, and of paths only the last part is left.
std::string supportDetails(const Failure& failure, std::string_view system);

} // namespace tanba::gui
