#pragma once

#include "app/gui/portal/login_portal.h"
#include "app/gui/widgets/card.h"

namespace tanba::gui {

/// Which portal is entered: its name where the program vouches for it, and its host with the registrable
/// domain in bold.
class PortalCard : public Card {
    Q_OBJECT

  public:
    explicit PortalCard(Words& words);
    void show(const LoginPortal& portal);

  private:
    Words& words_;
    Text* label_;
    Text* name_;
    Text* host_;
    Text* note_;
};

} // namespace tanba::gui
