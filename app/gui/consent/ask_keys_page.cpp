#include "app/gui/consent/ask_keys_page.h"

#include "app/gui/consent/consent_words.h"
#include "app/gui/pages/key_card.h"
#include "app/gui/pages/sign/key_choice_page.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/fold.h"

#include <algorithm>
#include <utility>

namespace tanba::gui {

AskKeysPage::AskKeysPage(const Desk& desk, GuiConsentDesk& consent, About about)
    : desk_(desk), about_(std::move(about)), back_(new Button(ButtonKind::Quiet, Icon::Back)),
      fitting_(new QVBoxLayout), unfit_(new Fold(desk.words, Phrase::SignKeysUnfit)) {
    addAboveTitle(back_);
    fitting_->setSpacing(4);
    column().addLayout(fitting_);
    column().addWidget(unfit_);
    connect(back_, &QAbstractButton::clicked, this, &AskKeysPage::left);
    connect(&consent, &GuiConsentDesk::changed, this, &AskKeysPage::refresh);
    desk_.words.keep(this, [this] {
        setTitle(desk_.words.say(Phrase::SignKeysTitle));
        setLead(desk_.words.say(about_.lead));
        back_->setText(desk_.words.say(about_.back));
        refresh();
    });
}

void AskKeysPage::openUnfit() {
    unfit_->setOpen(true);
}

void AskKeysPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    refresh();
}

void AskKeysPage::addCard(const ConsentKey& key, QVBoxLayout& place) {
    auto* card = new KeyCard(this);
    place.addWidget(card);
    showOption(*card, key.option, desk_);
    card->explain(unfitWords(key, desk_.words));
    card->setEnabled(key.usable());
    // Choosing makes the list anew, and this card goes.
    connect(
        card, &QAbstractButton::clicked, this,
        [this, option = key.option] {
            about_.choose(option);
            emit left();
        },
        Qt::QueuedConnection);
    cards_.append(card);
}

void AskKeysPage::refresh() {
    if (!isVisible())
        return; // it is made anew when it is shown
    const bool focused = std::ranges::any_of(cards_, [](const KeyCard* card) { return card->hasFocus(); });
    qDeleteAll(std::exchange(cards_, {}));
    bool anyUnfit = false;
    for (const ConsentKey& key : about_.keys()) {
        anyUnfit = anyUnfit || !key.usable();
        addCard(key, key.usable() ? *fitting_ : unfit_->content());
    }
    unfit_->setVisible(anyUnfit);
    if (focused)
        focusFirst();
}

void AskKeysPage::focusFirst() {
    if (!cards_.isEmpty() && cards_.front()->isVisibleTo(this) && cards_.front()->isEnabled())
        cards_.front()->setFocus(Qt::OtherFocusReason);
    else
        back_->setFocus(Qt::OtherFocusReason);
}

} // namespace tanba::gui
