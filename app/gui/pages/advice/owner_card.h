#pragma once

#include "app/gui/pages/advice/advice_place.h"
#include "app/gui/pages/desk.h"
#include "app/gui/widgets/card.h"
#include "core/keys/kz_profile.h"

#include <optional>

namespace tanba::gui {

class Banner;
class Button;
class CardPage;
class KeyPage;
class Picture;

/// Whose key this is: asks "is this you?" as long as nobody said so, and says what somebody else's key means.
/// Of one's own key it says nothing.
class OwnerCard : public QWidget {
    Q_OBJECT

  public:
    explicit OwnerCard(const Desk& desk);
    /// Stands on a key's page and follows what that shows.
    void standOn(KeyPage& page);
    /// The same for a card: of the certificate that leads its first holder's keys. A demonstration is
    /// nobody's.
    void standOn(CardPage& page);
    /// None: nothing is known about the owner yet.
    void show(const std::optional<keys::Owner>& owner);

  signals:
    void wanted(AdvicePlace place);

  private:
    void layOut();
    void refresh();
    void ask();
    void warn();
    void answer(guidance::KeyOwnership said);

    const Desk& desk_;
    std::optional<keys::Owner> owner_;
    Card* card_;
    Picture* picture_;
    Text* title_;
    Text* text_;
    Button* yes_;
    Button* no_;
    Button* way_;
    Button* mistake_;
    Banner* notKept_;
};

} // namespace tanba::gui
