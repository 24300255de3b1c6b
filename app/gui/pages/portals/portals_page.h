#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"

namespace tanba::gui {

class ActionCard;
class Banner;

/// Which portals there are: those that come with the program, and those that the person added.
class PortalsPage : public Page {
    Q_OBJECT

  public:
    explicit PortalsPage(const Desk& desk);

  signals:
    /// guidance::Portal::id
    void shippedWanted(const std::string& id);
    /// AddedPortal::origin
    void addedWanted(const std::string& origin);
    void addWanted();

  private:
    void say();
    void refreshAdded();

    const Desk& desk_;
    Banner* banner_;
    std::vector<ActionCard*> shipped_; ///< in the order of guidance::portals()
    Text* addedTitle_;
    QVBoxLayout* added_;
    QList<ActionCard*> addedCards_;
    ActionCard* add_;
};

} // namespace tanba::gui
