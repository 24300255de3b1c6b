#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"
#include "core/guidance/portals.h"

namespace tanba::gui {

class Banner;
class Button;
class FactsView;
class SourceFold;

/// One portal: what one needs to get in, whom to ask, and the way in.
class PortalPage : public Page {
    Q_OBJECT

  public:
    explicit PortalPage(const Desk& desk);

    /// @param id guidance::Portal::id
    void showShipped(const std::string& id);
    /// @param origin AddedPortal::origin
    void showAdded(const std::string& origin);

  signals:
    void left();
    void enterWanted(const std::string& id);
    void loginWanted(const std::string& origin);

  private:
    void refresh();
    void refreshShipped();
    void refreshAdded();
    void remove();

    const Desk& desk_;
    const guidance::Portal* shipped_ = nullptr;
    std::string added_; ///< origin; when shipped_ is null
    Button* back_;
    Banner* banner_;
    Banner* note_;
    FactsView* facts_;
    Text* way_;
    Button* enter_;
    Button* support_;
    Button* binding_;
    Button* remove_;
    SourceFold* source_;
    std::string supportAddress_;
};

} // namespace tanba::gui
