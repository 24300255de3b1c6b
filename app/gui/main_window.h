#pragma once

#include "app/gui/pages/advice/advice_area.h"
#include "app/gui/pages/advice/hand_over_notice.h"
#include "app/gui/pages/help_area.h"
#include "app/gui/pages/home_page.h"
#include "app/gui/pages/keys_area.h"
#include "app/gui/pages/settings_page.h"
#include "app/gui/side_bar.h"

#include <QMainWindow>

namespace tanba::gui {

/// A closed window ends the program, or leaves it in the tray.
enum class CloseMeaning { End, StayBehind };

/// The window: the side bar, and the page that was chosen.
class MainWindow : public QMainWindow {
    Q_OBJECT

  public:
    MainWindow(const Desk& desk, platform::Settings& settings, Appearance& appearance,
               platform::Autostart& autostart);

    void go(Place place);
    /// Opens what the program was started with on the page that fits the content.
    void openFiles(const QStringList& files);
    void searchKeys();
    /// What closing the window means is asked each time; it ends the program unless this says otherwise.
    void setCloseMeaning(std::function<CloseMeaning()> meaning) { closeMeaning_ = std::move(meaning); }
    KeysArea& keysArea() { return *keys_; }
    void showAdvice(AdvicePlace place);
    Page& currentPage();

  signals:
    /// The person wants the program to end.
    void quitWanted();
    /// The window was closed and the program stays.
    void stayedBehind();

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void addAdvice();
    void addCards();
    void showPlace(Place place, QWidget* page);
    void restorePlaceOnScreen();
    void foldSideBar();
    void lookForFiles();
    void showOpened(const std::vector<OpenedFile>& files);
    void showExpiry(const std::string& id);

    const Desk& desk_;
    platform::Settings& settings_;
    std::function<CloseMeaning()> closeMeaning_ = [] { return CloseMeaning::End; };
    SideBar* sideBar_;
    QStackedWidget* pages_;
    HomePage* home_;
    KeysArea* keys_;
    AdviceArea* advice_;
    HelpArea* help_;
    SettingsPage* settingsPage_;
    HandOverNotice handOver_;
};

} // namespace tanba::gui
