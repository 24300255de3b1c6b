#include "app/gui/application.h"

#include "app/platform/user_folders.h"
#include "app/text/language.h"

#include <QApplication>
#include <QDesktopServices>
#include <QStandardPaths>
#include <QUrl>

namespace tanba::gui {

namespace {

QString inFolder(QStandardPaths::StandardLocation location, const QString& name) {
    return QStandardPaths::writableLocation(location) + QLatin1Char('/') + name;
}

text::Language languageOf(const platform::Settings& settings) {
    const auto chosen = text::languageByName(toUtf8(settings.get(platform::settings::kLanguage)));
    return chosen ? *chosen : text::languageOfEnvironment(text::processEnvironment);
}

} // namespace

Application::Application()
    : settings_(inFolder(QStandardPaths::GenericConfigLocation, QStringLiteral("tanba/tanba.ini"))),
      words_(languageOf(settings_)), qtTexts_(words_), appearance_(settings_, desktopLook_),
      autostart_(files_, toUtf8(inFolder(QStandardPaths::GenericConfigLocation, QStringLiteral("autostart"))),
                 toUtf8(QCoreApplication::applicationFilePath())),
      shelf_(files_, clock_,
             toUtf8(inFolder(QStandardPaths::GenericDataLocation, QStringLiteral("tanba/keys.json")))),
      desk_{words_,
            shelf_,
            tasks_,
            files_,
            [this] { return searchPlaces(); },
            [](const QUrl& url) { return QDesktopServices::openUrl(url); }} {
    appearance_.apply();
    QCoreApplication::installTranslator(&qtTexts_);
    QObject::connect(&words_, &Words::changed, &qtTexts_, [this] {
        // Installing again makes Qt's own widgets ask for their texts again.
        QCoreApplication::removeTranslator(&qtTexts_);
        QCoreApplication::installTranslator(&qtTexts_);
    });
    window_ = std::make_unique<MainWindow>(desk_, settings_, appearance_, autostart_);
    desktopLook_.ask();
    addTray();
}

Application::~Application() {
    QCoreApplication::removeTranslator(&qtTexts_);
}

std::vector<SearchPlace> Application::searchPlaces() {
    std::vector<SearchPlace> places;
    for (const platform::SearchFolder& folder : platform::usualKeyFolders(files_, text::processEnvironment))
        places.push_back({folder.path, folder.depth});
    for (const QString& folder : settings_.get(platform::settings::kFolders))
        places.push_back({toUtf8(folder), keys::FinderLimits{}.depth});
    return places;
}

void Application::addTray() {
    if (!QSystemTrayIcon::isSystemTrayAvailable())
        return;
    QAction* open = trayMenu_.addAction(QString(), window_.get(), [this] { startedAgain({}); });
    QAction* quit = trayMenu_.addAction(QString(), window_.get(), &QWidget::close);
    words_.keep(window_.get(), [this, open, quit] {
        open->setText(words_.say(Phrase::TrayOpen));
        quit->setText(words_.say(Phrase::TrayQuit));
    });
    tray_.setIcon(window_->windowIcon());
    tray_.setToolTip(QStringLiteral("Tanba"));
    tray_.setContextMenu(&trayMenu_);
    QObject::connect(&tray_, &QSystemTrayIcon::activated, window_.get(),
                     [this](QSystemTrayIcon::ActivationReason reason) {
                         if (reason == QSystemTrayIcon::Trigger)
                             startedAgain({});
                     });
    tray_.show();
}

void Application::start(StartMode mode, const QStringList& files) {
    if (mode == StartMode::Background)
        window_->showMinimized();
    else
        window_->show();
    window_->go(Place::Home);
    window_->openFiles(files);
}

void Application::startedAgain(const QStringList& files) {
    window_->setWindowState(window_->windowState() & ~Qt::WindowMinimized);
    window_->show();
    window_->raise();
    window_->activateWindow();
    window_->openFiles(files);
}

} // namespace tanba::gui
