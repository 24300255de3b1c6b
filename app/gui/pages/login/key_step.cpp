#include "app/gui/pages/login/key_step.h"

#include "app/gui/consent/consent_words.h"
#include "app/gui/pages/key_card.h"
#include "app/gui/pages/login/portal_card.h"
#include "app/gui/pages/sign/key_choice_page.h"
#include "app/gui/widgets/action_card.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/fold.h"

#include <algorithm>
#include <utility>

namespace tanba::gui {

KeyStep::KeyStep(const Desk& desk)
    : LoginStep(desk, LoginPlace::Key), portal_(new PortalCard(desk.words)),
      waiting_(new Text(TypeRole::Small, Tone::Muted)), none_(new Banner(desk.words)),
      fitting_(new QVBoxLayout), unfit_(new Fold(desk.words, Phrase::LoginKeyUnfit)),
      search_(new Button(ButtonKind::Quiet, Icon::Search)), keyless_(new ActionCard(Icon::Qr)) {
    none_->setClosing(Closing::Never);
    fitting_->setSpacing(4);
    add({portal_, waiting_, none_});
    column().addLayout(fitting_);
    add({unfit_});
    column().addLayout(rowOf({search_}));
    column().addSpacing(8);
    add({keyless_});
    connect(search_, &QAbstractButton::clicked, this, &KeyStep::searchWanted);
    connect(keyless_, &QAbstractButton::clicked, this, &KeyStep::keylessWanted);
    keepWords();
}

void KeyStep::say() {
    setLead(words().say(Phrase::LoginKeyLead));
    waiting_->setText(words().say(Phrase::LoginWorking));
    search_->setText(words().say(Phrase::KeysSearch));
    keyless_->say(words().say(Phrase::LoginKeyless), words().say(Phrase::LoginKeylessText));
}

void KeyStep::addCard(const ConsentKey& key, QVBoxLayout& place, bool ready) {
    auto* card = new KeyCard(this);
    place.addWidget(card);
    showOption(*card, key.option, desk());
    card->explain(unfitWords(key, words()));
    card->setEnabled(ready && key.usable());
    // Choosing makes the list anew, and this card goes.
    connect(
        card, &QAbstractButton::clicked, this,
        [this, option = key.option] {
            login().chooseKey(option);
            emit chosen();
        },
        Qt::QueuedConnection);
    cards_.append(card);
}

void KeyStep::refresh() {
    setTitle(words().say(Phrase::LoginTitle, {{"portal", toUtf8(titleOf(login().portal(), words()))}}));
    portal_->show(login().portal());
    const bool ready = login().view().stage == portal::Stage::Described && !login().busy();
    waiting_->setVisible(login().work() == LoginDesk::Work::Describing);
    const bool focused = std::ranges::any_of(cards_, [](const KeyCard* card) { return card->hasFocus(); });
    const bool waited = !cards_.isEmpty() && !cards_.front()->isEnabled();
    qDeleteAll(std::exchange(cards_, {}));
    bool anyUsable = false;
    bool anyUnfit = false;
    for (const ConsentKey& key : login().keys()) {
        anyUsable = anyUsable || key.usable();
        anyUnfit = anyUnfit || !key.usable();
        addCard(key, key.usable() ? *fitting_ : unfit_->content(), ready);
    }
    unfit_->setVisible(anyUnfit);
    none_->clear();
    if (!anyUsable)
        none_->showMessage(CardKind::Attention, words().say(Phrase::LoginKeyNone),
                           words().say(Phrase::LoginKeyNoneText));
    keyless_->setVisible(login().view().portal && login().view().portal->offers(portal::FactorType::Qr));
    keyless_->setEnabled(ready);
    if (focused || (waited && ready))
        focusFirst();
}

void KeyStep::focusOwn() {
    if (!cards_.isEmpty() && cards_.front()->isVisibleTo(this) && cards_.front()->isEnabled())
        cards_.front()->setFocus(Qt::OtherFocusReason);
    else
        Page::focusFirst();
}

} // namespace tanba::gui
