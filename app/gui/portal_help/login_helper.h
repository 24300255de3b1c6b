#pragma once

#include "app/gui/consent/consent_desk.h"
#include "app/gui/consent/to_front.h"
#include "app/gui/pages/desk.h"
#include "core/guidance/portals.h"

#include <QTimer>
#include <chrono>
#include <memory>

namespace tanba::gui {

class HelperCard;

/// Stands by after the local service signed a login for a portal of two stages: shows what comes next on the
/// portal's page, and takes it away again by itself.
class LoginHelper : public QObject {
    Q_OBJECT

  public:
    /// Long enough for an SMS that is late; how long a code lives is the portal's to say.
    static constexpr std::chrono::minutes kStays{5};

    LoginHelper(const Desk& desk, GuiConsentDesk& consent, platform::Notifier& notifier, FrontWay way);
    ~LoginHelper() override;

    /// Null as long as there was nothing to tell.
    HelperCard* card() { return card_.get(); }

  signals:
    /// An article of the help.
    void helpWanted(const std::string& topic);

  private:
    void take(const service::ConsentQuestion& question);
    void show(const guidance::Portal& portal);
    void look();

    const Desk& desk_;
    GuiConsentDesk& consent_;
    ToFront front_;
    std::unique_ptr<HelperCard> card_;
    QTimer look_;
    std::chrono::milliseconds until_{};
};

} // namespace tanba::gui
