#include "app/gui/pages/home_page.h"

#include "app/gui/pages/key_card.h"
#include "app/gui/widgets/action_card.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/empty_state.h"

namespace tanba::gui {

namespace {

bool needsAttention(KeyState state) {
    return state == KeyState::Soon || state == KeyState::Expired || state == KeyState::NotYetValid;
}

} // namespace

HomePage::HomePage(const Desk& desk)
    : desk_(desk), empty_(new EmptyState(Icon::Mark)),
      emptySearch_(new Button(ButtonKind::Main, Icon::Search)), attention_(new QVBoxLayout),
      find_(new ActionCard(Icon::Search)), password_(new ActionCard(Icon::Lock)),
      forgot_(new ActionCard(Icon::Help)) {
    empty_->addActions({emptySearch_});
    column().addSpacing(8);
    column().addWidget(empty_);
    attentionTitle_ = addSection();
    attention_->setSpacing(4);
    column().addLayout(attention_);
    jobsTitle_ = addSection();
    for (ActionCard* card : {find_, password_, forgot_})
        column().addWidget(card);
    for (QAbstractButton* button :
         {static_cast<QAbstractButton*>(emptySearch_), static_cast<QAbstractButton*>(find_)})
        connect(button, &QAbstractButton::clicked, this, &HomePage::searchWanted);
    connect(password_, &QAbstractButton::clicked, this, &HomePage::passwordChangeWanted);
    connect(forgot_, &QAbstractButton::clicked, this, &HomePage::passwordForgotten);
    connect(&desk_.shelf, &KeyShelf::changed, this, &HomePage::refresh);
    desk_.words.keep(this, [this] { say(); });
}

void HomePage::say() {
    const Words& words = desk_.words;
    setTitle(words.say(Phrase::NavHome));
    setLead(words.say(Phrase::HomeLead));
    empty_->say(words.say(Phrase::HomeEmptyTitle), words.say(Phrase::HomeEmptyText));
    emptySearch_->setText(words.say(Phrase::KeysSearch));
    emptySearch_->setToolTip(words.say(Phrase::KeysSearchTip));
    attentionTitle_->setText(words.say(Phrase::HomeAttention));
    jobsTitle_->setText(words.say(Phrase::HomeJobs));
    find_->say(words.say(Phrase::JobFindTitle), words.say(Phrase::JobFindText));
    password_->say(words.say(Phrase::JobPasswordTitle), words.say(Phrase::JobPasswordText));
    forgot_->say(words.say(Phrase::JobForgotTitle), words.say(Phrase::JobForgotText));
    refresh();
}

void HomePage::refresh() {
    const bool empty = desk_.shelf.empty();
    empty_->setVisible(empty);
    find_->setVisible(!empty);
    attentionTitle_->setVisible(!empty);
    qDeleteAll(shown_);
    shown_.clear();
    if (empty)
        return;
    for (const KeyEntry& entry : desk_.shelf.entries()) {
        if (!needsAttention(stateOf(entry, desk_.shelf.now())))
            continue;
        auto* card = new KeyCard;
        card->show(entry, desk_.shelf.now(), desk_.words);
        connect(card, &QAbstractButton::clicked, this, [this, path = entry.path] { emit keyWanted(path); });
        attention_->addWidget(card);
        shown_.append(card);
    }
    if (shown_.isEmpty()) {
        auto* calm = new Banner(desk_.words);
        calm->setClosing(Closing::Never);
        attention_->addWidget(calm);
        calm->showMessage(CardKind::Good, desk_.words.say(Phrase::HomeCalmTitle),
                          desk_.words.say(Phrase::HomeCalmText));
        shown_.append(calm);
    }
}

void HomePage::focusFirst() {
    if (desk_.shelf.empty())
        emptySearch_->setFocus(Qt::OtherFocusReason);
    else
        Page::focusFirst();
}

} // namespace tanba::gui
