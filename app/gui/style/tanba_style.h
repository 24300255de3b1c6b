#pragma once

#include <QProxyStyle>

namespace tanba::gui {

/// Fusion, with the controls of this program drawn from the theme: fields, boxes, scroll bars, progress,
/// menus, and a focus ring that cannot be overlooked.
class TanbaStyle : public QProxyStyle {
    Q_OBJECT

  public:
    TanbaStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returnData) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                           const QWidget* widget) const override;
    QIcon standardIcon(StandardPixmap picture, const QStyleOption* option,
                       const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                         const QWidget* widget) const override;
};

/// The ring around what has the focus: 2 px of accent.
/// @param outline the edge that it follows; the ring lies inside `outline`.
void paintFocusRing(QPainter& painter, const QRectF& outline, qreal radius);

} // namespace tanba::gui
