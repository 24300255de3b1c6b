#pragma once

#include "app/gui/after_work.h"
#include "app/gui/consent/portal_journal.h"
#include "app/gui/consent/portal_windows.h"
#include "app/gui/consent/portals.h"
#include "app/gui/demo/demo_start.h"
#include "app/gui/demo/no_readers.h"
#include "app/gui/demonstration.h"
#include "app/gui/main_window.h"
#include "app/gui/mobile/mobile_desk.h"
#include "app/gui/portal/login_desk.h"
#include "app/gui/portal_help/login_helper.h"
#include "app/gui/tray.h"
#include "app/gui/words/qt_texts.h"
#include "app/platform/user_folders.h"
#include "core/base/clock.h"
#include "core/base/disk_file_store.h"

#include <QStringList>
#include <memory>

namespace tanba::gui {

enum class StartMode { Window, Background };

/// The composition root: makes everything that the pages work with, in the order in which it depends on each
/// other.
class Application {
  public:
    /// @param demonstration what the program shows instead of this computer's own; null: nothing of that. It
    /// outlives the application.
    explicit Application(const DemoStart* demonstration = nullptr);
    ~Application();

    void start(StartMode mode, const QStringList& files);
    /// Another start of the program was handed over to this one.
    void startedAgain(const QStringList& files);

  private:
    CardSources cardSources();
    CheckSources checkSources();
    ConsentSources consentSources();
    PortalPorts ports();
    EntryPorts entryPorts();
    LoginSources loginSources();
    MobileSources mobileSources();
    PlaceFinder searchPlaces();
    Folders folders() const;
    /// What the first picture of the window does not need.
    void startRest();
    void giveBackMemoryAtRest();
    void addTray();
    void connectToDesktop();
    void addDemonstration();
    bool open(const QUrl& url);
    void addPortalWindows();
    void addLoginHelper();
    void raise();
    void quit();
    void explainTray();

    const DemoStart* const demo_;
    DiskFileStore files_;
    SystemClock clock_;
    HeardTime heardTime_;
    platform::Settings settings_;
    Words words_;
    QtTexts qtTexts_;
    platform::DesktopLook desktopLook_;
    Appearance appearance_;
    platform::Autostart autostart_;
    std::unique_ptr<HttpTransport> demoNetwork_; ///< of a demonstration; used by tasks
    TaskRunner tasks_;
    AfterWork afterWork_{tasks_};
    KeyShelf shelf_;
    PersonBook person_;
    platform::PersonFolders folders_;
    NoReaders noReaders_; ///< of a demonstration
    CardShelf cards_;
    RecentShelf recent_;
    SigningDesk signing_;
    CheckDesk checks_;
    platform::WallAlarm alarm_;
    platform::DesktopNotifier notifier_;
    platform::MountedDrives drives_;
    Attendant attendant_;
    platform::DesktopSessionWatch session_;
    Portals portals_;
    PortalJournal portalJournal_;
    LoginDesk login_;
    MobileDesk mobile_;
    std::unique_ptr<DemoBrowser> demoBrowser_;
    Desk desk_;
    std::unique_ptr<MainWindow> window_;
    std::unique_ptr<PortalWindows> portalWindows_;
    std::unique_ptr<LoginHelper> loginHelper_;
    std::unique_ptr<Tray> tray_;
    std::unique_ptr<Demonstration> demonstration_;
};

} // namespace tanba::gui
