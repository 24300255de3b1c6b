#pragma once

#include "app/gui/style/icon.h"
#include "app/gui/widgets/text.h"

#include <QWidget>

namespace tanba::gui {

/// A drawing in a tone of the theme; says nothing to a screen reader, because words always stand beside it.
class Picture : public QWidget {
    Q_OBJECT

  public:
    Picture(Icon icon, int size, Tone tone, QWidget* parent = nullptr);
    void show(Icon icon, Tone tone);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void applyTheme();

    Icon icon_;
    int size_;
    Tone tone_;
};

} // namespace tanba::gui
