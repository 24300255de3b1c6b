#pragma once

#include <QRect>
#include <QRgb>
#include <QString>
#include <QWidget>
#include <vector>

namespace tanba::gui::test {

enum class InkKind { Words, Picture, Shape };

/// Something that was painted in one colour on one other: words, a drawing of one colour, a shape or its
/// edge.
struct Ink {
    InkKind kind;
    QRgb front;
    QRgb behind;
    QRect place;   ///< in the window
    QString words; ///< of words
};

/// All that a window paints, in its order, as it would on the screen: each with what was there before.
std::vector<Ink> inksOf(QWidget& window);

} // namespace tanba::gui::test
