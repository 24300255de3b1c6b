#include "app/gui/pages/sign/key_choice_page.h"

#include "app/gui/pages/key_card.h"
#include "app/gui/pages/sign/sign_words.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/fold.h"

#include <algorithm>
#include <utility>

namespace tanba::gui {

void showOption(KeyCard& card, const SigningKeyOption& option, const Desk& desk) {
    if (!option.onCard()) {
        if (const KeyEntry* entry = desk.shelf.find(option.file))
            card.show(*entry, desk.shelf.now(), desk.words);
        return;
    }
    const CardEntry* entry = desk.cards.find(option.cardId);
    if (entry == nullptr)
        return;
    const std::vector<CardHolder> holders = holdersOf(*entry);
    const auto holder = std::ranges::find(holders, option.holder, &CardHolder::name);
    if (holder != holders.end())
        card.show(*entry, *holder, desk.cards.now(), desk.words);
}

KeyChoicePage::KeyChoicePage(const Desk& desk)
    : desk_(desk), back_(new Button(ButtonKind::Quiet, Icon::Back)), fitting_(new QVBoxLayout),
      unfit_(new Fold(desk.words, Phrase::SignKeysUnfit)),
      search_(new Button(ButtonKind::Plain, Icon::Search)) {
    addAboveTitle(back_);
    fitting_->setSpacing(4);
    column().addLayout(fitting_);
    column().addWidget(unfit_);
    column().addLayout(rowOf({search_}));
    connect(back_, &QAbstractButton::clicked, this, &KeyChoicePage::left);
    connect(search_, &QAbstractButton::clicked, this, &KeyChoicePage::searchWanted);
    connect(&desk.signing, &SigningDesk::changed, this, &KeyChoicePage::refresh);
    desk.words.keep(this, [this] { say(); });
}

void KeyChoicePage::say() {
    const Words& words = desk_.words;
    setTitle(words.say(Phrase::SignKeysTitle));
    setLead(words.say(Phrase::SignKeysLead));
    back_->setText(words.say(Phrase::SignBackToConsent));
    search_->setText(words.say(Phrase::KeysSearch));
    refresh();
}

void KeyChoicePage::openUnfit() {
    unfit_->setOpen(true);
}

KeyCard* KeyChoicePage::cardFor(const SigningKeyOption& option, QVBoxLayout& place) {
    auto* card = new KeyCard(this);
    place.addWidget(card);
    showOption(*card, option, desk_);
    card->explain(unfitWords(option.fitness, desk_.words));
    connect(
        card, &QAbstractButton::clicked, this,
        [this, option] {
            if (option.usable()) {
                desk_.signing.chooseKey(option);
                emit chosen();
            } else if (option.onCard()) {
                emit cardWanted(option.cardId);
            } else {
                emit keyWanted(option.file);
            }
        },
        Qt::QueuedConnection);
    return card;
}

void KeyChoicePage::refresh() {
    if (!isVisible())
        return; // it is made anew when it is shown
    qsizetype focused = -1;
    for (qsizetype index = 0; index < cards_.size(); ++index)
        if (cards_[index]->hasFocus())
            focused = index;
    qDeleteAll(std::exchange(cards_, {}));
    bool anyUnfit = false;
    for (const SigningKeyOption& option : desk_.signing.keys()) {
        anyUnfit = anyUnfit || !option.usable();
        cards_.append(cardFor(option, option.usable() ? *fitting_ : unfit_->content()));
    }
    unfit_->setVisible(anyUnfit);
    if (focused >= 0)
        focusFirst();
}

void KeyChoicePage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    refresh();
}

void KeyChoicePage::focusFirst() {
    if (!cards_.isEmpty() && cards_.front()->isVisibleTo(this))
        cards_.front()->setFocus(Qt::OtherFocusReason);
    else
        Page::focusFirst();
}

} // namespace tanba::gui
