#pragma once

#include "app/gui/consent/consent_desk.h"
#include "app/gui/pages/desk.h"

#include <QWidget>

namespace tanba::gui {

class Button;
class Picture;
class Text;
class ToFront;

/// A running series: how many were signed, how many may still be, and Stop; then why it ended. Small, and
/// never in the way of what is typed.
class SeriesWindow : public QWidget {
    Q_OBJECT

  public:
    SeriesWindow(const Desk& desk, GuiConsentDesk& consent, ToFront& front);

  protected:
    void closeEvent(QCloseEvent* event) override;

  private:
    void refresh();
    void press();

    const Desk& desk_;
    GuiConsentDesk& consent_;
    ToFront& front_;
    Picture* picture_;
    Text* title_;
    Text* site_;
    Text* state_;
    Button* stop_;
};

} // namespace tanba::gui
