#include "app/gui/widgets/button.h"

#include "app/gui/style/tanba_style.h"
#include "app/gui/widgets/text.h"

#include <QEvent>
#include <QPainter>
#include <algorithm>

namespace tanba::gui {

namespace {

constexpr int kIconSize = 20;
constexpr int kGap = 8;
constexpr int kSide = 16;
constexpr int kQuietRoom = 12; ///< to the right of it
constexpr int kMainHeight = 44;
constexpr int kHeight = 40;
constexpr qreal kRadius = 8;
/// With larger text a longer label takes a second line: the smallest window is no wider then.
constexpr int kLongestLine = 250;
constexpr int kAboveLines = 8;

/// As much room as the label takes, in one line or, where that is longer than `longest`, in several.
QSize labelSize(const QFontMetrics& metrics, const QString& label, int longest) {
    const int line = metrics.horizontalAdvance(label);
    if (line <= longest)
        return {line, metrics.height()};
    return metrics.boundingRect(QRect(0, 0, longest, QWIDGETSIZE_MAX), Qt::TextWordWrap, label).size();
}

int longestWord(const QFontMetrics& metrics, const QString& label) {
    int longest = 0;
    for (const QString& word : label.split(QLatin1Char(' ')))
        longest = std::max(longest, metrics.horizontalAdvance(word));
    return longest;
}

} // namespace

Button::Button(ButtonKind kind, std::optional<Icon> icon, QWidget* parent)
    : QPushButton(parent), kind_(kind), icon_(icon) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    setAutoDefault(false);
    if (kind == ButtonKind::Quiet)
        setCursor(Qt::PointingHandCursor);
    connect(&theme(), &Theme::changed, this, &QWidget::updateGeometry);
}

void Button::showIconOnly() {
    iconOnly_ = true;
    updateGeometry();
}

void Button::setIcon(Icon icon) {
    icon_ = icon;
    update();
}

void Button::letWrap() {
    wraps_ = true;
    QSizePolicy policy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QFont Button::ownFont() const {
    return theme().font(kind_ == ButtonKind::Main ? TypeRole::Strong : TypeRole::Body);
}

/// The picture, and what is left free.
int Button::besideLabel() const {
    const int picture = icon_ ? theme().px(kIconSize) + theme().px(kGap) : 0;
    return picture + theme().px(kind_ == ButtonKind::Quiet ? kQuietRoom : 2 * kSide) + 2 * kHalo;
}

/// For how wide the button would like to be; one that wraps takes what there is.
int Button::longestLine() const {
    return wraps_ || theme().textSize() == TextSize::Normal ? QWIDGETSIZE_MAX : kLongestLine;
}

int Button::heightFor(QSize label) const {
    const int height = theme().px(kind_ == ButtonKind::Main ? kMainHeight : kHeight) + 2 * kHalo;
    return iconOnly_ ? height : std::max(height, label.height() + 2 * (kAboveLines + kHalo));
}

QSize Button::sizeHint() const {
    const QSize label = labelSize(QFontMetrics(ownFont()), text(), longestLine());
    const int height = heightFor(label);
    return {iconOnly_ ? height : label.width() + besideLabel(), height};
}

QSize Button::minimumSizeHint() const {
    const QSize hint = sizeHint();
    if (!wraps_)
        return hint;
    return {std::min(hint.width(), longestWord(QFontMetrics(ownFont()), text()) + besideLabel()),
            hint.height()};
}

int Button::heightForWidth(int width) const {
    const int longest = wraps_ ? width - besideLabel() : longestLine();
    return heightFor(labelSize(QFontMetrics(ownFont()), text(), longest));
}

QColor Button::ink() const {
    if (!isEnabled())
        return theme().colour(&Colours::muted);
    switch (kind_) {
    case ButtonKind::Main:
        return theme().colour(&Colours::onAccent);
    case ButtonKind::Quiet:
        return theme().colour(&Colours::accent);
    case ButtonKind::Danger:
        return theme().colour(&Colours::bad);
    case ButtonKind::Plain:
        break;
    }
    return theme().colour(&Colours::text);
}

void Button::paintShape(QPainter& painter) const {
    const bool hot = isEnabled() && (underMouse() || isDown());
    const QRectF shape = QRectF(rect()).adjusted(kHalo, kHalo, -kHalo, -kHalo);
    if (kind_ == ButtonKind::Quiet) {
        if (hot && iconOnly_) { // a text is underlined instead
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme().colour(&Colours::hover));
            painter.drawRoundedRect(shape, kRadius, kRadius);
        }
        return;
    }
    if (kind_ == ButtonKind::Main && isEnabled()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().colour(hot ? &Colours::accentHover : &Colours::accent));
        painter.drawRoundedRect(shape, kRadius, kRadius);
        return;
    }
    QPen edge(theme().colour(isEnabled() ? &Colours::edge : &Colours::line), 1);
    if (!isEnabled() && theme().highContrast())
        edge.setStyle(Qt::DashLine); // there are no greys to tell it by
    painter.setPen(edge);
    painter.setBrush(theme().colour(hot           ? &Colours::hover
                                    : isEnabled() ? &Colours::surface
                                                  : &Colours::raised));
    painter.drawRoundedRect(shape.adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
}

void Button::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintShape(painter);
    const int iconSize = theme().px(kIconSize);
    const QString shown = iconOnly_ ? QString() : text();
    QFont font = ownFont();
    font.setUnderline(kind_ == ButtonKind::Quiet && underMouse() && isEnabled());
    painter.setFont(font);
    const QFontMetrics metrics(font);
    const int longest = wraps_ ? width() - besideLabel() : longestLine();
    const int textWidth = labelSize(metrics, shown, longest).width();
    const bool oneLine = metrics.horizontalAdvance(shown) <= textWidth;
    const int gap = icon_ && !shown.isEmpty() ? theme().px(kGap) : 0;
    // A quiet one has no edge that could stand on the line where the texts begin: its content does.
    const bool onLine = kind_ == ButtonKind::Quiet && !iconOnly_;
    int x = onLine ? kHalo : (width() - textWidth - gap - (icon_ ? iconSize : 0)) / 2;
    if (icon_) {
        paintIcon(painter, *icon_, {x, (height() - iconSize) / 2}, iconSize, ink());
        x += iconSize + gap;
    }
    painter.setPen(ink());
    painter.drawText(QRect(x, 0, textWidth + 2, height()),
                     Qt::AlignVCenter | Qt::AlignLeft | (oneLine ? Qt::TextSingleLine : Qt::TextWordWrap),
                     shown);
    if (hasFocus())
        paintFocusRing(painter, rect(), kRadius + kHalo);
}

void Button::changeEvent(QEvent* event) {
    if (event->type() == QEvent::EnabledChange || event->type() == QEvent::FontChange)
        updateGeometry();
    QPushButton::changeEvent(event);
}

} // namespace tanba::gui
