#include "app/gui/widgets/distances.h"

#include "app/gui/style/theme.h"
#include "app/gui/widgets/text.h"

#include <QLayout>

namespace tanba::gui {

void keepSpacing(QLayout& layout, int distance) {
    theme().keep(&layout, [&layout, distance] { layout.setSpacing(theme().px(distance)); });
}

void keepCardMargin(QLayout& layout, int distance) {
    theme().keep(&layout, [&layout, distance] {
        const int margin = theme().px(distance) + kHalo;
        layout.setContentsMargins(margin, margin, margin, margin);
    });
}

} // namespace tanba::gui
