#pragma once

#include "app/gui/pages/help_area.h"
#include "app/gui/pages/home_page.h"
#include "app/gui/pages/keys_area.h"
#include "app/gui/pages/settings_page.h"
#include "app/gui/side_bar.h"

#include <QMainWindow>

namespace tanba::gui {

/// The window: the side bar, and the page that was chosen.
class MainWindow : public QMainWindow {
    Q_OBJECT

  public:
    MainWindow(const Desk& desk, platform::Settings& settings, Appearance& appearance,
               platform::Autostart& autostart);

    void go(Place place);
    /// Opens key files that the program was started with.
    void openFiles(const QStringList& files);
    KeysArea& keysArea() { return *keys_; }
    Page& currentPage();

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void showPlace(Place place, QWidget* page);
    void restorePlaceOnScreen();
    void lookForFiles();

    const Desk& desk_;
    platform::Settings& settings_;
    SideBar* sideBar_;
    QStackedWidget* pages_;
    HomePage* home_;
    KeysArea* keys_;
    HelpArea* help_;
    SettingsPage* settingsPage_;
};

} // namespace tanba::gui
