#pragma once

#include "app/gui/consent/consent_desk.h"
#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"

#include <functional>

namespace tanba::gui {

class Button;
class Fold;
class KeyCard;

/// Which key answers a question or enters a portal: those that can, and folded those that cannot, each with
/// its reason.
class AskKeysPage : public Page {
    Q_OBJECT

  public:
    struct About {
        Phrase lead;
        Phrase back;
        std::function<std::vector<ConsentKey>()> keys;
        std::function<void(const SigningKeyOption&)> choose;
    };

    /// @param consent tells when the keys may be others.
    AskKeysPage(const Desk& desk, GuiConsentDesk& consent, About about);
    void openUnfit();
    void focusFirst() override;

  signals:
    void left();

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    void refresh();
    void addCard(const ConsentKey& key, QVBoxLayout& place);

    const Desk& desk_;
    About about_;
    Button* back_;
    QVBoxLayout* fitting_;
    Fold* unfit_;
    QList<KeyCard*> cards_;
};

} // namespace tanba::gui
