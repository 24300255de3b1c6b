#pragma once

#include "app/gui/main_window.h"
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
    Application();
    ~Application();

    void start(StartMode mode, const QStringList& files);
    /// Another start of the program was handed over to this one.
    void startedAgain(const QStringList& files);
    /// The card that is made for showing and practising appears among the keys.
    void showDemonstration();

  private:
    CheckSources checkSources();
    std::vector<SearchPlace> searchPlaces();
    Folders folders() const;
    /// What the first picture of the window does not need.
    void startRest();
    void addTray();
    void raise();
    void quit();
    void explainTray();

    DiskFileStore files_;
    SystemClock clock_;
    platform::Settings settings_;
    Words words_;
    QtTexts qtTexts_;
    platform::DesktopLook desktopLook_;
    Appearance appearance_;
    platform::Autostart autostart_;
    TaskRunner tasks_;
    KeyShelf shelf_;
    PersonBook person_;
    platform::PersonFolders folders_;
    CardShelf cards_;
    SigningDesk signing_;
    CheckDesk checks_;
    platform::WallAlarm alarm_;
    platform::DesktopNotifier notifier_;
    platform::MountedDrives drives_;
    Attendant attendant_;
    Desk desk_;
    std::unique_ptr<MainWindow> window_;
    std::unique_ptr<Tray> tray_;
};

} // namespace tanba::gui
