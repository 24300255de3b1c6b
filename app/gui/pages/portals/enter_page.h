#pragma once

#include "app/gui/consent/consent_key.h"
#include "app/gui/pages/advice/advice_place.h"
#include "app/gui/pages/desk.h"
#include "app/gui/pages/portals/check_row.h"
#include "app/gui/widgets/page.h"
#include "core/guidance/portals.h"

#include <optional>

namespace tanba::gui {

class Banner;
class Button;
class KeyCard;
class OwnerCard;

/// Before a portal's own page is opened in the browser: with which key, and a checklist that ticks itself.
/// Nothing in it keeps anybody from going there.
class EnterPage : public Page {
    Q_OBJECT

  public:
    explicit EnterPage(const Desk& desk);

    /// Another portal than before, with no key chosen yet.
    void begin(const guidance::Portal& portal);
    /// The keys that can be chosen for this portal.
    std::vector<ConsentKey> keys() const;
    void chooseKey(const SigningKeyOption& option);

  signals:
    void left();
    void otherKeyWanted();
    void keySearchWanted();
    void stayWanted();
    void adviceWanted(AdvicePlace place);
    /// The portal is to be opened; the key waits, if there is one and the portal's logins are known.
    void started();

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    void layOut();
    void say();
    void refresh();
    void refreshKey();
    void refreshChecks();
    void go();
    std::optional<ConsentKey> key() const;
    std::string origin() const;

    const Desk& desk_;
    const guidance::Portal* portal_ = nullptr;
    std::optional<SigningKeyOption> chosen_;
    Button* back_;
    Banner* banner_;
    Text* keyTitle_;
    KeyCard* keyCard_;
    Button* otherKey_;
    Text* checksTitle_;
    CheckRow* keyRow_;
    CheckRow* ownerRow_;
    OwnerCard* owner_;
    CheckRow* serviceRow_;
    CheckRow* browserRow_;
    CheckRow* numberRow_;
    CheckRow* stayRow_;
    Text* notReady_;
    Button* go_;
    Text* address_;
};

} // namespace tanba::gui
