#pragma once

#include "app/gui/style/icon.h"

#include <QPushButton>
#include <optional>

namespace tanba::gui {

enum class ButtonKind {
    Main,   ///< the one thing that this page is for
    Plain,  ///< another thing to do
    Quiet,  ///< looks like a link
    Danger, ///< takes something away
};

class Button : public QPushButton {
    Q_OBJECT

  public:
    explicit Button(ButtonKind kind, std::optional<Icon> icon = std::nullopt, QWidget* parent = nullptr);

    /// Only the picture is seen; the text becomes name and tool tip.
    void showIconOnly();
    void setIcon(Icon icon);
    /// For narrow places: where the label finds no room in one line, it goes on in the next. A layout must
    /// be told Qt::AlignTop, or it takes the height of one line for the greatest.
    void letWrap();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    QFont ownFont() const;
    int besideLabel() const;
    int longestLine() const;
    int heightFor(QSize label) const;
    QColor ink() const;
    void paintShape(QPainter& painter) const;

    ButtonKind kind_;
    std::optional<Icon> icon_;
    bool iconOnly_ = false;
    bool wraps_ = false;
};

} // namespace tanba::gui
