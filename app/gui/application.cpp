#include "app/gui/application.h"

#include "app/gui/cards/system_cards.h"
#include "app/gui/presence/build_time.h"
#include "app/net/online_checks.h"
#include "app/text/language.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDesktopServices>
#include <QFileDialog>
#include <QStandardPaths>
#include <QTimer>
#include <QUrl>
#include <chrono>

namespace tanba::gui {

namespace {

QString inFolder(QStandardPaths::StandardLocation location, const QString& name) {
    return QStandardPaths::writableLocation(location) + QLatin1Char('/') + name;
}

text::Language languageOf(const platform::Settings& settings) {
    const auto chosen = text::languageByName(toUtf8(settings.get(platform::settings::kLanguage)));
    return chosen ? *chosen : text::languageOfEnvironment(text::processEnvironment);
}

/// What nobody waits for at the start begins when the window has been painted.
constexpr std::chrono::milliseconds kRestAfter{300};

/// A file that exists is refused when it comes to writing, so the dialog need not ask whether to replace it.
QString askForNewFile(QWidget* parent, const QString& title, const QString& suggestedName) {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileDialog::getSaveFileName(parent, title, folder + QLatin1Char('/') + suggestedName, QString(),
                                        nullptr, QFileDialog::DontConfirmOverwrite);
}

std::chrono::seconds steadySeconds() {
    return std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::steady_clock::now().time_since_epoch());
}

} // namespace

Application::Application()
    : settings_(inFolder(QStandardPaths::GenericConfigLocation, QStringLiteral("tanba/tanba.ini"))),
      words_(languageOf(settings_)), qtTexts_(words_), appearance_(settings_, desktopLook_),
      autostart_(files_, toUtf8(inFolder(QStandardPaths::GenericConfigLocation, QStringLiteral("autostart"))),
                 toUtf8(QCoreApplication::applicationFilePath())),
      shelf_(files_, clock_, tasks_,
             toUtf8(inFolder(QStandardPaths::GenericDataLocation, QStringLiteral("tanba/keys.json")))),
      person_(files_, tasks_,
              toUtf8(inFolder(QStandardPaths::GenericDataLocation, QStringLiteral("tanba/person.json")))),
      folders_(platform::personFolders(files_, text::processEnvironment)),
      cards_(systemCards(files_, clock_, settings_,
                         toUtf8(inFolder(QStandardPaths::GenericDataLocation, QStringLiteral("tanba")))),
             tasks_, words_),
      signing_({files_, files_, clock_, tasks_, shelf_, cards_, person_,
                toUtf8(inFolder(QStandardPaths::GenericDataLocation, QStringLiteral("tanba")))}),
      checks_(checkSources()), drives_(platform::driveFolders(text::processEnvironment)),
      attendant_(
          {files_, clock_, alarm_, notifier_, drives_, steadySeconds, buildTime(),
           toUtf8(inFolder(QStandardPaths::GenericDataLocation, QStringLiteral("tanba/reminders.json")))},
          words_, shelf_, tasks_, settings_),
      desk_{words_,
            shelf_,
            tasks_,
            files_,
            [this] { return searchPlaces(); },
            [](const QUrl& url) { return QDesktopServices::openUrl(url); },
            attendant_,
            cards_,
            askForNewFile,
            person_,
            [this] { return folders(); },
            signing_,
            checks_} {
    appearance_.apply();
    QGuiApplication::setQuitOnLastWindowClosed(false);
    QCoreApplication::installTranslator(&qtTexts_);
    QObject::connect(&words_, &Words::changed, &qtTexts_, [this] {
        // Installing again makes Qt's own widgets ask for their texts again.
        QCoreApplication::removeTranslator(&qtTexts_);
        QCoreApplication::installTranslator(&qtTexts_);
    });
    window_ = std::make_unique<MainWindow>(desk_, settings_, appearance_, autostart_);
    QObject::connect(window_.get(), &MainWindow::quitWanted, window_.get(), [this] { quit(); });
    QObject::connect(window_.get(), &MainWindow::stayedBehind, window_.get(), [this] { explainTray(); });
    // A message on the desktop was pressed: what it leads to must be seen.
    QObject::connect(&attendant_, &Attendant::keyWanted, window_.get(), [this] { raise(); });
    QObject::connect(&attendant_, &Attendant::homeWanted, window_.get(), [this] { raise(); });
    window_->setCloseMeaning([] { return Tray::available() ? CloseMeaning::StayBehind : CloseMeaning::End; });
}

Application::~Application() {
    QCoreApplication::removeTranslator(&qtTexts_);
}

CheckSources Application::checkSources() {
    const std::filesystem::path folder =
        toUtf8(inFolder(QStandardPaths::GenericDataLocation, QStringLiteral("tanba")));
    const auto judging = [] {
        documents::CheckSettings settings;
        settings.programVersion = TANBA_VERSION;
        return settings;
    };
    return {files_,
            clock_,
            tasks_,
            judging,
            [this, folder] {
                return net::onlineChecks(files_, clock_, {folder, {}});
            },
            settings_,
            folder / "recent.json"};
}

std::vector<SearchPlace> Application::searchPlaces() {
    std::vector<SearchPlace> places;
    for (const platform::SearchFolder& folder : platform::usualKeyFolders(files_, text::processEnvironment))
        places.push_back({folder.path, folder.depth});
    for (const QString& folder : settings_.get(platform::settings::kFolders))
        places.push_back({toUtf8(folder), keys::FinderLimits{}.depth});
    return places;
}

Folders Application::folders() const {
    Folders folders;
    folders.home = folders_.home;
    if (!folders.home.empty())
        folders.bad = {{folders_.downloads}, {folders_.desktop}, {}};
    folders.drives = drives_.drives();
    return folders;
}

void Application::addTray() {
    tray_ = std::make_unique<Tray>(desk_);
    QObject::connect(tray_.get(), &Tray::openWanted, window_.get(), [this] { raise(); });
    QObject::connect(tray_.get(), &Tray::attentionWanted, window_.get(), [this] {
        raise();
        window_->go(Place::Home);
    });
    QObject::connect(tray_.get(), &Tray::searchWanted, window_.get(), [this] {
        raise();
        window_->searchKeys();
    });
    QObject::connect(tray_.get(), &Tray::quitWanted, window_.get(), [this] { quit(); });
    tray_->show();
}

void Application::explainTray() {
    if (settings_.get(platform::settings::kTrayExplained))
        return;
    settings_.set(platform::settings::kTrayExplained, true);
    notifier_.show(QStringLiteral("tray"),
                   {words_.say(Phrase::TrayStaysTitle), words_.say(Phrase::TrayStaysText)});
}

void Application::quit() {
    attendant_.clock().look(); // the last moment at which it ran
    QCoreApplication::quit();
}

void Application::start(StartMode mode, const QStringList& files) {
    if (mode == StartMode::Window)
        window_->show();
    else if (!Tray::available())
        window_->showMinimized();
    window_->go(Place::Home);
    window_->openFiles(files);
    desktopLook_.ask();
    QTimer::singleShot(kRestAfter, window_.get(), [this] { startRest(); });
}

void Application::startRest() {
    notifier_.connectTo(QDBusConnection::sessionBus());
    addTray();
    attendant_.start();
    cards_.start();
    signing_.lookForUnfinished();
}

void Application::showDemonstration() {
    cards_.setDemonstration(CardShelf::Demonstration::Shown);
}

void Application::raise() {
    window_->setWindowState(window_->windowState() & ~Qt::WindowMinimized);
    window_->show();
    window_->raise();
    window_->activateWindow();
}

void Application::startedAgain(const QStringList& files) {
    raise();
    window_->openFiles(files);
}

} // namespace tanba::gui
