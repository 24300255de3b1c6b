#include "app/gui/widgets/pill.h"

#include <QPainter>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

constexpr int kIconSize = 16;
constexpr int kGap = 5;
constexpr int kPillSide = 9;

struct PillRow {
    CardKind kind;
    Icon icon;
    QRgb Colours::*ink;
    QRgb Colours::*fill;
};
constexpr std::array<PillRow, 5> kPills = {{
    {CardKind::Plain, Icon::Circle, &Colours::muted, &Colours::raised},
    {CardKind::Good, Icon::Good, &Colours::good, &Colours::goodTint},
    {CardKind::Info, Icon::Info, &Colours::accent, &Colours::accentTint},
    {CardKind::Attention, Icon::Attention, &Colours::attention, &Colours::attentionTint},
    {CardKind::Bad, Icon::Bad, &Colours::bad, &Colours::badTint},
}};

} // namespace

Pill::Pill(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, &QWidget::updateGeometry);
}

void Pill::show(CardKind kind, const QString& words, std::optional<Icon> icon) {
    kind_ = kind;
    icon_ = icon;
    words_ = words;
    setAccessibleName(words);
    updateGeometry();
    update();
}

QSize Pill::sizeHint() const {
    const QFontMetrics metrics(theme().font(TypeRole::Small));
    const int width = metrics.horizontalAdvance(words_) + theme().px(kIconSize) + theme().px(kGap) +
                      2 * theme().px(kPillSide);
    return {width, metrics.height() + theme().px(8)};
}

void Pill::paintEvent(QPaintEvent*) {
    const auto row = std::ranges::find(kPills, kind_, &PillRow::kind);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ink = theme().colour(row->ink);
    painter.setPen(theme().highContrast() ? QPen(ink, 1) : QPen(Qt::NoPen));
    painter.setBrush(theme().colour(row->fill));
    const QRectF shape = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2);
    const int size = theme().px(kIconSize);
    const int side = theme().px(kPillSide);
    paintIcon(painter, icon_.value_or(row->icon), {side, (height() - size) / 2}, size, ink);
    painter.setFont(theme().font(TypeRole::Small));
    painter.setPen(ink);
    const int left = side + size + theme().px(kGap);
    painter.drawText(QRect(left, 0, width() - left, height()), Qt::AlignVCenter | Qt::AlignLeft, words_);
}

} // namespace tanba::gui
