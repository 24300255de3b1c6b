#pragma once

#include "app/gui/consent/portal_news.h"
#include "app/gui/pages/desk.h"

#include <QWidget>

class QCheckBox;
class QVBoxLayout;

namespace tanba::gui {

class Banner;
class Button;
class FactsView;
class Pill;
class Text;
class UnlockChoice;

/// In the settings: whether sites may ask this computer, which browsers trust it, and what sites asked last.
class PortalSection : public QWidget {
    Q_OBJECT

  public:
    PortalSection(const Desk& desk, PortalSwitch& portals, const PortalNews& news);

  private:
    void layOut();
    void say();
    void refresh();
    void showState();
    void showTrust();
    void showRecent();

    const Desk& desk_;
    PortalSwitch& portals_;
    const PortalNews& news_;
    bool installedNow_ = false; ///< browsers that are open do not know it yet
    Text* heading_;
    QCheckBox* allow_;
    Text* note_;
    UnlockChoice* unlock_;
    Pill* state_;
    Banner* trouble_;
    QWidget* trust_;
    Text* trustHeading_;
    Text* trustNote_;
    FactsView* browsers_;
    Text* soon_; ///< another certificate is due
    Text* looking_;
    Text* restart_;
    Text* alerts_;
    Banner* result_;
    Button* renew_;
    Button* install_;
    Button* try_;
    Button* remove_;
    Text* recentHeading_;
    Text* recentNone_;
    FactsView* recent_;
};

} // namespace tanba::gui
