#pragma once

#include "app/gui/pages/login/login_step.h"

namespace tanba::gui {

class Fold;
class PortalCard;

/// The portal let the person in: the browser goes there, and what to do when it did not.
class InsideStep : public LoginStep {
    Q_OBJECT

  public:
    explicit InsideStep(const Desk& desk);
    /// Opens the portal in the browser.
    void begin() override;

  protected:
    void say() override;
    void refresh() override;

  private:
    bool inBrowser();
    void openBrowser();
    void copy();
    void tellOver();
    std::optional<QUrl> link();

    PortalCard* portal_;
    Fold* help_;
    Text* helpText_;
    Button* again_;
    Button* copy_;
};

} // namespace tanba::gui
