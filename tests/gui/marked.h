#pragma once

#include "app/gui/pages/demonstration_mark.h"

#include <algorithm>

namespace tanba::gui::test {

/// How often the word "Demonstration" can be seen as a mark in a window.
inline auto marksIn(const QWidget& window) {
    return std::ranges::count_if(window.findChildren<DemonstrationMark*>(),
                                 [](const DemonstrationMark* mark) { return mark->isVisible(); });
}

} // namespace tanba::gui::test
