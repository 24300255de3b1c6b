#pragma once

#include "core/base/time.h"

namespace tanba::gui {

/// The beginning of the day on which this program was configured to be built (SOURCE_DATE_EPOCH where that is
/// set): a clock that shows less is wrong.
Time buildTime();

} // namespace tanba::gui
