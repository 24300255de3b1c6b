#include "app/gui/pages/cards/pin_page.h"

#include "app/gui/pages/cards/pad_card.h"
#include "app/gui/pages/cards/pin_notice.h"
#include "app/gui/pages/demonstration_mark.h"
#include "app/gui/pages/strength_meter.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/secret_field.h"
#include "app/text/token_words.h"
#include "core/guidance/password_judgement.h"
#include "core/keys/kz_profile.h"

#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

/// What differs between changing and unblocking.
struct ActionRow {
    PinAction action;
    Phrase title;
    Phrase lead;
    Phrase done;
};
constexpr std::array<ActionRow, 2> kActions = {{
    {PinAction::Change, Phrase::PinChange, Phrase::PinChangeLead, Phrase::PinChangedTitle},
    {PinAction::Unblock, Phrase::PinUnblock, Phrase::PinUnblockLead, Phrase::PinUnblockedTitle},
}};

const ActionRow& rowOf(PinAction action) {
    return *std::ranges::find(kActions, action, &ActionRow::action);
}

/// Numbers of the card's owner, which a PIN should not be made of.
guidance::OwnerNumbers ownerOf(const CardEntry* card) {
    if (card == nullptr)
        return {};
    const auto known =
        std::ranges::find_if(card->keys, [](const CardKeyInfo& key) { return key.certificate.has_value(); });
    if (known == card->keys.end())
        return {};
    const keys::Owner owner = keys::kzProfile(*known->certificate).owner;
    return {owner.iin, owner.bin};
}

} // namespace

PinPage::PinPage(const Desk& desk)
    : desk_(desk), back_(new Button(ButtonKind::Quiet, Icon::Back)), demonstration_(new DemonstrationMark),
      banner_(new Banner(desk.words)), warning_(new Banner(desk.words)), form_(new Card),
      current_(new SecretField(desk.words, Phrase::PinCurrent)),
      puk_(new SecretField(desk.words, Phrase::PinPuk)), new_(new SecretField(desk.words, Phrase::PinNew)),
      repeat_(new SecretField(desk.words, Phrase::PinRepeat)), rule_(new Text(TypeRole::Body, Tone::Muted)),
      strength_(new StrengthMeter(desk.words, guidance::SecretMedium::CardOrToken)),
      differ_(new Text(TypeRole::Small, Tone::Muted)), pad_(new PadCard),
      once_(new Text(TypeRole::Small, Tone::Muted)), go_(new Button(ButtonKind::Main, Icon::Lock)),
      workingText_(new Text(TypeRole::Body, Tone::Muted)),
      doneBack_(new Button(ButtonKind::Main, Icon::ChipCard)) {
    layOut();
    connect(back_, &QAbstractButton::clicked, this, &PinPage::left);
    connect(doneBack_, &QAbstractButton::clicked, this, &PinPage::left);
    connect(go_, &QAbstractButton::clicked, this, &PinPage::act);
    for (SecretField* field : {current_, puk_, new_, repeat_}) {
        connect(field, &SecretField::edited, this, &PinPage::judge);
        connect(field, &SecretField::submitted, this, &PinPage::act);
    }
    connect(&desk_.cards, &CardShelf::cardsChanged, this, &PinPage::refresh);
    desk_.words.keep(this, [this] { say(); });
}

void PinPage::layOut() {
    addAboveTitle(back_);
    warning_->setClosing(Closing::Never);
    column().addLayout(gui::rowOf({demonstration_}));
    column().addWidget(banner_);
    column().addWidget(warning_);
    auto* form = new QVBoxLayout(form_);
    keepCardMargin(*form, 18);
    keepSpacing(*form, 10);
    for (QWidget* part :
         {static_cast<QWidget*>(current_), static_cast<QWidget*>(puk_), static_cast<QWidget*>(rule_),
          static_cast<QWidget*>(new_), static_cast<QWidget*>(strength_), static_cast<QWidget*>(repeat_),
          static_cast<QWidget*>(differ_)})
        form->addWidget(part);
    column().addWidget(form_);
    column().addWidget(pad_);
    column().addWidget(once_);
    column().addLayout(gui::rowOf({go_, doneBack_}));
    column().addWidget(workingText_);
}

void PinPage::say() {
    const Words& words = desk_.words;
    const ActionRow& row = rowOf(action_);
    setTitle(words.say(row.title));
    setLead(done_ ? QString() : words.say(row.lead));
    back_->setText(words.say(Phrase::PinBack));
    doneBack_->setText(words.say(Phrase::PinBack));
    go_->setText(words.say(entry_ == Entry::OnReader ? Phrase::PinPadStart : row.title));
    sayPad();
    differ_->setText(words.say(Phrase::PinDiffer));
    once_->setText(words.say(Phrase::PinOnce));
    workingText_->setText(words.say(Phrase::PinWorking));
    if (done_)
        banner_->showMessage(CardKind::Good, words.say(row.done), words.say(Phrase::PinChangedText));
    refresh();
}

void PinPage::sayPad() {
    pad_->say(desk_.words.say(Phrase::PinPadTitle),
              desk_.words.say(working_ ? Phrase::PinPadNow : Phrase::PinPadText));
}

void PinPage::show(const std::string& id, PinAction action) {
    if (working_)
        return;
    id_ = id;
    action_ = action;
    done_ = false;
    clearFields();
    banner_->clear();
    banner_->setClosing(Closing::Allowed);
    // Only changing is done on a reader's keys; the card layer types a PUK here.
    const bool onReader = action == PinAction::Change && card() != nullptr && card()->pin.enteredOnReader;
    entry_ = onReader ? Entry::OnReader : Entry::Here;
    setWorking(false);
    say();
    ensureVisible(0, 0);
}

void PinPage::clearFields() {
    for (SecretField* field : {current_, puk_, new_, repeat_})
        field->clear();
}

void PinPage::hideEvent(QHideEvent* event) {
    if (!working_)
        clearFields();
    Page::hideEvent(event);
}

void PinPage::refresh() {
    const CardEntry* entry = card();
    if (entry == nullptr || !entry->there())
        clearFields(); // what was typed is for that card, not for the next one in the reader
    if (entry == nullptr) {
        judge();
        // It is gone, and nothing is remembered of it; what went wrong is still read in peace.
        if (isVisible() && !working_ && banner_->isHidden())
            emit left();
        return;
    }
    demonstration_->tell(realityOf(*entry), desk_.words);
    // A PIN that was blocked by the last try cannot be changed any more.
    const bool blocked = action_ == PinAction::Change && entry->pinBlocked();
    const bool open = !done_ && !blocked;
    if (!open)
        clearFields();
    form_->setVisible(open && entry_ == Entry::Here);
    pad_->setVisible(open && entry_ == Entry::OnReader);
    current_->setVisible(action_ == PinAction::Change);
    puk_->setVisible(action_ == PinAction::Unblock);
    once_->setVisible(open && entry_ == Entry::Here);
    go_->setVisible(open);
    back_->setVisible(!done_);
    doneBack_->setVisible(!open);
    const text::TokenWords words(text::TextTable::builtIn(), desk_.words.language());
    const std::string rules = words.pinRules(entry->pin);
    rule_->setText(rules.empty() ? QString() : desk_.words.say(Phrase::PinRule, {{"rule", rules}}));
    rule_->setVisible(!rules.empty());
    showWarning(*entry);
    judge();
}

void PinPage::showWarning(const CardEntry& entry) {
    const Words& words = desk_.words;
    warning_->clear();
    if (done_ || action_ == PinAction::Unblock)
        return;
    if (!entry.there())
        warning_->showMessage(CardKind::Attention, words.say(Phrase::CardAwayTitle),
                              words.say(Phrase::CardAwayText));
    else if (banner_->isHidden()) // else what just went wrong says the same
        showPinNotice(*warning_, entry, words);
}

void PinPage::judge() {
    const bool there = card() != nullptr && card()->there();
    const bool same = new_->edit().secret().equals(repeat_->edit().secret());
    differ_->setVisible(!repeat_->edit().isEmpty() && !same);
    const bool acceptable = judgeNew();
    const bool typed = !firstField().edit().isEmpty() && !new_->edit().isEmpty() && same;
    go_->setEnabled(there && !working_ && (entry_ == Entry::OnReader || (typed && acceptable)));
}

bool PinPage::judgeNew() {
    const SecretBytes& pin = new_->edit().secret();
    std::optional<guidance::PasswordJudgement> judgement;
    if (!pin.empty())
        judgement = guidance::judgeNewPin(pin, ownerOf(card()));
    const bool acceptable = !judgement || judgement->strength != guidance::PasswordStrength::Refused;
    strength_->show(std::move(judgement));
    new_->edit().setAccessibleDescription(rule_->text() + QLatin1Char(' ') + strength_->spoken());
    return acceptable;
}

void PinPage::setWorking(bool working) {
    working_ = working;
    form_->setEnabled(!working);
    back_->setEnabled(!working);
    workingText_->setVisible(working);
    sayPad();
    judge();
}

void PinPage::act() {
    if (!go_->isVisible() || !go_->isEnabled())
        return;
    banner_->clear();
    PinTexts texts;
    if (entry_ == Entry::Here)
        texts = {firstField().edit().copy(), new_->edit().copy()};
    setWorking(true);
    desk_.cards.actOnPin(
        id_, action_, std::move(texts), this,
        [this] {
            entry_ = Entry::OnReader;
            say();
        },
        [this](const PinAnswer& answer) { acted(answer); });
}

void PinPage::acted(const PinAnswer& answer) {
    setWorking(false);
    if (!isVisible() || card() == nullptr)
        clearFields();
    if (answer.outcome.ok()) {
        finish();
    } else if (answer.typingNeeded) {
        entry_ = Entry::Here;
        say();
        banner_->showMessage(CardKind::Info, desk_.words.say(Phrase::PinPadCannot), {});
        focusFirst();
    } else {
        showFailure(answer.outcome.failure());
    }
}

void PinPage::showFailure(const Failure& failure) {
    ensureVisible(0, 0);
    if (failure.code == FailureCode::PinBlocked) {
        say();
        // The notice of the page says so already, and what to do here.
        doneBack_->setAccessibleDescription(warning_->spoken());
        focusFirst();
        return;
    }
    banner_->showFailure(failure);
    say();
    if (wrongSecret(failure.code)) {
        firstField().clear(); // it was wrong: nothing is lost
        // The banner shows it; a screen reader hears it with the field.
        firstField().edit().setAccessibleDescription(fromUtf8(desk_.words.sentence(failure).what));
    }
    focusFirst();
}

void PinPage::finish() {
    done_ = true;
    clearFields();
    banner_->setClosing(Closing::Never);
    say();
    doneBack_->setAccessibleDescription(banner_->spoken());
    doneBack_->setFocus(Qt::OtherFocusReason);
}

void PinPage::focusFirst() {
    if (form_->isVisibleTo(this))
        firstField().edit().setFocus(Qt::OtherFocusReason);
    else if (doneBack_->isVisibleTo(this))
        doneBack_->setFocus(Qt::OtherFocusReason);
    else if (go_->isVisibleTo(this) && go_->isEnabled())
        go_->setFocus(Qt::OtherFocusReason);
    else
        Page::focusFirst();
}

} // namespace tanba::gui
