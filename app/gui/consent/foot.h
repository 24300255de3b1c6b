#pragma once

#include "app/gui/widgets/text.h"

#include <QLayout>

namespace tanba::gui {

/// The foot of a window begins on one line with its page.
inline void keepFootMargin(QLayout& layout) {
    theme().keep(&layout, [&layout] {
        const int side = theme().px(32) - kHalo;
        layout.setContentsMargins(side, theme().px(8), side, theme().px(16));
    });
}

} // namespace tanba::gui
