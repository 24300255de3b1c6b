#pragma once

#include "app/preview/preview.h"

#include <string_view>

namespace tanba::worker {

/// Splits UTF-8 at CR, LF, CRLF and form feeds; a longer line goes on in the next one. Tabs become blanks;
/// what displayText replaces is flagged.
void splitLines(std::string_view text, preview::Preview& into);

} // namespace tanba::worker
