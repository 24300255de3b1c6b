#include "app/gui/main_window.h"

#include "app/gui/pages/advice/owner_card.h"
#include "app/gui/pages/advice/person_section.h"
#include "app/gui/pages/cards/card_attention.h"

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

/// The demonstration card is nobody's, and its end is no news.
std::vector<WatchedKey> keysOnCards(const CardShelf& cards) {
    std::vector<WatchedKey> keys;
    for (const CardEntry& entry : cards.entries())
        for (const CardKeyInfo& key : entry.keys)
            if (key.certificate && !entry.simulated())
                keys.push_back({*key.certificate, {}});
    return keys;
}

} // namespace

MainWindow::MainWindow(const Desk& desk, platform::Settings& settings, Appearance& appearance,
                       platform::Autostart& autostart)
    : desk_(desk), settings_(settings), sideBar_(new SideBar(desk.words)), pages_(new QStackedWidget),
      home_(new HomePage(desk)), keys_(new KeysArea(desk)), advice_(new AdviceArea(desk)),
      help_(new HelpArea(desk)), settingsPage_(new SettingsPage(desk, settings, appearance, autostart)),
      handOver_(desk.words, desk.shelf, settings) {
    setWindowTitle(QStringLiteral("Tanba"));
    setWindowIcon(programIcon());
    setMinimumSize(kSmallest);
    auto* frame = new QWidget;
    auto* layout = new QHBoxLayout(frame);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(sideBar_);
    layout->addWidget(pages_, 1);
    for (QWidget* page :
         {static_cast<QWidget*>(home_), static_cast<QWidget*>(keys_), static_cast<QWidget*>(advice_),
          static_cast<QWidget*>(help_), static_cast<QWidget*>(settingsPage_)})
        pages_->addWidget(page);
    setCentralWidget(frame);

    connect(sideBar_, &SideBar::wanted, this, &MainWindow::go);
    connect(home_, &HomePage::searchWanted, this, &MainWindow::searchKeys);
    connect(home_, &HomePage::passwordChangeWanted, this, [this] {
        showPlace(Place::Keys, keys_);
        keys_->showList(ListPurpose::PickForPassword);
    });
    connect(home_, &HomePage::passwordForgotten, this, [this] {
        showPlace(Place::Keys, keys_);
        keys_->showForgotten();
    });
    addAdvice();
    connect(&desk_.attendant, &Attendant::keyWanted, this, &MainWindow::showExpiry);
    connect(&desk_.attendant, &Attendant::keysWanted, this, [this] { go(Place::Keys); });
    connect(&desk_.attendant, &Attendant::homeWanted, this, [this] { go(Place::Home); });
    connect(&desk_.attendant, &Attendant::yearlyLookWanted, this,
            [this] { showAdvice(AdvicePlace::Yearly); });
    connect(&desk_.cards, &CardShelf::cardsChanged, &desk_.attendant.expiry(), &ExpiryWatch::refresh);
    desk_.attendant.expiry().watch([&cards = desk_.cards] { return keysOnCards(cards); });
    connect(&desk_.attendant, &Attendant::notKept, home_, &HomePage::showFailure);
    connect(&desk_.shelf, &KeyShelf::notKept, home_, &HomePage::showFailure);
    connect(&desk_.cards, &CardShelf::notKept, home_, &HomePage::showFailure);
    addCards();
    auto* quit = new QShortcut(QKeySequence::Quit, this);
    connect(quit, &QShortcut::activated, this, [this] {
        settings_.set(platform::settings::kWindow, saveGeometry());
        emit quitWanted();
    });
    desk_.words.keep(this, [this] { pages_->setAccessibleName(desk_.words.say(Phrase::Content)); });
    restorePlaceOnScreen();
    sideBar_->setPlace(Place::Home);
    connect(&theme(), &Theme::changed, this, &MainWindow::foldSideBar);
}

void MainWindow::addCards() {
    auto* attention = new CardAttention(desk_.words, desk_.cards, this);
    desk_.attendant.board().add(*attention);
    connect(attention, &CardAttention::cardWanted, this, [this](const std::string& id) {
        showPlace(Place::Keys, keys_);
        keys_->showCard(id);
    });
    connect(attention, &CardAttention::readersWanted, this, [this] {
        showPlace(Place::Keys, keys_);
        keys_->showReaders();
    });
}

void MainWindow::addAdvice() {
    auto* owner = new OwnerCard(desk_);
    owner->standOn(keys_->keyPage());
    settingsPage_->addPart(new PersonSection(desk_));
    desk_.attendant.board().add(handOver_);
    connect(home_, &HomePage::adviceWanted, this, &MainWindow::showAdvice);
    connect(keys_, &KeysArea::adviceWanted, this, &MainWindow::showAdvice);
    connect(help_, &HelpArea::adviceWanted, this, &MainWindow::showAdvice);
    connect(owner, &OwnerCard::wanted, this, &MainWindow::showAdvice);
    connect(&keys_->cards(), &CardsArea::cardPageMade, this, [this](CardPage& page) {
        auto* ownerOfCard = new OwnerCard(desk_);
        ownerOfCard->standOn(page);
        connect(ownerOfCard, &OwnerCard::wanted, this, &MainWindow::showAdvice);
    });
    connect(&handOver_, &HandOverNotice::moreWanted, this, [this] { showAdvice(AdvicePlace::HandOver); });
    connect(advice_, &AdviceArea::searchWanted, this, &MainWindow::searchKeys);
    connect(advice_, &AdviceArea::passwordChangeWanted, this, [this] {
        showPlace(Place::Keys, keys_);
        keys_->showList(ListPurpose::PickForPassword);
    });
}

void MainWindow::showAdvice(AdvicePlace place) {
    showPlace(Place::Keys, advice_);
    advice_->go(place);
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
    if (pages_->currentWidget() == advice_)
        return advice_->currentPage();
    if (pages_->currentWidget() == help_)
        return help_->currentPage();
    return *static_cast<Page*>(pages_->currentWidget());
}

void MainWindow::searchKeys() {
    showPlace(Place::Keys, keys_);
    keys_->search();
}

void MainWindow::showExpiry(const std::string& id) {
    showPlace(Place::Keys, keys_);
    if (!keys_->working())
        keys_->showExpiry(id);
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

void MainWindow::showOpened(const std::vector<OpenedFile>& files) {
    QList<QUrl> keys;
    for (const OpenedFile& file : files) {
        if (file.kind == OpenedFile::Kind::Key)
            keys.append(QUrl::fromLocalFile(QString::fromStdString(file.path.string())));
        else
            home_->showOpened(file);
    }
    if (keys.isEmpty()) {
        go(Place::Home);
        return;
    }
    showPlace(Place::Keys, keys_);
    if (!keys_->working())
        keys_->add(keys);
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
