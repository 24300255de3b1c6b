#include "app/gui/widgets/qr_view.h"

#include "app/gui/widgets/text.h"

#include <QImage>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace tanba::gui {

namespace {

constexpr int kPageSide = 248;
constexpr int kLargeSide = 440;
// Not colours of the theme: cameras read dark on white.
constexpr QRgb kPaper = qRgb(255, 255, 255);
constexpr QRgb kInk = qRgb(0, 0, 0);
constexpr QRgb kPaleInk = qRgb(214, 214, 214);

} // namespace

QrView::QrView(QWidget* parent) : Painted(QAccessible::Graphic, parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void QrView::show(std::optional<qr::QrCode> code) {
    code_ = std::move(code);
    update();
}

void QrView::setShownSize(QrSize size) {
    size_ = size;
    updateGeometry();
    update();
}

void QrView::setOver(bool over) {
    over_ = over;
    update();
}

QSize QrView::sizeHint() const {
    const int side = (size_ == QrSize::Large ? kLargeSide : kPageSide) + 2 * kHalo;
    return {side, side};
}

/// In pixels of the screen, with the quiet zone.
QImage QrView::picture(int modulePixels) const {
    const auto side = static_cast<int>(code_->side());
    const int quiet = static_cast<int>(qr::kQuietZone) * modulePixels;
    const int pixels = side * modulePixels + 2 * quiet;
    QImage image(pixels, pixels, QImage::Format_RGB32);
    image.fill(kPaper);
    QPainter painter(&image);
    const QColor ink = QColor::fromRgb(over_ ? kPaleInk : kInk);
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column)
            if (code_->dark(static_cast<std::size_t>(column), static_cast<std::size_t>(row)))
                painter.fillRect(quiet + column * modulePixels, quiet + row * modulePixels, modulePixels,
                                 modulePixels, ink);
    return image;
}

void QrView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QRectF room = QRectF(rect()).adjusted(kHalo, kHalo, -kHalo, -kHalo);
    painter.fillRect(room, QColor::fromRgb(kPaper));
    if (!code_)
        return;
    // From here on in pixels of the screen: half a pixel would make modules of different widths.
    const QTransform toScreen = painter.deviceTransform();
    const QRectF onScreen = toScreen.mapRect(room);
    const auto all = static_cast<double>(code_->side() + 2 * qr::kQuietZone);
    const int modulePixels =
        std::max(1, static_cast<int>(std::floor(std::min(onScreen.width(), onScreen.height()) / all)));
    QImage image = picture(modulePixels);
    const QPointF corner(std::round(onScreen.center().x() - image.width() / 2.0),
                         std::round(onScreen.center().y() - image.height() / 2.0));
    const QTransform back = toScreen.inverted();
    painter.drawImage(back.mapRect(QRectF(corner, QSizeF(image.size()))), image, QRectF(image.rect()));
}

} // namespace tanba::gui
