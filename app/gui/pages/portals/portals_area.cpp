#include "app/gui/pages/portals/portals_area.h"

#include "app/gui/consent/ask_keys_page.h"
#include "app/gui/consent/portals.h"
#include "app/gui/pages/portals/abroad_page.h"
#include "app/gui/pages/portals/add_portal_page.h"
#include "app/gui/pages/portals/enter_page.h"
#include "app/gui/pages/portals/portal_page.h"
#include "app/gui/pages/portals/portal_words.h"
#include "app/gui/pages/portals/portals_page.h"
#include "app/gui/pages/portals/underway_page.h"

namespace tanba::gui {

PortalsArea::PortalsArea(const Desk& desk)
    : desk_(desk), list_(new PortalsPage(desk)), portal_(new PortalPage(desk)), add_(new AddPortalPage(desk)),
      enter_(new EnterPage(desk)), abroad_(new AbroadPage(desk)),
      keys_(new AskKeysPage(desk, desk.portals.consent,
                            {Phrase::EnterOtherPage, Phrase::EnterKeysBack, [this] { return enter_->keys(); },
                             [this](const SigningKeyOption& key) { enter_->chooseKey(key); }})),
      underway_(new UnderwayPage(desk)) {
    for (QWidget* page :
         {static_cast<QWidget*>(list_), static_cast<QWidget*>(portal_), static_cast<QWidget*>(add_),
          static_cast<QWidget*>(enter_), static_cast<QWidget*>(abroad_), static_cast<QWidget*>(keys_),
          static_cast<QWidget*>(underway_)})
        addWidget(page);
    followList();
    followEntering();
}

void PortalsArea::followList() {
    connect(list_, &PortalsPage::shippedWanted, this, [this](const std::string& id) {
        portal_->showShipped(id);
        turnTo(*portal_);
    });
    const auto showAdded = [this](const std::string& origin) {
        portal_->showAdded(origin);
        turnTo(*portal_);
    };
    connect(list_, &PortalsPage::addedWanted, this, showAdded);
    connect(list_, &PortalsPage::addWanted, this, [this] {
        add_->begin();
        turnTo(*add_);
    });
    connect(add_, &AddPortalPage::left, this, &PortalsArea::showList);
    connect(add_, &AddPortalPage::added, this, showAdded);
    connect(portal_, &PortalPage::left, this, &PortalsArea::showList);
    connect(portal_, &PortalPage::loginWanted, this, &PortalsArea::loginWanted);
    connect(portal_, &PortalPage::enterWanted, this, &PortalsArea::enter);
}

void PortalsArea::followEntering() {
    connect(enter_, &EnterPage::left, this, [this] { turnTo(*portal_); });
    connect(enter_, &EnterPage::otherKeyWanted, this, [this] { turnTo(*keys_); });
    connect(enter_, &EnterPage::keySearchWanted, this, &PortalsArea::keySearchWanted);
    connect(enter_, &EnterPage::adviceWanted, this, &PortalsArea::adviceWanted);
    connect(enter_, &EnterPage::stayWanted, this, &PortalsArea::askStay);
    connect(enter_, &EnterPage::started, this, [this] {
        turnTo(*underway_);
        underway_->begin(*entering_);
    });
    connect(keys_, &AskKeysPage::left, this, [this] { turnTo(*enter_); });
    connect(underway_, &UnderwayPage::left, this, [this] { turnTo(*enter_); });
    connect(abroad_, &AbroadPage::answered, this, [this] { turnTo(*enter_); });
    // Back from a question that has to be answered leads to where nothing is signed.
    connect(abroad_, &AbroadPage::left, this, [this] {
        if (desk_.portals.answers.stay())
            turnTo(*enter_);
        else
            turnTo(*portal_);
    });
}

void PortalsArea::turnTo(Page& page) {
    setCurrentWidget(&page);
    page.focusFirst();
}

void PortalsArea::showList() {
    turnTo(*list_);
}

void PortalsArea::showNow() {
    // Somebody who comes back from the search for a key, or from the help, goes on where they were.
    const QWidget* now = currentWidget();
    const bool entering =
        now == enter_ || now == keys_ || now == abroad_ || (now == underway_ && underway_->waits());
    if (entering)
        static_cast<Page*>(currentWidget())->focusFirst();
    else
        showList();
}

void PortalsArea::askStay() {
    abroad_->ask(entering_->secondFactor.sender);
    turnTo(*abroad_);
}

void PortalsArea::enter(const std::string& id) {
    entering_ = guidance::portalById(id);
    enter_->begin(*entering_);
    const guidance::Date today = guidance::kazakhstanDate(desk_.shelf.now());
    if (hasSmsStage(*entering_, today) && !desk_.portals.answers.stay())
        askStay();
    else
        turnTo(*enter_);
}

} // namespace tanba::gui
