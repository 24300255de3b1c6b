#pragma once

#include "app/gui/pages/advice/advice_place.h"
#include "app/gui/pages/desk.h"
#include "core/guidance/portals.h"

#include <QStackedWidget>

namespace tanba::gui {

class AbroadPage;
class AddPortalPage;
class AskKeysPage;
class EnterPage;
class Page;
class PortalPage;
class PortalsPage;
class UnderwayPage;

/// The portals, and the way into those whose own pages drive the login.
class PortalsArea : public QStackedWidget {
    Q_OBJECT

  public:
    explicit PortalsArea(const Desk& desk);

    /// The list; a way into a portal that was begun stays where it is.
    void showNow();
    void showList();

  signals:
    /// Into a portal that speaks the program's own profile. AddedPortal::origin
    void loginWanted(const std::string& origin);
    void keySearchWanted();
    void adviceWanted(AdvicePlace place);

  private:
    void followList();
    void followEntering();
    void turnTo(Page& page);
    void enter(const std::string& id);
    void askStay();

    const Desk& desk_;
    const guidance::Portal* entering_ = nullptr;
    PortalsPage* list_;
    PortalPage* portal_;
    AddPortalPage* add_;
    EnterPage* enter_;
    AbroadPage* abroad_;
    AskKeysPage* keys_;
    UnderwayPage* underway_;
};

} // namespace tanba::gui
