#pragma once

#include "app/gui/consent/consent_desk.h"
#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"

namespace tanba::gui {

class Button;
class CallerCard;
class ConsentButton;
class DemonstrationMark;
class SecretField;

/// A token that wants its PIN for each signature waits for it: who asked, and for which document.
class PinAgainPage : public Page {
    Q_OBJECT

  public:
    PinAgainPage(const Desk& desk, GuiConsentDesk& consent);
    void focusFirst() override;

  private:
    void say();
    void give();

    const Desk& desk_;
    GuiConsentDesk& consent_;
    CallerCard* caller_;
    Text* document_;
    DemonstrationMark* demonstration_;
    SecretField* pin_;
    ConsentButton* go_;
    Button* cancel_;
};

} // namespace tanba::gui
