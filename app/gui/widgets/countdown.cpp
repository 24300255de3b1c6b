#include "app/gui/widgets/countdown.h"

#include "app/gui/widgets/text.h"

#include <QPainter>
#include <algorithm>

namespace tanba::gui {

namespace {

constexpr int kRing = 24;
constexpr int kRingGap = 8;
constexpr qreal kRingWidth = 3;
constexpr std::chrono::seconds kSoon{30}; ///< from here on it is marked
constexpr int kQtCircle = 360 * 16;

} // namespace

QString minutesAndSeconds(std::chrono::seconds left) {
    const auto seconds = std::max<std::int64_t>(0, left.count());
    return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

Countdown::Countdown(const Clock& clock, Words& words, Phrase running, QWidget* parent)
    : Painted(QAccessible::StaticText, parent), clock_(clock), words_(words), phrase_(running) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    timer_.setInterval(std::chrono::seconds(1));
    connect(&timer_, &QTimer::timeout, this, &Countdown::look);
    connect(&theme(), &Theme::changed, this, &QWidget::updateGeometry);
    words.keep(this, [this] { say(); });
}

std::chrono::seconds Countdown::left() const {
    return std::max(std::chrono::seconds(0), std::chrono::ceil<std::chrono::seconds>(until_ - clock_.now()));
}

void Countdown::start(Time until, std::chrono::seconds whole) {
    until_ = until;
    whole_ = std::max(std::chrono::seconds(1), whole);
    running_ = true;
    timer_.start();
    look();
}

void Countdown::stop() {
    running_ = false;
    timer_.stop();
    say();
}

void Countdown::look() {
    if (!running_)
        return;
    if (left().count() == 0) {
        stop();
        emit over();
        return;
    }
    say();
    emit moved();
}

void Countdown::say() {
    shown_ = words_.say(phrase_, {{"time", toUtf8(minutesAndSeconds(left()))}});
    setAccessibleName(shown_);
    updateGeometry();
    update();
}

QSize Countdown::sizeHint() const {
    const int text = QFontMetrics(theme().font(TypeRole::Body)).horizontalAdvance(shown_);
    return {theme().px(kRing) + theme().px(kRingGap) + text + 2 * kHalo, theme().px(kRing) + 2 * kHalo};
}

void Countdown::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool soon = left() <= kSoon;
    const int ring = theme().px(kRing);
    const qreal inset = kRingWidth / 2;
    const QRectF circle =
        QRectF(kHalo, (height() - ring) / 2.0, ring, ring).adjusted(inset, inset, -inset, -inset);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().colour(&Colours::raised), kRingWidth));
    painter.drawEllipse(circle);
    const double part =
        std::clamp(static_cast<double>(left().count()) / static_cast<double>(whole_.count()), 0.0, 1.0);
    const QColor ink = theme().colour(soon ? &Colours::attention : &Colours::accent);
    painter.setPen(QPen(ink, kRingWidth, Qt::SolidLine, Qt::FlatCap));
    painter.drawArc(circle, kQtCircle / 4, static_cast<int>(part * kQtCircle));
    painter.setFont(theme().font(TypeRole::Body));
    painter.setPen(soon ? ink : theme().colour(&Colours::text));
    painter.drawText(rect().adjusted(kHalo + ring + theme().px(kRingGap), 0, 0, 0),
                     Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown_);
}

} // namespace tanba::gui
