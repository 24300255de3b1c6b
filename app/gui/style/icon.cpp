#include "app/gui/style/icon.h"

#include <QImageReader>
#include <QPixmapCache>
#include <algorithm>
#include <array>
#include <cmath>

namespace tanba::gui {

namespace {

constexpr std::array kNames = {
#define TANBA_ICON_NAME(name, file) std::string_view(file),
    TANBA_ICONS(TANBA_ICON_NAME)
#undef TANBA_ICON_NAME
};

// What cmake/draw_icons.cmake draws (app/gui/style/CMakeLists.txt): 20, 24, 32 and 64 at 1x, 2x and 3x.
constexpr std::array<int, 8> kDrawnSizes = {20, 24, 32, 48, 64, 72, 128, 192};

QPixmap drawn(Icon icon, int devicePixels) {
    const auto fitting = std::ranges::lower_bound(kDrawnSizes, devicePixels);
    const int size = fitting == kDrawnSizes.end() ? kDrawnSizes.back() : *fitting;
    const std::string_view name = iconName(icon);
    const QString path = QStringLiteral(":/icons/%1-%2.png")
                             .arg(QLatin1String(name.data(), static_cast<qsizetype>(name.size())))
                             .arg(size);
    // Told the format, the reader asks none of Qt's picture plugins, which would all be loaded for that.
    QImageReader reader(path, QByteArrayLiteral("png"));
    reader.setAutoDetectImageFormat(false);
    QPixmap pixmap = QPixmap::fromImage(reader.read());
    if (!pixmap.isNull() && size != devicePixels)
        pixmap = pixmap.scaled(devicePixels, devicePixels, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    return pixmap;
}

int devicePixelsOf(int size, qreal ratio) {
    return std::max(1, static_cast<int>(std::lround(size * ratio)));
}

} // namespace

std::string_view iconName(Icon icon) {
    return kNames.at(static_cast<std::size_t>(icon));
}

std::vector<Icon> allIcons() {
    return {
#define TANBA_ICON_VALUE(name, file) Icon::name,
        TANBA_ICONS(TANBA_ICON_VALUE)
#undef TANBA_ICON_VALUE
    };
}

QPixmap iconPixmap(Icon icon, int size, const QColor& colour, qreal devicePixelRatio) {
    const int devicePixels = devicePixelsOf(size, devicePixelRatio);
    const QString cacheKey = QStringLiteral("tanba-icon-%1-%2-%3")
                                 .arg(static_cast<int>(icon))
                                 .arg(devicePixels)
                                 .arg(colour.rgba(), 0, 16);
    QPixmap pixmap;
    if (!QPixmapCache::find(cacheKey, &pixmap)) {
        pixmap = drawn(icon, devicePixels);
        if (pixmap.isNull())
            return {};
        QPainter painter(&pixmap);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(pixmap.rect(), colour);
        painter.end();
        QPixmapCache::insert(cacheKey, pixmap);
    }
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

QPixmap programPixmap(int size, qreal devicePixelRatio) {
    QPixmap pixmap = drawn(Icon::Program, devicePixelsOf(size, devicePixelRatio));
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

void paintIcon(QPainter& painter, Icon icon, QPoint corner, int size, const QColor& colour) {
    painter.drawPixmap(corner, iconPixmap(icon, size, colour, painter.device()->devicePixelRatioF()));
}

} // namespace tanba::gui
