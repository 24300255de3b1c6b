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

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

  protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    QFont ownFont() const;
    QColor ink() const;
    void paintShape(QPainter& painter) const;

    ButtonKind kind_;
    std::optional<Icon> icon_;
    bool iconOnly_ = false;
};

} // namespace tanba::gui
