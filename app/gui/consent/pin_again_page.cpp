#include "app/gui/consent/pin_again_page.h"

#include "app/gui/consent/caller_card.h"
#include "app/gui/consent/consent_words.h"
#include "app/gui/pages/demonstration_mark.h"
#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/consent_button.h"
#include "app/gui/widgets/secret_field.h"

namespace tanba::gui {

PinAgainPage::PinAgainPage(const Desk& desk, GuiConsentDesk& consent)
    : desk_(desk), consent_(consent), caller_(new CallerCard(desk.words)),
      document_(new Text(TypeRole::Strong)), demonstration_(new DemonstrationMark),
      pin_(new SecretField(desk.words, Phrase::SignPin)), go_(new ConsentButton(Icon::Unlock)),
      cancel_(new Button(ButtonKind::Plain)) {
    column().addWidget(caller_);
    column().addWidget(document_);
    column().addLayout(rowOf({demonstration_}));
    column().addWidget(pin_);
    auto* foot = new PageFoot;
    foot->column().addLayout(rowOf({go_, cancel_}));
    setFoot(foot);
    connect(&consent_, &GuiConsentDesk::pinWanted, this, &PinAgainPage::say);
    connect(pin_, &SecretField::edited, this, [this] { go_->setReady(!pin_->edit().isEmpty()); });
    // As for the first PIN: Enter only leads to the button.
    connect(pin_, &SecretField::submitted, this, [this] {
        if (go_->isEnabled())
            go_->setFocus(Qt::OtherFocusReason);
    });
    connect(go_, &QAbstractButton::clicked, this, &PinAgainPage::give);
    connect(cancel_, &QAbstractButton::clicked, this, [this] {
        pin_->clear();
        consent_.cancelPin();
    });
    desk_.words.keep(this, [this] { say(); });
}

void PinAgainPage::say() {
    const Words& words = desk_.words;
    setTitle(words.say(Phrase::PortalPinTitle));
    setLead(words.say(Phrase::SignPinAgain));
    go_->setText(words.say(Phrase::PortalPinGo));
    cancel_->setText(words.say(Phrase::PortalCancel));
    const auto pinFor = consent_.pinFor();
    if (!pinFor)
        return;
    caller_->show(pinFor->question->caller);
    demonstration_->tell(realityOf(pinFor->key), words);
    document_->setText(isLogin(*pinFor->question)
                           ? itemType(pinFor->question->items.front(), words)
                           : breakable(itemName(*pinFor->question, pinFor->item, words), kRunInName));
}

void PinAgainPage::give() {
    if (pin_->edit().isEmpty())
        return;
    SecretBytes pin = pin_->edit().copy();
    pin_->clear();
    go_->setReady(false);
    consent_.givePin(std::move(pin));
}

void PinAgainPage::focusFirst() {
    pin_->edit().setFocus(Qt::OtherFocusReason);
}

} // namespace tanba::gui
