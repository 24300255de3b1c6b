#pragma once

#include "app/preview/wire.h"
#include "app/worker/content_kind.h"
#include "app/worker/shown.h"

namespace tanba::worker {

/// Loads the decoders and decodes a sample with each, so that nothing is left to open later. False when one
/// is missing.
bool prepareDecoders();

/// A PNG, JPEG, BMP or GIF (its first frame), made smaller to fit the order's box.
Shown showPicture(ByteView document, Content content, const preview::wire::Order& order);

} // namespace tanba::worker
