#pragma once

#include "app/preview/preview.h"
#include "core/base/bytes.h"

namespace tanba::worker {

/// What a PDF has in it that moves, links, runs or hides, by the names in its bytes and in its object streams
/// (ISO 32000-1, 7.5.7). Nothing of it is interpreted, so that no cross-reference table can lead past
/// anything; a name in an unused object counts as well. Object streams that are encrypted, coded in an
/// unusual way or too large set Flag::NotAllExamined. Bounded in time and memory.
preview::Flags pdfMarks(ByteView document);

} // namespace tanba::worker
