#include "app/gui/widgets/page_foot.h"

#include "app/gui/widgets/page.h"

#include <QPainter>
#include <QStyle>
#include <algorithm>

namespace tanba::gui {

namespace {

QMargins belowMargins() {
    const int side = theme().px(kPageMargin) - kHalo;
    return {side, theme().px(8), side, theme().px(16)};
}

/// The page keeps the room of its scroll bar always: without it the foot would stick out over the column.
int besideScrollBar(const PageFoot& foot) {
    return foot.style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, &foot);
}

} // namespace

PageFoot::PageFoot() : holder_(new QWidget), column_(new QVBoxLayout(holder_)) {
    auto* frame = new QHBoxLayout(this);
    frame->addWidget(holder_, 1);
    frame->addStretch(0);
    applyTheme();
    connect(&theme(), &Theme::changed, this, &PageFoot::applyTheme);
}

int PageFoot::heightIn(int width) const {
    // The same wherever it stands now: what is decided by it must not change it.
    const QMargins below = belowMargins();
    const QMargins now = column_->contentsMargins();
    const int room =
        std::min(width - besideScrollBar(*this), holder_->maximumWidth()) - below.left() - below.right();
    const int height = column_->hasHeightForWidth() ? column_->heightForWidth(room + now.left() + now.right())
                                                    : column_->sizeHint().height();
    return height - now.top() - now.bottom() + below.top() + below.bottom();
}

void PageFoot::stand(Standing standing) {
    standing_ = standing;
    applyTheme();
}

void PageFoot::applyTheme() {
    const bool below = standing_ == Standing::Below;
    column_->setContentsMargins(below ? belowMargins() : QMargins());
    layout()->setContentsMargins(0, 0, below ? besideScrollBar(*this) : 0, 0);
    holder_->setMaximumWidth(theme().px(kPageColumn) + 2 * theme().px(kPageMargin));
}

void PageFoot::paintEvent(QPaintEvent*) {
    if (standing_ == Standing::InColumn)
        return;
    // What the line cuts goes on below it.
    QPainter(this).fillRect(0, 0, width(), 1, theme().colour(&Colours::line));
}

} // namespace tanba::gui
