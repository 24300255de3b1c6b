#include "app/gui/widgets/card.h"

#include "app/gui/style/tanba_style.h"
#include "app/gui/widgets/card_button_accessible.h"

#include <QKeyEvent>
#include <QPainter>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

constexpr qreal kCardRadius = 10;

struct KindRow {
    CardKind kind;
    QRgb Colours::*fill;
    QRgb Colours::*border;
};
constexpr std::array<KindRow, 5> kKinds = {{
    {CardKind::Plain, &Colours::surface, &Colours::line},
    {CardKind::Good, &Colours::goodTint, &Colours::good},
    {CardKind::Info, &Colours::accentTint, &Colours::accent},
    {CardKind::Attention, &Colours::attentionTint, &Colours::attention},
    {CardKind::Bad, &Colours::badTint, &Colours::bad},
}};

QRectF shapeOf(const QWidget& widget) {
    const qreal by = kHalo + 0.5;
    return QRectF(widget.rect()).adjusted(by, by, -by, -by);
}

} // namespace

Card::Card(CardKind kind, QWidget* parent) : QFrame(parent), kind_(kind) {
    setFrameShape(QFrame::NoFrame);
}

void Card::setKind(CardKind kind) {
    kind_ = kind;
    update();
}

void Card::paintEvent(QPaintEvent*) {
    const auto row = std::ranges::find(kKinds, kind_, &KindRow::kind);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool tinted = kind_ != CardKind::Plain && !theme().highContrast();
    QColor border = theme().colour(row->border);
    if (tinted)
        border.setAlphaF(0.35F);
    painter.setPen(QPen(border, 1));
    painter.setBrush(theme().colour(row->fill));
    painter.drawRoundedRect(shapeOf(*this), kCardRadius, kCardRadius);
}

CardButton::CardButton(QWidget* parent) : QAbstractButton(parent) {
    CardButtonAccessible::install();
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void CardButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool hot = isEnabled() && (underMouse() || isDown());
    painter.setPen(QPen(theme().colour(hot ? &Colours::accent : &Colours::edge), 1));
    painter.setBrush(theme().colour(hot ? &Colours::hover : &Colours::surface));
    painter.drawRoundedRect(shapeOf(*this), kCardRadius, kCardRadius);
    if (hasFocus())
        paintFocusRing(painter, rect(), kCardRadius + kHalo);
}

void CardButton::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

} // namespace tanba::gui
