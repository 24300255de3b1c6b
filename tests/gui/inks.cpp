#include "tests/gui/inks.h"

#include <QImage>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <optional>
#include <utility>

namespace tanba::gui::test {

namespace {

constexpr int kPointsOfALine = 24;
constexpr int kStep = 2; ///< every second pixel tells enough of what is behind

/// Paints what it is told on a canvas of plain colours, without words and pictures, and notes each step.
class InkEngine : public QPaintEngine {
  public:
    InkEngine(QSize size, const QColor& ground)
        : QPaintEngine(AllFeatures), canvas_(size, QImage::Format_RGB32), everything_(QPoint(), size) {
        canvas_.fill(ground);
    }

    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    Type type() const override { return User; }

    void updateState(const QPaintEngineState& now) override {
        if (now.state().testFlag(DirtyTransform))
            transform_ = now.transform();
        if (now.state().testFlag(DirtyPen))
            pen_ = now.pen();
        if (now.state().testFlag(DirtyBrush))
            brush_ = now.brush();
    }

    void drawPath(const QPainterPath& path) override {
        const QPainterPath shape = transform_.map(path);
        const QRect place = shape.boundingRect().toAlignedRect();
        noteShape(brush_.style() == Qt::SolidPattern ? brush_.color() : QColor(), place);
        noteLine(shape);
        paint([this, &shape](QPainter& painter) {
            painter.setPen(pen_);
            painter.setBrush(brush_);
            painter.drawPath(shape);
        });
    }

    void drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) override {
        QPainterPath path(points[0]);
        for (int index = 1; index < count; ++index)
            path.lineTo(points[index]);
        if (mode != PolylineMode) {
            path.closeSubpath();
            drawPath(path);
            return;
        }
        const QBrush brush = std::exchange(brush_, Qt::NoBrush);
        drawPath(path);
        brush_ = brush;
    }

    void drawTextItem(const QPointF& at, const QTextItem& item) override {
        const QRectF box(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent());
        note(InkKind::Words, pen_.color(), transform_.mapRect(box).toAlignedRect(), item.text());
    }

    void drawPixmap(const QRectF& target, const QPixmap& pixmap, const QRectF&) override {
        notePicture(pixmap.toImage(), transform_.mapRect(target).toAlignedRect());
    }

    void drawImage(const QRectF& target, const QImage& image, const QRectF&,
                   Qt::ImageConversionFlags) override {
        notePicture(image, transform_.mapRect(target).toAlignedRect());
    }

    void drawTiledPixmap(const QRectF&, const QPixmap&, const QPointF&) override {}

    std::vector<Ink> inks;

  private:
    /// Where the painter may paint now, on the canvas.
    QRegion open() const {
        QRegion region = systemClip().isEmpty() ? QRegion(everything_) : systemClip();
        if (painter()->hasClipping())
            region &= QRegion(transform_.map(painter()->clipPath()).toFillPolygon().toPolygon());
        return region;
    }

    template <typename Draw>
    void paint(const Draw& draw) {
        QPainter painter(&canvas_); // without smooth edges: only colours that were asked for
        painter.setClipRegion(open());
        draw(painter);
    }

    /// Colours of pixels, and how often each was met.
    class Counts {
      public:
        void add(QRgb pixel) {
            const QRgb colour = pixel | 0xFF000000U;
            const auto known = std::ranges::find(counts_, colour, &std::pair<QRgb, int>::first);
            if (known == counts_.end())
                counts_.emplace_back(colour, 1);
            else
                ++known->second;
        }
        std::optional<QRgb> mostFrequent() const {
            if (counts_.empty())
                return std::nullopt;
            return std::ranges::max_element(counts_, {}, &std::pair<QRgb, int>::second)->first;
        }

      private:
        std::vector<std::pair<QRgb, int>> counts_;
    };

    /// The most frequent colour there; none where nothing may be painted.
    std::optional<QRgb> behind(const QRect& place) const {
        Counts counts;
        for (const QRect& part : open() & (place & everything_))
            for (int y = part.top(); y <= part.bottom(); y += kStep)
                for (int x = part.left(); x <= part.right(); x += kStep)
                    counts.add(canvas_.pixel(x, y));
        return counts.mostFrequent();
    }

    /// Of a line only what it runs over counts.
    void noteLine(const QPainterPath& path) {
        if (pen_.style() == Qt::NoPen || pen_.color().alpha() < 255)
            return;
        const QRegion region = open() & everything_;
        Counts counts;
        for (int part = 0; part < kPointsOfALine; ++part) {
            const QPoint point = path.pointAtPercent(part / double{kPointsOfALine}).toPoint();
            if (region.contains(point))
                counts.add(canvas_.pixel(point));
        }
        if (const std::optional<QRgb> colour = counts.mostFrequent())
            inks.push_back(
                {InkKind::Shape, pen_.color().rgb(), *colour, path.boundingRect().toAlignedRect(), {}});
    }

    void note(InkKind kind, const QColor& front, const QRect& place, const QString& words = {}) {
        const std::optional<QRgb> colour = behind(place);
        if (colour)
            inks.push_back({kind, front.rgb(), *colour, place, words});
    }

    void noteShape(const QColor& colour, const QRect& place) {
        if (colour.isValid() && colour.alpha() == 255)
            note(InkKind::Shape, colour, place);
    }

    /// A drawing of one colour; others have colours of their own (a page of a document, the mark).
    void notePicture(const QImage& image, const QRect& place) {
        std::optional<QRgb> ink;
        for (int y = 0; y < image.height(); y += kStep)
            for (int x = 0; x < image.width(); ++x) {
                const QRgb pixel = image.pixel(x, y);
                if (qAlpha(pixel) < 255)
                    continue;
                if (ink && *ink != pixel)
                    return;
                ink = pixel;
            }
        if (ink)
            note(InkKind::Picture, QColor::fromRgb(*ink), place);
    }

    QImage canvas_;
    QRect everything_;
    QTransform transform_;
    QPen pen_;
    QBrush brush_;
};

class InkDevice : public QPaintDevice {
  public:
    explicit InkDevice(const QWidget& window)
        : window_(window), engine(window.size(), window.palette().color(QPalette::Window)) {}
    QPaintEngine* paintEngine() const override { return &engine; }

  protected:
    int metric(PaintDeviceMetric which) const override {
        switch (which) {
        case PdmWidth:
            return window_.width();
        case PdmHeight:
            return window_.height();
        case PdmWidthMM:
            return window_.widthMM();
        case PdmHeightMM:
            return window_.heightMM();
        case PdmNumColors:
            return 1 << 24;
        case PdmDepth:
            return 32;
        case PdmDpiX:
        case PdmPhysicalDpiX:
            return window_.logicalDpiX();
        case PdmDpiY:
        case PdmPhysicalDpiY:
            return window_.logicalDpiY();
        default: // one pixel of the canvas for each of the window
            return which == PdmDevicePixelRatioScaled ? static_cast<int>(devicePixelRatioFScale()) : 1;
        }
    }

  private:
    const QWidget& window_;

  public:
    mutable InkEngine engine;
};

} // namespace

std::vector<Ink> inksOf(QWidget& window) {
    InkDevice device(window);
    window.render(&device);
    return std::move(device.engine.inks);
}

} // namespace tanba::gui::test
