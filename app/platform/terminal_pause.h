#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

namespace tanba::platform {

/// Whether a person sits at standard input.
bool standardInputIsTerminal();

/// Waits until a line has been read from standard input. cancelled at its end, or when a signal came.
/// @param cancel of cancelOnSignal().
Outcome waitForEnter(const CancelToken& cancel);

} // namespace tanba::platform
