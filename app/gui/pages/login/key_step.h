#pragma once

#include "app/gui/pages/login/login_step.h"

namespace tanba::gui {

class ActionCard;
class Fold;
class KeyCard;
class PortalCard;

/// Which key enters the portal: those that can, and folded those that cannot, each with its reason. And the
/// way without a key.
class KeyStep : public LoginStep {
    Q_OBJECT

  public:
    explicit KeyStep(const Desk& desk);

  signals:
    void chosen();
    /// By QR code alone.
    void keylessWanted();
    void searchWanted();

  protected:
    void say() override;
    void refresh() override;
    void focusOwn() override;

  private:
    void addCard(const ConsentKey& key, QVBoxLayout& place, bool ready);

    PortalCard* portal_;
    Text* waiting_;
    Banner* none_;
    QVBoxLayout* fitting_;
    Fold* unfit_;
    Button* search_;
    ActionCard* keyless_;
    QList<KeyCard*> cards_;
};

} // namespace tanba::gui
