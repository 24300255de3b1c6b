#include "app/gui/pages/advice/roles_page.h"

#include "app/gui/pages/advice/role_words.h"
#include "app/gui/widgets/card.h"
#include "app/gui/widgets/distances.h"
#include "core/guidance/portals.h"
#include "core/guidance/signing_role.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

using guidance::AttorneyStep;
using guidance::Principal;

struct PrincipalRow {
    Principal principal;
    Phrase words;
};
constexpr std::array<PrincipalRow, 2> kPrincipals = {{
    {Principal::Organisation, Phrase::AttorneyOrganisation},
    {Principal::NaturalPersonOrSoleProprietor, Phrase::AttorneyPerson},
}};

struct StepRow {
    AttorneyStep step;
    Phrase words;
};
constexpr std::array<StepRow, 5> kSteps = {{
    {AttorneyStep::EverybodySignsWithOwnKey, Phrase::AttorneyOwnKey},
    {AttorneyStep::GetKeyWithRoleOfOrganisation, Phrase::AttorneyRole},
    {AttorneyStep::WritePowerOfAttorney, Phrase::AttorneyWrite},
    {AttorneyStep::AttachToDocument, Phrase::AttorneyAttach},
    {AttorneyStep::AskOwnerOfSystem, Phrase::AttorneyAsk},
}};

void empty(QVBoxLayout& layout) {
    while (QLayoutItem* item = layout.takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
}

std::string nameIn(const guidance::Names& names, text::Language language) {
    return language == text::Language::Kk ? names.kk : language == text::Language::Ru ? names.ru : names.en;
}

} // namespace

RolesPage::RolesPage(const Desk& desk)
    : AdvicePage(desk, Phrase::RolesTitle, Phrase::RolesLead), keys_(new QVBoxLayout),
      none_(new Text(TypeRole::Body, Tone::Muted)), forWhom_(new Text(TypeRole::Body)),
      principal_(new QComboBox), steps_(new QVBoxLayout) {
    addHeading(Phrase::RolesMine);
    keys_->setSpacing(4);
    column().addLayout(keys_);
    column().addWidget(none_);
    addAttorney();
    addContacts();
    addWay(Icon::Person, Phrase::OwnKeyTitle, Phrase::OwnKeyCard, AdvicePlace::OwnKey);
    addSource({"sign.only_authorised", "eds.private_key_not_passed_on"});
    connect(&desk.shelf, &KeyShelf::changed, this, &RolesPage::showKeys);
    connect(&desk.cards, &CardShelf::cardsChanged, this, &RolesPage::showKeys);
    connect(principal_, &QComboBox::currentIndexChanged, this, &RolesPage::showSteps);
    desk.words.keep(this, [this] {
        none_->setText(words().say(Phrase::RolesNone));
        forWhom_->setText(words().say(Phrase::AttorneyFor));
        principal_->setAccessibleName(forWhom_->text());
        for (std::size_t index = 0; index < kPrincipals.size(); ++index)
            principal_->setItemText(static_cast<int>(index), words().say(kPrincipals.at(index).words));
        showKeys();
        showSteps();
    });
}

void RolesPage::addAttorney() {
    addHeading(Phrase::AttorneyTitle);
    addText(Phrase::AttorneyText);
    forWhom_->setBuddy(principal_);
    principal_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    principal_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    principal_->setMinimumContentsLength(12);
    for (const PrincipalRow& row : kPrincipals)
        principal_->addItem({}, static_cast<int>(row.principal));
    auto* chooser = new QHBoxLayout;
    chooser->setContentsMargins(0, 0, kHalo, 0);
    chooser->addWidget(forWhom_, 1);
    chooser->addWidget(principal_, 3);
    column().addLayout(chooser);
    keepSpacing(*steps_, 4);
    column().addLayout(steps_);
}

void RolesPage::addContacts() {
    addHeading(Phrase::ContactsTitle);
    for (const guidance::Portal& portal : guidance::portals()) {
        if (!portal.partOf.empty() || portal.links.supportPhone.empty())
            continue;
        auto* line = new Text(TypeRole::Body);
        desk().words.keep(line, [this, line, &portal] {
            line->setText(
                words().say(Phrase::ContactsPhone, {{"name", nameIn(portal.names, words().language())},
                                                    {"phone", portal.links.supportPhone}}));
        });
        column().addWidget(line);
    }
    addText(Phrase::ContactsRest, Tone::Muted);
}

void RolesPage::showKeys() {
    empty(*keys_);
    const std::vector<RoleView> views = roleViews(desk());
    none_->setVisible(views.empty());
    for (const RoleView& view : views) {
        auto* card = new Card;
        auto* inside = new QVBoxLayout(card);
        keepCardMargin(*inside, 12);
        keepSpacing(*inside, 2);
        auto* owner = new Text(TypeRole::Strong);
        owner->setText(view.owner);
        auto* role = new Text(TypeRole::Body);
        role->setText(view.role);
        auto* meaning = new Text(TypeRole::Body, Tone::Muted);
        meaning->setText(view.meaning);
        for (Text* text : {owner, role, meaning})
            inside->addWidget(text);
        meaning->setVisible(!view.meaning.isEmpty());
        keys_->addWidget(card);
    }
}

void RolesPage::showSteps() {
    empty(*steps_);
    const auto principal = static_cast<Principal>(principal_->currentData().toInt());
    int number = 0;
    for (const AttorneyStep step : guidance::powerOfAttorneySteps(principal))
        addNumbered(++number, std::ranges::find(kSteps, step, &StepRow::step)->words, *steps_);
}

} // namespace tanba::gui
