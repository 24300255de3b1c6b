#pragma once

#include "app/gui/pages/advice/advice_area.h"
#include "app/gui/pages/advice/hand_over_notice.h"
#include "app/gui/pages/advice/hygiene_notice.h"
#include "app/gui/pages/check/check_area.h"
#include "app/gui/pages/help_area.h"
#include "app/gui/pages/home_page.h"
#include "app/gui/pages/keys_area.h"
#include "app/gui/pages/login/login_area.h"
#include "app/gui/pages/mobile_sign/mobile_area.h"
#include "app/gui/pages/portals/portals_area.h"
#include "app/gui/pages/settings_page.h"
#include "app/gui/pages/sign/sign_area.h"
#include "app/gui/pages/text_size_notice.h"
#include "app/gui/presence/opened_file.h"
#include "app/gui/side_bar.h"
#include "app/gui/widgets/lazy_page.h"

#include <QMainWindow>

namespace tanba::gui {

class PortalSection;

/// A closed window ends the program, or leaves it in the tray.
enum class CloseMeaning { End, StayBehind };

/// The window: the side bar, and the page that was chosen. Home is made with it, every other place when
/// somebody first goes there (README.md, "A new place").
class MainWindow : public QMainWindow, public HelpHost {
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
    KeysArea& keysArea() { return keys_.get(); }
    SignArea& signArea() { return sign_.get(); }
    CheckArea& checkArea() { return check_.get(); }
    void showAdvice(AdvicePlace place);
    /// From now on Home tells of key files that lie badly: HygieneNotice::start().
    void watchKeyFiles(std::chrono::milliseconds pause) { hygiene_.start(pause); }
    PortalsArea& portalsArea() { return portals_.get(); }
    LoginArea& loginArea() { return login_.get(); }
    /// Signing by a QR code meant for eGov Mobile; a part of signing.
    void showMobile();
    /// Into a portal that speaks the profile, inside the program.
    void openLogin(const LoginPortal& portal);
    /// An article of the help.
    void showHelp(const std::string& topic);
    void offerHelp(Page& page) override;
    Page& currentPage();

  signals:
    /// The person wants the program to end.
    void quitWanted();
    /// The window was closed and the program stays.
    void stayedBehind();
    /// The end of a run of signatures is on the screen.
    void signEndSeen();

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    // In main_window_places.cpp: how each place is made, and where its wishes lead.
    HomePage* makeHome();
    KeysArea* makeKeys();
    CheckArea* makeCheck();
    SignArea* makeSign();
    AdviceArea* makeAdvice();
    PortalsArea* makePortals();
    LoginArea* makeLogin();
    MobileArea* makeMobile();
    HelpArea* makeHelp();
    SettingsPage* makeSettings(Appearance& appearance, platform::Autostart& autostart);
    void followAttendant();
    void addAttention();
    /// Shows the keys; the caller says which of their pages.
    KeysArea& turnToKeys();
    /// Shows signing; the caller says which of its pages.
    SignArea& turnToSign();
    void followSigning();
    void followLogin();
    void resumeLogin();
    void pickKeyForPassword();
    void changePassword(const std::filesystem::path& key);
    void showExpiry(const std::string& id);
    /// What the help says about the page on the screen, and the way back there. Empty: all of the help.
    void explain(const std::string& article);

    void layOut();
    void showLost(const Failure& failure);
    void addQuitKey();
    void showPlace(Place place, QWidget& page);
    void restorePlaceOnScreen();
    void foldSideBar();
    void lookForFiles();
    void showOpened(const std::vector<OpenedFile>& files);
    void checkFiles(const std::vector<OpenedFile>& files);

    const Desk& desk_;
    platform::Settings& settings_;
    std::function<CloseMeaning()> closeMeaning_ = [] { return CloseMeaning::End; };
    SideBar* sideBar_;
    Place place_ = Place::Home;
    /// Where the article on the screen was asked for.
    struct {
        Place place = Place::Home;
        QWidget* area = nullptr;
    } explained_;
    QStackedWidget* pages_;
    QVBoxLayout* beside_; ///< what stands beside the side bar
    /// Above the page: work that broke off and belongs to none. Made when it is needed.
    Banner* lost_ = nullptr;
    LazyPage<HomePage> home_;
    LazyPage<KeysArea> keys_;
    LazyPage<CheckArea> check_;
    LazyPage<SignArea> sign_;
    LazyPage<AdviceArea> advice_;
    LazyPage<PortalsArea> portals_;
    LazyPage<LoginArea> login_;
    LazyPage<MobileArea> mobile_;
    LazyPage<HelpArea> help_;
    LazyPage<SettingsPage> settingsPage_;
    TextSizeNotice textSize_;
    HandOverNotice handOver_;
    HygieneNotice hygiene_;
    PortalSection* portalSection_ = nullptr; ///< a part of the settings
};

} // namespace tanba::gui
