#include "app/gui/application.h"

#include "app/gui/cards/system_cards.h"
#include "app/gui/demo/demo_cards.h"
#include "app/gui/demo/open_outside.h"
#include "app/gui/guarded_application.h"
#include "app/gui/portal_ports.h"
#include "app/gui/presence/build_time.h"
#include "app/gui/words/word_locale.h"
#include "app/net/http_transport.h"
#include "app/net/online_checks.h"
#include "app/net/timestamps.h"
#include "app/platform/resting_memory.h"
#include "app/text/dates.h"
#include "app/text/language.h"
#include "app/xml_reading/read_signed_xml.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDesktopServices>
#include <QFileDialog>
#include <QStandardPaths>
#include <QTimeZone>
#include <QTimer>
#include <QUrl>
#include <atomic>
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
/// After a change of the list of keys, before it is looked where they lie: a search brings many changes.
constexpr std::chrono::milliseconds kKeysRest{1000};
/// When nobody has looked at the program for so long, it is at rest.
constexpr std::chrono::seconds kQuietFor{2};

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

Application::Application(const DemoStart* demonstration)
    : demo_(demonstration), heardTime_(clock_, steadySeconds),
      settings_(inFolder(QStandardPaths::GenericConfigLocation, QStringLiteral("tanba/tanba.ini"))),
      words_(languageOf(settings_)), qtTexts_(words_), appearance_(settings_, desktopLook_),
      autostart_(files_, toUtf8(inFolder(QStandardPaths::GenericConfigLocation, QStringLiteral("autostart"))),
                 toUtf8(QCoreApplication::applicationFilePath())),
      shelf_(files_, clock_, tasks_,
             toUtf8(inFolder(QStandardPaths::GenericDataLocation, QStringLiteral("tanba/keys.json")))),
      person_(files_, tasks_,
              toUtf8(inFolder(QStandardPaths::GenericDataLocation, QStringLiteral("tanba/person.json")))),
      folders_(platform::personFolders(files_, text::processEnvironment)),
      cards_(cardSources(), tasks_, words_),
      recent_(files_, clock_, tasks_,
              toUtf8(inFolder(QStandardPaths::GenericDataLocation, QStringLiteral("tanba/recent.json")))),
      signing_({files_, files_, clock_, tasks_, shelf_, cards_, person_, recent_,
                toUtf8(inFolder(QStandardPaths::GenericDataLocation, QStringLiteral("tanba"))),
                [] { return net::timestamps({}); }, [this] { return localeOf(words_); }}),
      checks_(checkSources()), drives_(platform::driveFolders(text::processEnvironment)),
      attendant_(
          {files_, clock_, alarm_, notifier_, drives_, heardTime_, buildTime(),
           toUtf8(inFolder(QStandardPaths::GenericDataLocation, QStringLiteral("tanba/reminders.json")))},
          words_, shelf_, tasks_, settings_),
      portals_(consentSources(), ports(), entryPorts(), words_, settings_),
      portalJournal_(portals_.consent, tasks_, clock_, signing_.journal()), login_(loginSources()),
      mobile_(mobileSources()), desk_{words_,
                                      shelf_,
                                      tasks_,
                                      files_,
                                      [this] { return searchPlaces(); },
                                      [this](const QUrl& url) { return open(url); },
                                      attendant_,
                                      cards_,
                                      askForNewFile,
                                      person_,
                                      [this] { return folders(); },
                                      signing_,
                                      checks_,
                                      recent_,
                                      portals_,
                                      login_,
                                      mobile_} {
    appearance_.apply();
    QGuiApplication::setQuitOnLastWindowClosed(false);
    QCoreApplication::installTranslator(&qtTexts_);
    QObject::connect(&words_, &Words::changed, &qtTexts_, [this] {
        // Installing again makes Qt's own widgets ask for their texts again.
        QCoreApplication::removeTranslator(&qtTexts_);
        QCoreApplication::installTranslator(&qtTexts_);
    });
    window_ = std::make_unique<MainWindow>(desk_, settings_, appearance_, autostart_);
    if (auto* const guarded = qobject_cast<GuardedApplication*>(qApp))
        QObject::connect(guarded, &GuardedApplication::broke, &tasks_, &TaskRunner::lost);
    QObject::connect(window_.get(), &MainWindow::quitWanted, window_.get(), [this] { quit(); });
    QObject::connect(window_.get(), &MainWindow::stayedBehind, window_.get(), [this] { explainTray(); });
    // A message on the desktop was pressed: what it leads to must be seen.
    QObject::connect(&attendant_, &Attendant::keyWanted, window_.get(), [this] { raise(); });
    QObject::connect(&attendant_, &Attendant::homeWanted, window_.get(), [this] { raise(); });
    window_->setCloseMeaning(
        [this] { return tray_ && Tray::available() ? CloseMeaning::StayBehind : CloseMeaning::End; });
    if (demo_ != nullptr)
        addDemonstration();
}

void Application::addDemonstration() {
    settings_.set(platform::settings::kPortals, QStringLiteral("off"));
    const demo::DemoEnvironment& environment = *demo_->environment;
    demoNetwork_ =
        std::make_unique<net::NetworkTransport>(net::NetworkSettings{.roots = environment.portal().roots()});
    demoBrowser_ = std::make_unique<DemoBrowser>(
        DemoBrowser::Sources{tasks_, *demoNetwork_, login_, environment.portal().origin()});
    demonstration_ = std::make_unique<Demonstration>(
        Demonstration::Sources{environment, desk_, login_, *demoNetwork_, *demoBrowser_, *window_});
}

bool Application::open(const QUrl& url) {
    if (demo_ == nullptr)
        return QDesktopServices::openUrl(url);
    return demoBrowser_->open(url) || openOutside(url, demo_->outside);
}

CardSources Application::cardSources() {
    CardSources usual =
        systemCards(files_, clock_, settings_,
                    toUtf8(inFolder(QStandardPaths::GenericDataLocation, QStringLiteral("tanba"))));
    return demo_ == nullptr ? std::move(usual)
                            : demoCards(std::move(usual), noReaders_, demo_->environment->card());
}

Application::~Application() {
    QCoreApplication::removeTranslator(&qtTexts_);
}

CheckSources Application::checkSources() {
    const std::filesystem::path folder =
        toUtf8(inFolder(QStandardPaths::GenericDataLocation, QStringLiteral("tanba")));
    const auto judging = [demonstration = demo_] {
        documents::CheckSettings settings;
        settings.readXml = xml_reading::readSignedXmlApart;
        settings.programVersion = TANBA_VERSION;
        if (demonstration != nullptr)
            settings.trustFolder = demonstration->environment->trust();
        return settings;
    };
    return {files_,
            clock_,
            tasks_,
            judging,
            [this, folder] {
                return net::onlineChecks(files_, clock_, {folder, {}, &heardTime_});
            },
            settings_,
            recent_,
            [this] { return localeOf(words_); }};
}

ConsentSources Application::consentSources() {
    return {files_,
            clock_,
            tasks_,
            shelf_,
            cards_,
            person_,
            session_,
            drives_,
            steadyTime,
            [&clock = clock_](const keys::Certificate& certificate) {
                return isUnderNationalAuthority(certificate, clock.now());
            },
            toUtf8(inFolder(QStandardPaths::GenericDataLocation, QStringLiteral("tanba/portals.json")))};
}

PortalPorts Application::ports() {
    const std::filesystem::path data =
        toUtf8(inFolder(QStandardPaths::GenericDataLocation, QStringLiteral("tanba")));
    const auto language = std::make_shared<std::atomic<text::Language>>(words_.language());
    QObject::connect(&words_, &Words::changed, &words_,
                     [language, &words = words_] { *language = words.language(); });
    return portalPorts({files_, clock_, folders_.home, data, [language] { return language->load(); }});
}

EntryPorts Application::entryPorts() {
    const auto zone = [&clock = clock_] {
        return guidance::clockZone(QTimeZone::systemTimeZoneId().toStdString(),
                                   text::localOffset(clock.now()));
    };
    net::NetworkSettings settings;
    if (demo_ == nullptr)
        settings.witness = &heardTime_;
    else
        settings.roots = demo_->environment->portal().roots();
    const auto network = [settings]() -> Result<std::unique_ptr<HttpTransport>> {
        return std::unique_ptr<HttpTransport>(std::make_unique<net::NetworkTransport>(settings));
    };
    return {toUtf8(inFolder(QStandardPaths::GenericDataLocation, QStringLiteral("tanba/added-portals.json"))),
            zone, network};
}

MobileSources Application::mobileSources() {
    return {files_, clock_, tasks_, shelf_, cards_, person_, entryPorts().network, [&words = words_] {
                return std::string(text::languageName(words.language()));
            }};
}

LoginSources Application::loginSources() {
    return {files_,
            clock_,
            tasks_,
            shelf_,
            cards_,
            person_,
            entryPorts().network,
            toUtf8(inFolder(QStandardPaths::GenericDataLocation, QStringLiteral("tanba"))),
            demo_ == nullptr ? LoginEnd::Browser : LoginEnd::Demonstration};
}

PlaceFinder Application::searchPlaces() {
    return [&files = files_, chosen = settings_.get(platform::settings::kFolders)] {
        std::vector<SearchPlace> places;
        for (const platform::SearchFolder& folder :
             platform::usualKeyFolders(files, text::processEnvironment))
            places.push_back({folder.path, folder.depth});
        for (const QString& folder : chosen)
            places.push_back({toUtf8(folder), keys::FinderLimits{}.depth});
        return places;
    };
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
    struct Way {
        void (Tray::*wanted)();
        Place place;
    };
    for (const Way& way : {Way{&Tray::attentionWanted, Place::Home}, Way{&Tray::enterWanted, Place::Portals},
                           Way{&Tray::signWanted, Place::Sign}, Way{&Tray::checkWanted, Place::Check}})
        QObject::connect(tray_.get(), way.wanted, window_.get(), [this, place = way.place] {
            raise();
            window_->go(place);
        });
    QObject::connect(tray_.get(), &Tray::searchWanted, window_.get(), [this] {
        raise();
        window_->searchKeys();
    });
    QObject::connect(tray_.get(), &Tray::quitWanted, window_.get(), [this] { quit(); });
    tray_->show();
}

void Application::addPortalWindows() {
    portalWindows_ = std::make_unique<PortalWindows>(
        desk_, portals_.consent, notifier_, usualFrontWay(), [](QWidget* parent, const QString& title) {
            return QFileDialog::getOpenFileName(
                parent, title, QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
        });
    QObject::connect(portalWindows_.get(), &PortalWindows::keySearchWanted, window_.get(), [this] {
        raise();
        window_->searchKeys();
    });
    QObject::connect(portalWindows_.get(), &PortalWindows::adviceWanted, window_.get(),
                     [this](AdvicePlace place) {
                         raise();
                         window_->showAdvice(place);
                     });
    QObject::connect(portalWindows_.get(), &PortalWindows::helpWanted, window_.get(),
                     [this](const std::string& article) {
                         raise();
                         window_->showHelp(article);
                     });
}

void Application::addLoginHelper() {
    loginHelper_ = std::make_unique<LoginHelper>(desk_, portals_.consent, notifier_, usualFrontWay());
    QObject::connect(loginHelper_.get(), &LoginHelper::helpWanted, window_.get(),
                     [this](const std::string& topic) {
                         raise();
                         window_->showHelp(topic);
                     });
}

void Application::explainTray() {
    if (settings_.get(platform::settings::kTrayExplained))
        return;
    settings_.set(platform::settings::kTrayExplained, true);
    notifier_.show(QStringLiteral("tray"),
                   {words_.say(Phrase::TrayStaysTitle), words_.say(Phrase::TrayStaysText)});
}

void Application::quit() {
    loginHelper_.reset();
    portalWindows_.reset();    // the next question must not keep the program from ending
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
    if (demo_ == nullptr)
        connectToDesktop();
    attendant_.start();
    cards_.start();
    signing_.lookForUnfinished();
    login_.lookForUnfinished();
    if (demo_ == nullptr) // the demonstration's keys are nobody's
        window_->watchKeyFiles(kKeysRest);
    giveBackMemoryAtRest();
}

void Application::connectToDesktop() {
    notifier_.connectTo(QDBusConnection::sessionBus());
    session_.connectTo(QDBusConnection::sessionBus(), QDBusConnection::systemBus());
    addTray();
    addPortalWindows();
    addLoginHelper();
    portals_.service.start();
}

void Application::giveBackMemoryAtRest() {
    auto* const quiet = new QTimer(window_.get());
    quiet->setSingleShot(true);
    quiet->setInterval(kQuietFor);
    QObject::connect(quiet, &QTimer::timeout, window_.get(), platform::giveBackMemory);
    QObject::connect(qApp, &QGuiApplication::applicationStateChanged, quiet,
                     [quiet](Qt::ApplicationState now) {
                         if (now == Qt::ApplicationActive)
                             quiet->stop();
                         else
                             quiet->start();
                     });
    quiet->start(); // once for what only the start needed
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
