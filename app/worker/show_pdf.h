#pragma once

#include "app/preview/wire.h"
#include "app/worker/shown.h"

namespace tanba::worker {

/// Loads poppler's tables, and opens the fonts that stand in for those which documents do not bring: after
/// this only these fonts exist for the process. False when there is none.
bool preparePdf();

/// One page, at most as large as the order's box.
Shown showPdf(ByteView document, const preview::wire::Order& order);

} // namespace tanba::worker
