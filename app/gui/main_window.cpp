#include "app/gui/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QIcon>
#include <QShortcut>
#include <QStackedWidget>

namespace tanba::gui {

namespace {

constexpr QSize kFirstSize(980, 680);
constexpr QSize kSmallest(720, 520);
/// Below this width the side bar shows pictures only.
constexpr int kFoldBelow = 860;

QIcon programIcon() {
    QIcon icon;
    for (const int size : {24, 32, 48, 64, 128})
        icon.addPixmap(programPixmap(size, 1));
    return icon;
}

} // namespace

MainWindow::MainWindow(const Desk& desk, platform::Settings& settings, Appearance& appearance,
                       platform::Autostart& autostart)
    : desk_(desk), settings_(settings), sideBar_(new SideBar(desk.words)), pages_(new QStackedWidget),
      home_(new HomePage(desk)), keys_(new KeysArea(desk)), help_(new HelpArea(desk)),
      settingsPage_(new SettingsPage(desk, settings, appearance, autostart)) {
    setWindowTitle(QStringLiteral("Tanba"));
    setWindowIcon(programIcon());
    setMinimumSize(kSmallest);
    auto* frame = new QWidget;
    auto* layout = new QHBoxLayout(frame);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(sideBar_);
    layout->addWidget(pages_, 1);
    for (QWidget* page : {static_cast<QWidget*>(home_), static_cast<QWidget*>(keys_),
                          static_cast<QWidget*>(help_), static_cast<QWidget*>(settingsPage_)})
        pages_->addWidget(page);
    setCentralWidget(frame);

    connect(sideBar_, &SideBar::wanted, this, &MainWindow::go);
    connect(home_, &HomePage::searchWanted, this, [this] {
        showPlace(Place::Keys, keys_);
        keys_->search();
    });
    connect(home_, &HomePage::passwordChangeWanted, this, [this] {
        showPlace(Place::Keys, keys_);
        keys_->showList(ListPurpose::PickForPassword);
    });
    connect(home_, &HomePage::passwordForgotten, this, [this] {
        showPlace(Place::Keys, keys_);
        keys_->showForgotten();
    });
    connect(home_, &HomePage::keyWanted, this, [this](const std::filesystem::path& path) {
        showPlace(Place::Keys, keys_);
        keys_->showKey(path);
    });
    auto* quit = new QShortcut(QKeySequence::Quit, this);
    connect(quit, &QShortcut::activated, this, &QWidget::close);
    desk_.words.keep(this, [this] { pages_->setAccessibleName(desk_.words.say(Phrase::Content)); });
    restorePlaceOnScreen();
    sideBar_->setPlace(Place::Home);
}

void MainWindow::restorePlaceOnScreen() {
    if (!restoreGeometry(settings_.get(platform::settings::kWindow)))
        resize(kFirstSize);
}

void MainWindow::showPlace(Place place, QWidget* page) {
    sideBar_->setPlace(place);
    pages_->setCurrentWidget(page);
}

void MainWindow::go(Place place) {
    switch (place) {
    case Place::Home:
        showPlace(place, home_);
        break;
    case Place::Keys:
        showPlace(place, keys_);
        if (!keys_->working())
            keys_->showList(ListPurpose::Look);
        break;
    case Place::Help:
        showPlace(place, help_);
        help_->showTopics();
        break;
    case Place::Settings:
        showPlace(place, settingsPage_);
        break;
    }
    currentPage().focusFirst();
}

Page& MainWindow::currentPage() {
    if (pages_->currentWidget() == keys_)
        return keys_->currentPage();
    if (pages_->currentWidget() == help_)
        return help_->currentPage();
    return *static_cast<Page*>(pages_->currentWidget());
}

void MainWindow::openFiles(const QStringList& files) {
    if (files.isEmpty())
        return;
    QList<QUrl> urls;
    for (const QString& file : files)
        urls.append(QUrl::fromLocalFile(file));
    showPlace(Place::Keys, keys_);
    keys_->add(urls);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    sideBar_->setFolded(width() < theme().px(kFoldBelow));
}

void MainWindow::closeEvent(QCloseEvent* event) {
    settings_.set(platform::settings::kWindow, saveGeometry());
    QMainWindow::closeEvent(event);
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
