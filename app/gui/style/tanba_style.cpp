#include "app/gui/style/tanba_style.h"

#include "app/gui/style/icon.h"
#include "app/gui/style/theme.h"

#include <QIcon>
#include <QPainter>
#include <QPainterPath>
#include <QPlainTextEdit>
#include <QStyleOption>
#include <QTextCharFormat>
#include <QWidget>
#include <algorithm>

namespace tanba::gui {

namespace {

constexpr qreal kRingWidth = 2.0;
constexpr qreal kControlRadius = 8.0;
constexpr int kIndicator = 20;
constexpr int kScrollBar = 12;
constexpr int kProgressHeight = 12;
constexpr int kBesideProgress = 4; // as texts keep it for the focus ring (kHalo)

QRectF inset(const QRect& rect, qreal by) {
    return QRectF(rect).adjusted(by, by, -by, -by);
}

bool is(const QStyleOption* option, QStyle::StateFlag flag) {
    return option->state.testFlag(flag);
}

void drawField(const QStyleOption* option, QPainter* painter) {
    const bool focused = is(option, QStyle::State_HasFocus);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QColor edge = theme().colour(focused ? &Colours::accent : &Colours::edge);
    painter->setPen(QPen(edge, focused ? kRingWidth : 1.0));
    painter->setBrush(theme().colour(&Colours::surface));
    const qreal by = focused ? kRingWidth / 2 : 0.5;
    painter->drawRoundedRect(inset(option->rect, by), kControlRadius, kControlRadius);
    painter->restore();
}

void drawCheckBox(const QStyleOption* option, QPainter* painter) {
    const bool on = is(option, QStyle::State_On);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool enabled = is(option, QStyle::State_Enabled);
    const QColor fill = theme().colour(enabled ? &Colours::accent : &Colours::muted);
    painter->setPen(on ? QPen(fill, 1.0) : QPen(theme().colour(&Colours::edge), 1.5));
    painter->setBrush(on ? fill : theme().colour(&Colours::surface));
    painter->drawRoundedRect(inset(option->rect, 0.75), 5, 5);
    if (on) {
        const int size = option->rect.width() - 4;
        paintIcon(*painter, Icon::Check, option->rect.topLeft() + QPoint(2, 2), size,
                  theme().colour(&Colours::onAccent));
    }
    painter->restore();
}

/// Of what is no control.
void drawOutline(const QRect& rect, QPainter* painter) {
    painter->save();
    painter->setPen(QPen(theme().colour(&Colours::line), 1));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(rect.adjusted(0, 0, -1, -1));
    painter->restore();
}

/// Of a text of several lines: an edge where it stands on the page, none on a card, and the ring.
void drawTextFrame(const QStyleOption* option, QPainter* painter) {
    if (is(option, QStyle::State_HasFocus)) {
        paintFocusRing(*painter, option->rect, 1);
        return;
    }
    if (is(option, QStyle::State_Sunken))
        drawOutline(option->rect, painter);
}

void drawProgress(const QStyleOptionProgressBar& option, QPainter* painter) {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    // On one line with the texts above and below.
    const int height = std::min(option.rect.height(), theme().px(kProgressHeight));
    const QRect bar(option.rect.x() + kBesideProgress, option.rect.center().y() - height / 2,
                    option.rect.width() - 2 * kBesideProgress, height);
    const QRectF groove = inset(bar, 0);
    const qreal radius = groove.height() / 2;
    painter->setPen(QPen(theme().colour(theme().highContrast() ? &Colours::edge : &Colours::line), 1));
    painter->setBrush(theme().colour(&Colours::raised));
    painter->drawRoundedRect(groove, radius, radius);
    const int span = option.maximum - option.minimum;
    if (span > 0) {
        QRectF done = groove;
        done.setWidth(groove.width() * std::clamp(option.progress - option.minimum, 0, span) / span);
        painter->setBrush(theme().colour(&Colours::accent));
        painter->drawRoundedRect(done, radius, radius);
    }
    painter->restore();
}

void drawRadioButton(const QStyleOption* option, QPainter* painter) {
    const bool on = is(option, QStyle::State_On);
    const bool enabled = is(option, QStyle::State_Enabled);
    const QColor ink = theme().colour(!enabled ? &Colours::muted : on ? &Colours::accent : &Colours::edge);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(ink, 1.5));
    painter->setBrush(theme().colour(&Colours::surface));
    const QRectF circle = inset(option->rect, 0.75);
    painter->drawEllipse(circle);
    if (on) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(ink);
        const qreal by = circle.width() / 4;
        painter->drawEllipse(circle.adjusted(by, by, -by, -by));
    }
    painter->restore();
}

void drawScrollHandle(const QRect& handle, bool hovered, Qt::Orientation orientation, QPainter* painter) {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme().colour(hovered ? &Colours::muted : &Colours::edge));
    const qreal side = hovered ? 2.0 : 3.0;
    const QRectF bar = orientation == Qt::Vertical ? QRectF(handle).adjusted(side, 2, -side, -2)
                                                   : QRectF(handle).adjusted(2, side, -2, -side);
    const qreal radius = std::min(bar.width(), bar.height()) / 2;
    painter->drawRoundedRect(bar, radius, radius);
    painter->restore();
}

QTextCharFormat focusedLink() {
    QTextCharFormat format;
    format.setForeground(theme().colour(&Colours::onAccent));
    format.setBackground(theme().colour(&Colours::accent));
    return format;
}

} // namespace

void paintFocusRing(QPainter& painter, const QRectF& outline, qreal radius) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme().colour(&Colours::accent), kRingWidth));
    painter.setBrush(Qt::NoBrush);
    const qreal half = kRingWidth / 2;
    painter.drawRoundedRect(outline.adjusted(half, half, -half, -half), radius, radius);
    painter.restore();
}

TanbaStyle::TanbaStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void TanbaStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                               const QWidget* widget) const {
    switch (element) {
    case PE_PanelLineEdit:
    case PE_FrameLineEdit:
        drawField(option, painter);
        return;
    case PE_IndicatorCheckBox:
        drawCheckBox(option, painter);
        return;
    case PE_IndicatorRadioButton:
        drawRadioButton(option, painter);
        return;
    case PE_Frame:
        if (qobject_cast<const QPlainTextEdit*>(widget) == nullptr)
            break;
        drawTextFrame(option, painter);
        return;
    case PE_PanelMenu:
        painter->fillRect(option->rect, theme().colour(&Colours::surface));
        return;
    case PE_FrameMenu:
        drawOutline(option->rect, painter);
        return;
    case PE_FrameFocusRect:
        paintFocusRing(*painter, inset(option->rect, -1), 5);
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void TanbaStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                             const QWidget* widget) const {
    const auto* progress = qstyleoption_cast<const QStyleOptionProgressBar*>(option);
    if (element == CE_ProgressBar && progress != nullptr) {
        drawProgress(*progress, painter);
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void TanbaStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                    QPainter* painter, const QWidget* widget) const {
    if (control == CC_ComboBox) {
        drawField(option, painter);
        const int size = theme().px(kIndicator);
        const QRect arrow = subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
        paintIcon(*painter, Icon::ChevronDown,
                  {arrow.center().x() - size / 2 + 1, arrow.center().y() - size / 2 + 1}, size,
                  theme().colour(&Colours::muted));
        return;
    }
    const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control == CC_ScrollBar && slider != nullptr) {
        if (slider->minimum == slider->maximum)
            return; // nothing to scroll
        const QRect handle = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
        drawScrollHandle(handle, is(option, State_MouseOver), slider->orientation, painter);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int TanbaStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return theme().px(kIndicator);
    case PM_DefaultFrameWidth: // room for the ring
        return qobject_cast<const QPlainTextEdit*>(widget) == nullptr
                   ? QProxyStyle::pixelMetric(metric, option, widget)
                   : static_cast<int>(kRingWidth);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return theme().px(10);
    case PM_ScrollBarExtent:
        return kScrollBar;
    case PM_ScrollView_ScrollBarSpacing:
        return 0;
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin:
        return 4;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int TanbaStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                          QStyleHintReturn* returnData) const {
    switch (hint) {
    case SH_ComboBox_Popup: // a list below the box, as everywhere else on the screen
        return 0;
    case SH_TextControl_FocusIndicatorTextCharFormat: // a link with the focus, like a chosen entry
        if (auto* answer = qstyleoption_cast<QStyleHintReturnVariant*>(returnData))
            answer->variant = focusedLink();
        return 1;
    case SH_Widget_Animate: // nothing moves without a reason
        return 0;
    case SH_UnderlineShortcut:
        return 0;
    case SH_EtchDisabledText: // a second, pale text behind the first is hard to read
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize TanbaStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                                   const QWidget* widget) const {
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    if (type == CT_ComboBox)
        size += QSize(theme().px(24), 0);
    if (type == CT_ComboBox || type == CT_LineEdit)
        size.setHeight(std::max(size.height(), theme().px(40)));
    if (type == CT_CheckBox || type == CT_RadioButton)
        size = QSize(size.width() + 8, std::max(size.height(), theme().px(32)));
    return size;
}

QIcon TanbaStyle::standardIcon(StandardPixmap picture, const QStyleOption* option,
                               const QWidget* widget) const {
    // Of one family with the others; besides, Qt would look for it in every icon theme of the system.
    if (picture == SP_LineEditClearButton)
        return iconPixmap(Icon::Close, theme().px(kIndicator), theme().colour(&Colours::muted),
                          widget == nullptr ? 1 : widget->devicePixelRatioF());
    return QProxyStyle::standardIcon(picture, option, widget);
}

QRect TanbaStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                 const QWidget* widget) const {
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return option->rect.adjusted(theme().px(12), 2, -theme().px(36), -2);
    if (control == CC_ComboBox && part == SC_ComboBoxArrow)
        return {option->rect.right() - theme().px(36), option->rect.top(), theme().px(32),
                option->rect.height()};
    if (control == CC_ScrollBar && (part == SC_ScrollBarAddLine || part == SC_ScrollBarSubLine))
        return {};
    if (control == CC_ScrollBar && part == SC_ScrollBarGroove)
        return option->rect;
    return QProxyStyle::subControlRect(control, option, part, widget);
}

} // namespace tanba::gui
