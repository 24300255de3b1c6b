#include "app/gui/pages/preview/pixel_view.h"

#include "app/gui/widgets/text.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace tanba::gui {

PixelView::PixelView(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void PixelView::show(const QImage& image) {
    image_ = image;
    updateGeometry();
    update();
}

QSize PixelView::shownSize(int width) const {
    if (image_.isNull())
        return {};
    const qreal own = image_.width() / devicePixelRatioF();
    const qreal shown = std::min<qreal>(own, std::max(1, width - 2 * kHalo));
    return {static_cast<int>(std::lround(shown)),
            static_cast<int>(std::lround(shown * image_.height() / image_.width()))};
}

int PixelView::heightForWidth(int width) const {
    return shownSize(width).height() + 2 * kHalo;
}

QSize PixelView::sizeHint() const {
    const int width = theme().px(480);
    return {width, heightForWidth(width)};
}

void PixelView::paintEvent(QPaintEvent*) {
    if (image_.isNull())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QRect place(QPoint(kHalo, kHalo), shownSize(width()));
    painter.drawImage(place, image_);
    // White paper on a white page has an edge.
    painter.setPen(QPen(theme().colour(&Colours::line), 1));
    painter.drawRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace tanba::gui
