#include "app/gui/consent/portal_windows.h"

#include "app/gui/consent/series_window.h"

namespace tanba::gui {

PortalWindows::PortalWindows(const Desk& desk, GuiConsentDesk& consent, platform::Notifier& notifier,
                             FrontWay way, ConsentWindow::ChooseFile chooseFile)
    : desk_(desk), consent_(consent), front_(desk.words, notifier, way), chooseFile_(std::move(chooseFile)) {
    connect(&consent_, &GuiConsentDesk::asked, this, &PortalWindows::showAsked);
    connect(&consent_, &GuiConsentDesk::seriesChanged, this, [this] {
        if (!series_)
            series_ = std::make_unique<SeriesWindow>(desk_, consent_, front_);
    });
}

PortalWindows::~PortalWindows() = default;

void PortalWindows::showAsked() {
    if (!window_) {
        window_ = std::make_unique<ConsentWindow>(desk_, consent_, front_, chooseFile_);
        connect(window_.get(), &ConsentWindow::keySearchWanted, this, &PortalWindows::keySearchWanted);
        connect(window_.get(), &ConsentWindow::adviceWanted, this, &PortalWindows::adviceWanted);
        connect(window_.get(), &ConsentWindow::helpWanted, this, &PortalWindows::helpWanted);
    }
    window_->showAsked();
}

} // namespace tanba::gui
