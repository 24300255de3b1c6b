#include "app/gui/pages/advice/owner_card.h"

#include "app/gui/pages/advice/fine_card.h"
#include "app/gui/pages/cards/card_page.h"
#include "app/gui/pages/key_page.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/page.h"
#include "app/gui/widgets/picture.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace tanba::gui {

using guidance::KeyOwnership;

namespace {

std::optional<keys::Owner> ownerOf(const CardEntry* card, Time now) {
    if (card == nullptr || card->simulated())
        return std::nullopt;
    const std::vector<CardHolder> holders = holdersOf(*card);
    const keys::Certificate* leading = holders.empty() ? nullptr : leadingCertificate(holders.front(), now);
    return leading == nullptr ? std::nullopt : std::optional(keys::kzProfile(*leading).owner);
}

} // namespace

OwnerCard::OwnerCard(const Desk& desk)
    : desk_(desk), card_(new Card), picture_(new Picture(Icon::Person, 24, Tone::Accent)),
      title_(new Text(TypeRole::Strong)), text_(new Text(TypeRole::Body)),
      yes_(new Button(ButtonKind::Plain, Icon::Check)), no_(new Button(ButtonKind::Plain)),
      way_(new Button(ButtonKind::Plain, Icon::Person)), mistake_(new Button(ButtonKind::Quiet)),
      notKept_(new Banner(desk.words)) {
    layOut();
    connect(yes_, &QAbstractButton::clicked, this, [this] { answer(KeyOwnership::Mine); });
    connect(no_, &QAbstractButton::clicked, this, [this] { answer(KeyOwnership::SomebodyElses); });
    connect(mistake_, &QAbstractButton::clicked, this, [this] { answer(KeyOwnership::Mine); });
    connect(way_, &QAbstractButton::clicked, this, [this] { emit wanted(AdvicePlace::OwnKey); });
    connect(&desk.person, &PersonBook::changed, this, &OwnerCard::refresh);
    connect(&desk.person, &PersonBook::notKept, this, [this](const Failure& failure) {
        notKept_->showFailure(failure);
        setVisible(true);
    });
    desk.words.keep(this, [this] { refresh(); });
}

void OwnerCard::layOut() {
    auto* words = new QVBoxLayout;
    keepSpacing(*words, 4);
    words->addWidget(title_);
    words->addWidget(text_);
    words->addLayout(rowOf({yes_, no_, way_, mistake_}));
    auto* sides = new QHBoxLayout(card_);
    keepCardMargin(*sides, 14);
    keepSpacing(*sides, 8);
    sides->addWidget(picture_, 0, Qt::AlignTop);
    sides->addLayout(words, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card_);
    column->addWidget(notKept_);
}

void OwnerCard::standOn(KeyPage& page) {
    page.addAdvice(this);
    connect(&page, &KeyPage::refreshed, this, [this, &page] {
        const KeyEntry* entry = desk_.shelf.find(page.path());
        const bool known = entry != nullptr && !entry->certificates.empty();
        show(known ? std::optional(keys::kzProfile(entry->certificates.front()).owner) : std::nullopt);
    });
}

void OwnerCard::standOn(CardPage& page) {
    page.addAdvice(this);
    connect(&page, &CardPage::refreshed, this,
            [this, &page] { show(ownerOf(desk_.cards.find(page.id()), desk_.cards.now())); });
}

void OwnerCard::show(const std::optional<keys::Owner>& owner) {
    owner_ = owner;
    refresh();
}

void OwnerCard::refresh() {
    const KeyOwnership ownership = owner_ ? desk_.person.ownershipOf(*owner_) : KeyOwnership::NotStated;
    const bool asking = ownership == KeyOwnership::NobodySaid;
    const guidance::KeyTreatment treatment = guidance::treatmentFor(ownership);
    const bool warning = owner_ && treatment.fines == guidance::Shown::Yes;
    card_->setVisible(asking || warning);
    setVisible(asking || warning);
    yes_->setVisible(asking);
    no_->setVisible(asking);
    way_->setVisible(warning && treatment.wayToOwnKey == guidance::Shown::Yes);
    // Who said to be somebody else changes that in the settings, with a pause for thought.
    mistake_->setVisible(warning && desk_.person.name().empty());
    if (asking)
        ask();
    else if (warning)
        warn();
}

void OwnerCard::ask() {
    const Words& words = desk_.words;
    card_->setKind(CardKind::Info);
    picture_->show(Icon::Person, Tone::Accent);
    title_->setText(words.say(Phrase::OwnerAskTitle));
    title_->setTone(Tone::Normal);
    text_->setText(words.say(Phrase::OwnerAskText, {{"name", owner_->displayName()}}));
    yes_->setText(words.say(Phrase::OwnerYes));
    no_->setText(words.say(Phrase::OwnerNo));
    for (Button* button : {yes_, no_})
        button->setAccessibleDescription(text_->text());
}

void OwnerCard::warn() {
    const Words& words = desk_.words;
    const guidance::Date today = guidance::kazakhstanDate(desk_.shelf.now());
    const auto fine = [&](guidance::Offence offence) {
        return toUtf8(naturalPersonsFine(offence, today, words));
    };
    card_->setKind(CardKind::Attention);
    picture_->show(Icon::Attention, Tone::Attention);
    title_->setText(words.say(Phrase::OwnerOtherTitle, {{"name", owner_->displayName()}}));
    title_->setTone(Tone::Attention);
    text_->setText(
        words.say(Phrase::OwnerOtherText, {{"use", fine(guidance::Offence::UseOfAnotherPersonsKey)},
                                           {"handing", fine(guidance::Offence::HandingOverOwnKey)}}));
    way_->setText(words.say(Phrase::OwnKeyTitle));
    mistake_->setText(words.say(Phrase::OwnerMistake));
    for (Button* button : {way_, mistake_})
        button->setAccessibleDescription(title_->text() + QLatin1Char(' ') + text_->text());
}

void OwnerCard::answer(KeyOwnership said) {
    if (!owner_)
        return;
    notKept_->clear();
    if (said == KeyOwnership::Mine)
        desk_.person.sayMine(*owner_);
    else
        desk_.person.sayOther(*owner_);
    if (way_->isVisible())
        way_->setFocus(Qt::OtherFocusReason);
}

} // namespace tanba::gui
