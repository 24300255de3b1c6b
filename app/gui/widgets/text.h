#pragma once

#include "app/gui/style/theme.h"

#include <QLabel>
#include <array>

namespace tanba::gui {

/// Room around every shape, in which the focus ring is drawn; texts keep the same distance, so that both
/// begin on one line.
inline constexpr int kHalo = 4;

enum class Tone { Normal, Muted, Good, Attention, Bad, Accent };

QColor toneColour(Tone tone);

/// Words on the screen, in the theme's type. Always plain text: what it shows may come from anywhere.
class Text : public QLabel {
    Q_OBJECT

  public:
    explicit Text(TypeRole role, Tone tone = Tone::Normal, QWidget* parent = nullptr);

    void setTone(Tone tone);
    void setRole(TypeRole role);
    /// The program's own text with links, which the keyboard reaches; `html` is escaped by the caller.
    void showRich(const QString& html);
    /// Part of a control that tells a screen reader everything itself.
    void leaveToControl();

    int heightForWidth(int width) const override;

  private:
    void applyTheme();

    /// Nested layouts ask for the same few widths again and again, and each answer lays the whole text out.
    struct Measured {
        int width = -1;
        int height = 0;
        QMargins margins;
        QFont font;
        QString text;
    };

    TypeRole role_;
    Tone tone_;
    mutable std::array<Measured, 3> measured_;
    mutable std::size_t nextMeasured_ = 0;
};

} // namespace tanba::gui
