#pragma once

#include "core/base/failure.h"

#include <nlohmann/json.hpp>

namespace rig {

/// One JSON object a line on standard output, from any thread.
void tellLine(const nlohmann::json& object);

nlohmann::json toJson(const tanba::Failure& failure);

/// Seconds of the steady clock, the one that Python's time.monotonic() reads.
double steadySeconds();

} // namespace rig
