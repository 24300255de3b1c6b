#pragma once

#include "app/gui/consent/consent_window.h"
#include "app/gui/consent/to_front.h"

#include <memory>

namespace tanba::gui {

class SeriesWindow;

/// The windows of consent, made when they are needed for the first time.
class PortalWindows : public QObject {
    Q_OBJECT

  public:
    PortalWindows(const Desk& desk, GuiConsentDesk& consent, platform::Notifier& notifier, FrontWay way,
                  ConsentWindow::ChooseFile chooseFile);
    ~PortalWindows() override;

    /// Null as long as nothing was asked.
    ConsentWindow* consentWindow() { return window_.get(); }
    SeriesWindow* seriesWindow() { return series_.get(); }

  signals:
    void keySearchWanted();
    void adviceWanted(AdvicePlace place);
    void helpWanted(const std::string& article);

  private:
    void showAsked();

    const Desk& desk_;
    GuiConsentDesk& consent_;
    ToFront front_;
    ConsentWindow::ChooseFile chooseFile_;
    std::unique_ptr<ConsentWindow> window_;
    std::unique_ptr<SeriesWindow> series_;
};

} // namespace tanba::gui
