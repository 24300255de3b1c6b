#include "app/gui/pages/portals/portals_page.h"

#include "app/gui/consent/portals.h"
#include "app/gui/pages/portals/portal_words.h"
#include "app/gui/widgets/action_card.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/breakable.h"

#include <utility>

namespace tanba::gui {

PortalsPage::PortalsPage(const Desk& desk)
    : desk_(desk), banner_(new Banner(desk.words)), addedTitle_(nullptr), added_(new QVBoxLayout),
      add_(new ActionCard(Icon::Add)) {
    column().addWidget(banner_);
    column().addSpacing(8);
    for (const guidance::Portal& portal : guidance::portals()) {
        auto* card = new ActionCard(Icon::Globe);
        connect(card, &QAbstractButton::clicked, this, [this, id = portal.id] { emit shippedWanted(id); });
        column().addWidget(card);
        shipped_.push_back(card);
    }
    addedTitle_ = addSection();
    added_->setSpacing(4);
    column().addLayout(added_);
    column().addWidget(add_);
    connect(add_, &QAbstractButton::clicked, this, &PortalsPage::addWanted);
    connect(&desk_.portals.added, &AddedPortals::changed, this, &PortalsPage::refreshAdded);
    connect(&desk_.portals.added, &AddedPortals::notKept, banner_, &Banner::showFailure);
    desk_.words.keep(this, [this] { say(); });
}

void PortalsPage::say() {
    const Words& words = desk_.words;
    setTitle(words.say(Phrase::NavPortals));
    setLead(words.say(Phrase::PortalsLead));
    const guidance::Date today = guidance::kazakhstanDate(desk_.shelf.now());
    for (std::size_t index = 0; index < shipped_.size(); ++index) {
        const guidance::Portal& portal = guidance::portals()[index];
        shipped_[index]->say(nameWords(portal.names, words), factorWords(portal, today, words));
    }
    addedTitle_->setText(words.say(Phrase::PortalsAdded));
    add_->say(words.say(Phrase::AddPortalGo), words.say(Phrase::AddPortalCard));
    refreshAdded();
}

void PortalsPage::refreshAdded() {
    for (ActionCard* card : std::exchange(addedCards_, {}))
        card->deleteLater(); // one of them may be what was pressed
    for (const AddedPortal& portal : desk_.portals.added.list()) {
        auto* card = new ActionCard(Icon::Globe, addedTitle_->parentWidget());
        card->say(breakable(titleWords(portal, desk_.words), kRunInName),
                  factorWords(portal.factors, desk_.words));
        connect(card, &QAbstractButton::clicked, this,
                [this, origin = portal.origin] { emit addedWanted(origin); });
        added_->addWidget(card);
        addedCards_.append(card);
    }
}

} // namespace tanba::gui
