#pragma once

#include "app/worker/shown.h"

namespace tanba::worker {

/// Text, XML as its tree, or Unsupported. @param extent whether `document` is all of it.
Shown showText(ByteView document, preview::Extent extent);

/// Office files are only looked through.
Shown showOffice(ByteView document);

} // namespace tanba::worker
