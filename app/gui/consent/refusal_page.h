#pragma once

#include "app/gui/consent/consent_desk.h"
#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"

namespace tanba::gui {

class Banner;
class Button;
class CallerCard;
class VerdictHeader;

/// A login that was blocked: what was prevented, and what to do. There is nothing to agree to.
class RefusalPage : public Page {
    Q_OBJECT

  public:
    RefusalPage(const Desk& desk, GuiConsentDesk& consent);
    void show(const service::RefusalNotice& notice);
    void focusFirst() override;

  private:
    void say();

    const Desk& desk_;
    std::optional<service::RefusalNotice> notice_;
    CallerCard* caller_;
    VerdictHeader* verdict_;
    Text* text_;
    Text* next_;
    Button* understood_;
};

} // namespace tanba::gui
