#pragma once

#include "core/base/failure.h"

#include <string>
#include <string_view>

namespace tanba::gui {

/// What a person may send to somebody who helps: program, system, code and detail of the failure. Runs of 12
/// digits (IIN, BIN) are blotted out, and so is the name by which the computer knows the person; of paths
/// only the last part is left.
/// @param home the person's home folder, with either kind of slash.
std::string supportDetails(const Failure& failure, std::string_view system, std::string_view home);

} // namespace tanba::gui
