#include "app/gui/widgets/step_rail.h"

#include "app/gui/style/icon.h"
#include "app/gui/widgets/text.h"

#include <QPainter>
#include <algorithm>

namespace tanba::gui {

namespace {

constexpr int kDisc = 24;
constexpr int kNameGap = 8;
constexpr int kShortestLine = 16;
constexpr int kTick = 16;

} // namespace

StepRail::StepRail(Words& words, std::vector<Phrase> steps, QWidget* parent)
    : Painted(QAccessible::StaticText, parent), words_(words), steps_(std::move(steps)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, &QWidget::updateGeometry);
    words.keep(this, [this] { say(); });
}

void StepRail::say() {
    names_.clear();
    for (const Phrase step : steps_)
        names_.push_back(words_.say(step));
    const int shown = std::min(step_, count() - 1);
    setAccessibleName(
        words_.say(Phrase::StepOf, {{"number", std::to_string(shown + 1)},
                                    {"count", std::to_string(count())},
                                    {"name", toUtf8(names_[static_cast<std::size_t>(shown)])}}));
    updateGeometry();
    update();
}

void StepRail::setStep(int step) {
    step_ = std::clamp(step, 0, count());
    say();
}

int StepRail::widthOf(int index) const {
    const TypeRole role = index == step_ ? TypeRole::Strong : TypeRole::Body;
    return theme().px(kDisc) + theme().px(kNameGap) +
           QFontMetrics(theme().font(role)).horizontalAdvance(names_[static_cast<std::size_t>(index)]);
}

QSize StepRail::sizeHint() const {
    int all = (count() - 1) * theme().px(kShortestLine + 2 * kNameGap);
    for (int index = 0; index < count(); ++index)
        all += widthOf(index);
    return {all + 2 * kHalo, theme().px(kDisc) + 2 * kHalo};
}

QSize StepRail::minimumSizeHint() const {
    return {count() * theme().px(kDisc), sizeHint().height()};
}

bool StepRail::showsName(int index) const {
    return width() >= sizeHint().width() || index == std::min(step_, count() - 1);
}

void StepRail::paintStep(QPainter& painter, int index, int x) const {
    const int disc = theme().px(kDisc);
    const int top = (height() - disc) / 2;
    const QRectF circle(x + 0.5, top + 0.5, disc - 1, disc - 1);
    const bool done = index < step_;
    const bool now = index == step_;
    const QColor accent = theme().colour(&Colours::accent);
    const QColor quiet = theme().colour(&Colours::muted);
    painter.setPen(QPen(done || now ? accent : quiet, 1));
    painter.setBrush(now ? accent : theme().colour(&Colours::surface));
    painter.drawEllipse(circle);
    if (done) {
        const int tick = theme().px(kTick);
        paintIcon(painter, Icon::Check, {x + (disc - tick) / 2, (height() - tick) / 2}, tick, accent);
    } else {
        painter.setFont(theme().font(TypeRole::Small));
        painter.setPen(now ? theme().colour(&Colours::onAccent) : quiet);
        painter.drawText(circle, Qt::AlignCenter, QString::number(index + 1));
    }
    if (!showsName(index))
        return;
    painter.setFont(theme().font(now ? TypeRole::Strong : TypeRole::Body));
    painter.setPen(now ? theme().colour(&Colours::text) : quiet);
    painter.drawText(QRect(x + disc + theme().px(kNameGap), 0, widthOf(index), height()),
                     Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     names_[static_cast<std::size_t>(index)]);
}

void StepRail::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int gap = theme().px(kNameGap);
    int used = 2 * kHalo + (count() - 1) * 2 * gap;
    for (int index = 0; index < count(); ++index)
        used += showsName(index) ? widthOf(index) : theme().px(kDisc);
    const int line =
        std::min(theme().px(2 * kDisc), std::max(0, (width() - used) / std::max(1, count() - 1)));
    int x = kHalo;
    for (int index = 0; index < count(); ++index) {
        paintStep(painter, index, x);
        x += (showsName(index) ? widthOf(index) : theme().px(kDisc)) + gap;
        if (index + 1 < count()) {
            painter.fillRect(QRect(x, height() / 2, line, 1),
                             theme().colour(index < step_ ? &Colours::accent : &Colours::edge));
            x += line + gap;
        }
    }
}

} // namespace tanba::gui
