#include "app/gui/main_window.h"

#include "app/gui/widgets/banner.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QIcon>
#include <QMimeData>
#include <QShortcut>
#include <QStackedWidget>
#include <algorithm>

namespace tanba::gui {

namespace {

constexpr QSize kFirstSize(980, 680);
constexpr QSize kSmallest(720, 520);
/// Below this width the side bar shows pictures only.
constexpr int kFoldBelow = 860;

QIcon programIcon() {
    QIcon icon;
    for (const int size : {32, 64}) // more of them would only make the first picture late
        icon.addPixmap(programPixmap(size, 1));
    return icon;
}

} // namespace

MainWindow::MainWindow(const Desk& desk, platform::Settings& settings, Appearance& appearance,
                       platform::Autostart& autostart)
    : desk_(desk), settings_(settings), sideBar_(new SideBar(desk.words)), pages_(new QStackedWidget),
      beside_(new QVBoxLayout), home_(*pages_, [this] { return makeHome(); }),
      keys_(*pages_, [this] { return makeKeys(); }), check_(*pages_, [this] { return makeCheck(); }),
      sign_(*pages_, [this] { return makeSign(); }), advice_(*pages_, [this] { return makeAdvice(); }),
      portals_(*pages_, [this] { return makePortals(); }), login_(*pages_, [this] { return makeLogin(); }),
      mobile_(*pages_, [this] { return makeMobile(); }), help_(*pages_, [this] { return makeHelp(); }),
      settingsPage_(*pages_, [this, &appearance, &autostart] { return makeSettings(appearance, autostart); }),
      textSize_(desk.words, settings, appearance), handOver_(desk.words, desk.shelf, settings),
      hygiene_(desk, desk.attendant.reminders()) {
    setWindowTitle(QStringLiteral("Tanba"));
    setWindowIcon(programIcon());
    setMinimumSize(kSmallest);
    setAcceptDrops(true); // what no page takes is opened by its content
    layOut();
    addAttention();
    followAttendant();
    followSigning();
    followLogin();
    addQuitKey();
    connect(sideBar_, &SideBar::wanted, this, &MainWindow::go);
    connect(&desk_.tasks, &TaskRunner::lost, this, &MainWindow::showLost);
    desk_.words.keep(this, [this] { pages_->setAccessibleName(desk_.words.say(Phrase::Content)); });
    restorePlaceOnScreen();
    showPlace(Place::Home, home_.get());
    connect(&theme(), &Theme::changed, this, &MainWindow::foldSideBar);
}

void MainWindow::layOut() {
    auto* frame = new QWidget;
    auto* layout = new QHBoxLayout(frame);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(sideBar_);
    layout->addLayout(beside_, 1);
    beside_->addWidget(pages_, 1);
    setCentralWidget(frame);
}

void MainWindow::showLost(const Failure& failure) {
    if (lost_ == nullptr) {
        lost_ = new Banner(desk_.words);
        beside_->insertWidget(0, lost_);
    }
    lost_->showFailure(failure);
}

void MainWindow::addQuitKey() {
    auto* quit = new QShortcut(QKeySequence::Quit, this);
    connect(quit, &QShortcut::activated, this, [this] {
        settings_.set(platform::settings::kWindow, saveGeometry());
        emit quitWanted();
    });
}

void MainWindow::restorePlaceOnScreen() {
    if (!restoreGeometry(settings_.get(platform::settings::kWindow)))
        resize(kFirstSize);
}

void MainWindow::showPlace(Place place, QWidget& page) {
    place_ = place;
    sideBar_->setPlace(place);
    pages_->setCurrentWidget(&page);
}

void MainWindow::go(Place place) {
    switch (place) {
    case Place::Home:
        showPlace(place, home_.get());
        break;
    case Place::Keys:
        if (!turnToKeys().working())
            keys_.get().showList(ListPurpose::Look);
        break;
    case Place::Sign:
        turnToSign().showNow();
        break;
    case Place::Check:
        showPlace(place, check_.get());
        check_.get().comeBack();
        break;
    case Place::Portals:
        if (desk_.login.active()) { // one login at a time: it goes on where it was left
            showPlace(place, login_.get());
            break;
        }
        showPlace(place, portals_.get());
        portals_.get().showNow();
        return;
    case Place::Help:
        showPlace(place, help_.get());
        help_.get().showTopics();
        break;
    case Place::Settings:
        showPlace(place, settingsPage_.get());
        break;
    }
    currentPage().focusFirst();
}

Page& MainWindow::currentPage() {
    QWidget* shown = pages_;
    while (const auto* area = qobject_cast<QStackedWidget*>(shown))
        shown = area->currentWidget();
    return *static_cast<Page*>(shown);
}

void MainWindow::openFiles(const QStringList& files) {
    if (files.isEmpty())
        return;
    FileStore& store = desk_.files;
    desk_.tasks.run<std::vector<OpenedFile>>(
        this,
        [&store, files](const WorkControl&) {
            std::vector<OpenedFile> judged;
            for (const QString& file : files)
                judged.push_back(judgeOpenedFile(store, toUtf8(file)));
            return judged;
        },
        [this](const std::vector<OpenedFile>& judged) { showOpened(judged); });
}

void MainWindow::checkFiles(const std::vector<OpenedFile>& files) {
    showPlace(Place::Check, check_.get());
    std::vector<std::filesystem::path> paths;
    for (const OpenedFile& file : files)
        paths.push_back(file.path);
    check_.get().open(paths);
}

void MainWindow::showOpened(const std::vector<OpenedFile>& files) {
    if (std::ranges::any_of(files,
                            [](const OpenedFile& file) { return file.kind == OpenedFile::Kind::Signed; })) {
        checkFiles(files);
        return;
    }
    QList<QUrl> keys;
    QList<QUrl> documents;
    for (const OpenedFile& file : files) {
        const QUrl url = QUrl::fromLocalFile(QString::fromStdString(file.path.string()));
        if (file.certificate)
            home_.get().showCertificate(*file.certificate);
        else
            (file.kind == OpenedFile::Kind::Key ? keys : documents).append(url);
    }
    if (!documents.isEmpty()) {
        turnToSign().open(documents);
        return;
    }
    if (keys.isEmpty()) {
        go(Place::Home);
        return;
    }
    KeysArea& area = turnToKeys();
    if (!area.working())
        area.add(keys);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    event->acceptProposedAction();
    QStringList files;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile())
            files.append(url.toLocalFile());
    openFiles(files);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    foldSideBar();
}

void MainWindow::foldSideBar() {
    sideBar_->setFolded(width() < theme().px(kFoldBelow));
}

void MainWindow::closeEvent(QCloseEvent* event) {
    settings_.set(platform::settings::kWindow, saveGeometry());
    if (closeMeaning_() == CloseMeaning::End) {
        QMainWindow::closeEvent(event);
        emit quitWanted();
        return;
    }
    event->ignore();
    hide();
    emit stayedBehind();
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        lookForFiles();
}

void MainWindow::lookForFiles() {
    using Found = std::vector<std::pair<std::filesystem::path, Presence>>;
    std::vector<std::filesystem::path> paths;
    for (const KeyEntry& entry : desk_.shelf.entries())
        paths.push_back(entry.path);
    if (paths.empty())
        return;
    FileStore& files = desk_.files;
    desk_.tasks.run<Found>(
        this,
        [&files, paths](const WorkControl&) {
            Found found;
            for (const std::filesystem::path& path : paths) {
                const auto status = files.status(path);
                const bool there = status.ok() && status.value().kind == FileKind::Regular;
                found.emplace_back(path, there ? Presence::There : Presence::Gone);
            }
            return found;
        },
        [this](const Found& found) {
            for (const auto& [path, presence] : found)
                desk_.shelf.setPresence(path, presence);
        });
}

} // namespace tanba::gui
