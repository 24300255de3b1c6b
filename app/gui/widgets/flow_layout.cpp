#include "app/gui/widgets/flow_layout.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace tanba::gui {

FlowLayout::~FlowLayout() {
    qDeleteAll(items_);
}

QLayoutItem* FlowLayout::takeAt(int index) {
    return index >= 0 && index < count() ? items_.takeAt(index) : nullptr;
}

QSize FlowLayout::sizeHint() const {
    QSize size;
    for (const QLayoutItem* item : items_) {
        if (item->isEmpty())
            continue;
        const QSize own = item->sizeHint();
        size = {size.width() + own.width() + gap_, std::max(size.height(), own.height())};
    }
    return size;
}

QSize FlowLayout::minimumSize() const {
    QSize size;
    for (const QLayoutItem* item : items_)
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    return size;
}

void FlowLayout::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    place(rect, Act::Move);
}

int FlowLayout::place(const QRect& rect, Act act) const {
    int x = rect.left();
    int y = rect.top();
    int lineHeight = 0;
    std::vector<std::pair<QLayoutItem*, QRect>> row;
    // Things of different height stand on one middle line.
    const auto finishRow = [&] {
        if (act == Act::Move)
            for (const auto& [item, place] : row)
                item->setGeometry(place.translated(0, (lineHeight - place.height()) / 2));
        row.clear();
    };
    for (QLayoutItem* item : items_) {
        if (item->isEmpty())
            continue;
        const QSize size = item->sizeHint();
        if (x > rect.left() && x + size.width() > rect.left() + rect.width()) {
            finishRow();
            x = rect.left();
            y += lineHeight;
            lineHeight = 0;
        }
        row.push_back({item, {{x, y}, size}});
        x += size.width() + gap_;
        lineHeight = std::max(lineHeight, size.height());
    }
    finishRow();
    return y + lineHeight - rect.top();
}

} // namespace tanba::gui
