// How each place of the window is made, and where its wishes lead. A place is made when somebody first goes
// there.
#include "app/gui/consent/portal_section.h"
#include "app/gui/consent/portals.h"
#include "app/gui/main_window.h"
#include "app/gui/pages/advice/owner_card.h"
#include "app/gui/pages/advice/person_section.h"
#include "app/gui/pages/cards/card_attention.h"
#include "app/gui/pages/check/online_section.h"
#include "app/gui/pages/login/login_attention.h"
#include "app/gui/pages/page_help.h"
#include "app/gui/pages/sign/journal_section.h"
#include "app/gui/pages/sign/sign_attention.h"

namespace tanba::gui {

namespace {

/// The demonstration card is nobody's, and its end is no news.
std::vector<WatchedKey> keysOnCards(const CardShelf& cards) {
    std::vector<WatchedKey> keys;
    for (const CardEntry& entry : cards.entries())
        for (const CardKeyInfo& key : entry.keys)
            if (key.certificate && !entry.simulated())
                keys.push_back({*key.certificate, {}});
    return keys;
}

/// What is known of the portal at an origin. The demonstration's is shown by its name, as shipped ones are.
LoginPortal portalAt(const AddedPortals& added, const std::string& origin) {
    const AddedPortal* portal = added.find(origin);
    if (portal == nullptr || portal->kind == AddedPortal::Kind::Person)
        return {origin, PortalSource::Added, {}};
    return {origin, PortalSource::Shipped, portal->names};
}

} // namespace

HomePage* MainWindow::makeHome() {
    auto* home = new HomePage(desk_);
    connect(home, &HomePage::enterWanted, this, [this] { go(Place::Portals); });
    connect(home, &HomePage::searchWanted, this, &MainWindow::searchKeys);
    connect(home, &HomePage::checkWanted, this, [this] { go(Place::Check); });
    connect(home, &HomePage::signWanted, this, [this] { go(Place::Sign); });
    connect(home, &HomePage::passwordChangeWanted, this, &MainWindow::pickKeyForPassword);
    connect(home, &HomePage::passwordForgotten, this, [this] { turnToKeys().showForgotten(); });
    connect(home, &HomePage::adviceWanted, this, &MainWindow::showAdvice);
    connect(&desk_.attendant, &Attendant::notKept, home, &HomePage::showFailure);
    connect(&desk_.shelf, &KeyShelf::notKept, home, &HomePage::showFailure);
    connect(&desk_.cards, &CardShelf::notKept, home, &HomePage::showFailure);
    return home;
}

KeysArea* MainWindow::makeKeys() {
    auto* keys = new KeysArea(desk_);
    connect(keys, &KeysArea::adviceWanted, this, &MainWindow::showAdvice);
    const auto tellWhoseKey = [this](auto& page) {
        auto* owner = new OwnerCard(desk_);
        owner->standOn(page);
        connect(owner, &OwnerCard::wanted, this, &MainWindow::showAdvice);
    };
    connect(keys, &KeysArea::keyPageMade, this, [tellWhoseKey](KeyPage& page) { tellWhoseKey(page); });
    connect(keys, &KeysArea::cardPageMade, this, [tellWhoseKey](CardPage& page) { tellWhoseKey(page); });
    return keys;
}

CheckArea* MainWindow::makeCheck() {
    auto* check = new CheckArea(desk_);
    connect(check, &CheckArea::keyWanted, this, [this](const QList<QUrl>& keys) {
        KeysArea& area = turnToKeys();
        if (!area.working())
            area.add(keys);
    });
    connect(check, &CheckArea::signWanted, this, [this](const std::filesystem::path& file) {
        turnToSign().open({QUrl::fromLocalFile(QString::fromStdString(file.string()))});
    });
    return check;
}

SignArea* MainWindow::makeSign() {
    auto* sign = new SignArea(desk_);
    connect(sign, &SignArea::keySearchWanted, this, &MainWindow::searchKeys);
    connect(sign, &SignArea::keyWanted, this,
            [this](const std::filesystem::path& file) { turnToKeys().showKey(file); });
    connect(sign, &SignArea::cardWanted, this, [this](const std::string& id) { turnToKeys().showCard(id); });
    connect(sign, &SignArea::passwordChangeWanted, this, &MainWindow::changePassword);
    connect(sign, &SignArea::pinChangeWanted, this, [this](const std::string& card) {
        turnToKeys().showCard(card); // where the page of the PIN leads back to
        keys_.get().cards().showPin(card, PinAction::Change);
    });
    connect(sign, &SignArea::passwordForgotten, this, [this] { turnToKeys().showForgotten(); });
    connect(sign, &SignArea::adviceWanted, this, &MainWindow::showAdvice);
    connect(sign, &SignArea::checkWanted, this, [this](const std::vector<std::filesystem::path>& files) {
        showPlace(Place::Check, check_.get());
        check_.get().open(files);
    });
    connect(sign, &SignArea::endSeen, this, &MainWindow::signEndSeen);
    connect(sign, &SignArea::mobileWanted, this, &MainWindow::showMobile);
    return sign;
}

MobileArea* MainWindow::makeMobile() {
    auto* mobile = new MobileArea(desk_);
    connect(mobile, &MobileArea::left, this, [this] { go(Place::Sign); });
    connect(mobile, &MobileArea::keySearchWanted, this, &MainWindow::searchKeys);
    connect(mobile, &MobileArea::adviceWanted, this, &MainWindow::showAdvice);
    return mobile;
}

void MainWindow::showMobile() {
    showPlace(Place::Sign, mobile_.get());
    mobile_.get().showNow();
    currentPage().focusFirst();
}

AdviceArea* MainWindow::makeAdvice() {
    auto* advice = new AdviceArea(desk_);
    connect(advice, &AdviceArea::searchWanted, this, &MainWindow::searchKeys);
    connect(advice, &AdviceArea::passwordChangeWanted, this, &MainWindow::pickKeyForPassword);
    connect(advice, &AdviceArea::keyFileMended, &hygiene_, &HygieneNotice::lookSoon);
    return advice;
}

PortalsArea* MainWindow::makePortals() {
    auto* portals = new PortalsArea(desk_);
    connect(portals, &PortalsArea::keySearchWanted, this, &MainWindow::searchKeys);
    connect(portals, &PortalsArea::adviceWanted, this, &MainWindow::showAdvice);
    connect(portals, &PortalsArea::loginWanted, this,
            [this](const std::string& origin) { openLogin(portalAt(desk_.portals.added, origin)); });
    return portals;
}

LoginArea* MainWindow::makeLogin() {
    auto* login = new LoginArea(desk_);
    connect(login, &LoginArea::left, this, [this] { go(Place::Portals); });
    connect(login, &LoginArea::keySearchWanted, this, &MainWindow::searchKeys);
    connect(login, &LoginArea::adviceWanted, this, &MainWindow::showAdvice);
    connect(login, &LoginArea::passwordForgotten, this, [this] { turnToKeys().showForgotten(); });
    return login;
}

void MainWindow::openLogin(const LoginPortal& portal) {
    showPlace(Place::Portals, login_.get());
    login_.get().openLogin(portal);
}

void MainWindow::resumeLogin() {
    showPlace(Place::Portals, login_.get());
    login_.get().resume();
}

void MainWindow::followLogin() {
    desk_.login.setPortalOf(
        [this](const std::string& origin) { return portalAt(desk_.portals.added, origin); });
    auto* unfinished = new LoginAttention(desk_.words, desk_.login, this);
    connect(unfinished, &LoginAttention::resumeWanted, this, &MainWindow::resumeLogin);
    desk_.attendant.board().add(*unfinished);
}

HelpArea* MainWindow::makeHelp() {
    auto* help = new HelpArea(desk_);
    connect(help, &HelpArea::adviceWanted, this, &MainWindow::showAdvice);
    connect(help, &HelpArea::pageWanted, this, [this] {
        showPlace(explained_.place, *explained_.area);
        currentPage().focusFirst();
    });
    return help;
}

SettingsPage* MainWindow::makeSettings(Appearance& appearance, platform::Autostart& autostart) {
    auto* page = new SettingsPage(desk_, settings_, appearance, autostart);
    portalSection_ = new PortalSection(desk_, desk_.portals.service, desk_.portals.news);
    page->addPart(portalSection_);
    page->addPart(new OnlineSection(desk_));
    page->addPart(new PersonSection(desk_));
    auto* journal = new JournalSection(desk_.words);
    page->addPart(journal);
    connect(journal, &JournalSection::wanted, this, [this] { turnToSign().showJournal(); });
    GuiConsentDesk& consent = desk_.portals.consent;
    const auto tell = [page, &consent] { page->setMoreRemembered(consent.remembersChoices()); };
    connect(&consent, &GuiConsentDesk::choicesChanged, page, tell);
    connect(page, &SettingsPage::forgetWanted, &consent, &GuiConsentDesk::forgetChoices);
    tell();
    return page;
}

void MainWindow::followAttendant() {
    Attendant& attendant = desk_.attendant;
    connect(&attendant, &Attendant::keyWanted, this, &MainWindow::showExpiry);
    connect(&attendant, &Attendant::keysWanted, this, [this] { go(Place::Keys); });
    connect(&attendant, &Attendant::homeWanted, this, [this] { go(Place::Home); });
    connect(&attendant, &Attendant::yearlyLookWanted, this, [this] { showAdvice(AdvicePlace::Yearly); });
    connect(&desk_.cards, &CardShelf::cardsChanged, &attendant.expiry(), &ExpiryWatch::refresh);
    attendant.expiry().watch([&cards = desk_.cards] { return keysOnCards(cards); });
}

void MainWindow::addAttention() {
    desk_.attendant.board().add(textSize_);
    desk_.attendant.board().add(handOver_);
    connect(&handOver_, &HandOverNotice::moreWanted, this, [this] { showAdvice(AdvicePlace::HandOver); });
    desk_.attendant.board().add(hygiene_);
    connect(&hygiene_, &HygieneNotice::pageWanted, this, [this] { showAdvice(AdvicePlace::Hygiene); });
    auto* cards = new CardAttention(desk_.words, desk_.cards, this);
    desk_.attendant.board().add(*cards);
    connect(cards, &CardAttention::cardWanted, this,
            [this](const std::string& id) { turnToKeys().showCard(id); });
    connect(cards, &CardAttention::readersWanted, this, [this] { turnToKeys().showReaders(); });
    desk_.attendant.board().add(desk_.portals.news);
    connect(&desk_.login, &LoginDesk::knownSecretUsed, &desk_.portals.news, &PortalNews::takeKnownSecret);
    connect(&desk_.mobile, &MobileDesk::knownSecretUsed, &desk_.portals.news, &PortalNews::takeKnownSecret);
    connect(&desk_.portals.news, &PortalNews::passwordChangeWanted, this, &MainWindow::changePassword);
    connect(&desk_.portals.news, &PortalNews::cardWanted, this,
            [this](const std::string& id) { turnToKeys().showCard(id); });
    connect(&desk_.portals.news, &PortalNews::settingsWanted, this, [this] {
        go(Place::Settings);
        settingsPage_.get().showPart(*portalSection_);
    });
}

void MainWindow::followSigning() {
    auto* news = new SignAttention(desk_.words, desk_.signing, this);
    desk_.attendant.board().add(*news);
    connect(news, &SignAttention::runWanted, this, [this] { go(Place::Sign); });
    connect(&desk_.signing, &SigningDesk::resumed, this, [this] { go(Place::Sign); });
    connect(&desk_.signing, &SigningDesk::resumeFailed, this,
            [this](const Failure& failure) { turnToSign().showFailure(failure); });
    connect(this, &MainWindow::signEndSeen, news, &SignAttention::seen);
}

SignArea& MainWindow::turnToSign() {
    showPlace(Place::Sign, sign_.get());
    return sign_.get();
}

KeysArea& MainWindow::turnToKeys() {
    showPlace(Place::Keys, keys_.get());
    return keys_.get();
}

void MainWindow::searchKeys() {
    turnToKeys().search();
}

void MainWindow::changePassword(const std::filesystem::path& key) {
    turnToKeys().showKey(key); // where the page of the password leads back to
    keys_.get().showPassword(key);
}

void MainWindow::pickKeyForPassword() {
    turnToKeys().showList(ListPurpose::PickForPassword);
}

void MainWindow::showExpiry(const std::string& id) {
    KeysArea& keys = turnToKeys();
    if (!keys.working())
        keys.showExpiry(id);
}

void MainWindow::showHelp(const std::string& topic) {
    showPlace(Place::Help, help_.get());
    help_.get().showTopic(topic);
}

void MainWindow::offerHelp(Page& page) {
    showHelpLink(page, desk_.words, [this](const std::string& article) { explain(article); });
}

void MainWindow::explain(const std::string& article) {
    if (article.empty()) {
        go(Place::Help);
        return;
    }
    explained_ = {place_, pages_->currentWidget()};
    showPlace(Place::Help, help_.get());
    help_.get().showTopic(article, ArticleBack::ToPage);
}

void MainWindow::showAdvice(AdvicePlace place) {
    showPlace(Place::Keys, advice_.get());
    advice_.get().go(place);
}

} // namespace tanba::gui
