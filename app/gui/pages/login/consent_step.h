#pragma once

#include "app/gui/pages/advice/advice_place.h"
#include "app/gui/pages/login/login_step.h"

namespace tanba::gui {

class ConsentButton;
class KeyCard;
class OpeningNote;
class OwnerCard;
class PortalCard;
class SecretPart;

/// Where, who, and what it means; the password or PIN, and the one button that agrees.
class ConsentStep : public LoginStep {
    Q_OBJECT

  public:
    explicit ConsentStep(const Desk& desk);
    void begin() override;

  signals:
    void adviceWanted(AdvicePlace place);
    void passwordForgotten();

  protected:
    void say() override;
    void refresh() override;
    void focusOwn() override;
    /// Nothing typed waits in a page that nobody sees.
    void hideEvent(QHideEvent* event) override;

  private:
    void refreshKey();
    void refreshButtons();
    QString consentWords() const;
    void openKey();
    void cancelOpening();
    void press();
    void takeRefusal(const Failure& failure);

    std::optional<SigningKeyOption> key_;
    PortalCard* portal_;
    Banner* means_;
    Text* whoTitle_;
    KeyCard* keyCard_;
    Text* role_;
    OwnerCard* owner_;
    Text* keyLine_;
    SecretPart* secret_;
    ConsentButton* agree_;
    Button* open_;
    Button* forgot_;
    OpeningNote* note_;
};

} // namespace tanba::gui
