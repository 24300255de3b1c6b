#pragma once

class QLayout;

namespace tanba::gui {

// Distances stand on a grid of 4 at the usual text size and grow with the text, also while the window is
// open.

/// How far the things in a layout are from each other.
void keepSpacing(QLayout& layout, int distance);
/// How far the things in a layout are from the edge of the card that it fills.
void keepCardMargin(QLayout& layout, int distance);

} // namespace tanba::gui
