#pragma once

#include "app/gui/main_window.h"
#include "app/gui/words/qt_texts.h"
#include "core/base/clock.h"
#include "core/base/disk_file_store.h"

#include <QMenu>
#include <QStringList>
#include <QSystemTrayIcon>
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

  private:
    std::vector<SearchPlace> searchPlaces();
    void addTray();

    DiskFileStore files_;
    SystemClock clock_;
    platform::Settings settings_;
    Words words_;
    QtTexts qtTexts_;
    platform::DesktopLook desktopLook_;
    Appearance appearance_;
    platform::Autostart autostart_;
    KeyShelf shelf_;
    TaskRunner tasks_;
    Desk desk_;
    std::unique_ptr<MainWindow> window_;
    QMenu trayMenu_;
    QSystemTrayIcon tray_;
};

} // namespace tanba::gui
