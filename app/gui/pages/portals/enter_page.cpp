#include "app/gui/pages/portals/enter_page.h"

#include "app/gui/consent/portals.h"
#include "app/gui/pages/advice/owner_card.h"
#include "app/gui/pages/key_card.h"
#include "app/gui/pages/portals/enter_checks.h"
#include "app/gui/pages/portals/portal_words.h"
#include "app/gui/pages/sign/key_choice_page.h"
#include "app/gui/pages/site.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "core/keys/kz_profile.h"

#include <algorithm>

namespace tanba::gui {

EnterPage::EnterPage(const Desk& desk)
    : desk_(desk), back_(new Button(ButtonKind::Quiet, Icon::Back)), banner_(new Banner(desk.words)),
      keyTitle_(new Text(TypeRole::Section)), keyCard_(new KeyCard),
      otherKey_(new Button(ButtonKind::Quiet, Icon::Key)), checksTitle_(nullptr), keyRow_(new CheckRow),
      ownerRow_(new CheckRow), owner_(new OwnerCard(desk)), serviceRow_(new CheckRow),
      browserRow_(new CheckRow), numberRow_(new CheckRow), stayRow_(new CheckRow),
      notReady_(new Text(TypeRole::Body, Tone::Attention)), go_(new Button(ButtonKind::Main, Icon::External)),
      address_(new Text(TypeRole::Small, Tone::Muted)) {
    layOut();
    connect(back_, &QAbstractButton::clicked, this, &EnterPage::left);
    connect(otherKey_, &QAbstractButton::clicked, this, &EnterPage::otherKeyWanted);
    connect(keyCard_, &QAbstractButton::clicked, this, &EnterPage::otherKeyWanted);
    connect(owner_, &OwnerCard::wanted, this, &EnterPage::adviceWanted);
    connect(go_, &QAbstractButton::clicked, this, &EnterPage::go);
    // One page hears of everything that may tick a point; the desk passes on the keys, cards and the person.
    connect(&desk_.portals.consent, &GuiConsentDesk::changed, this, &EnterPage::refresh);
    connect(&desk_.portals.service, &PortalSwitch::changed, this, &EnterPage::refresh);
    connect(&desk_.portals.answers, &EntryAnswers::changed, this, &EnterPage::refresh);
    desk_.words.keep(this, [this] { say(); });
}

void EnterPage::layOut() {
    addAboveTitle(back_);
    column().addWidget(banner_);
    auto* head = new QHBoxLayout;
    head->addWidget(keyTitle_, 1);
    head->addWidget(otherKey_);
    column().addSpacing(12);
    column().addLayout(head);
    column().addWidget(keyCard_);
    checksTitle_ = addSection();
    for (QWidget* part :
         {static_cast<QWidget*>(keyRow_), static_cast<QWidget*>(ownerRow_), static_cast<QWidget*>(owner_),
          static_cast<QWidget*>(serviceRow_), static_cast<QWidget*>(browserRow_),
          static_cast<QWidget*>(numberRow_), static_cast<QWidget*>(stayRow_)})
        column().addWidget(part);
    column().addSpacing(8);
    column().addWidget(notReady_);
    column().addLayout(rowOf({go_}));
    column().addWidget(address_);
}

void EnterPage::say() {
    const Words& words = desk_.words;
    setTitle(words.say(Phrase::EnterTitle));
    back_->setText(words.say(Phrase::EnterBack));
    keyTitle_->setText(words.say(Phrase::EnterWithWhich));
    otherKey_->setText(words.say(Phrase::SignOtherKey));
    checksTitle_->setText(words.say(Phrase::EnterChecks));
    notReady_->setText(words.say(Phrase::EnterNotReady));
    go_->setText(words.say(Phrase::EnterGo));
    banner_->clear();
    refresh();
}

void EnterPage::begin(const guidance::Portal& portal) {
    portal_ = &portal;
    chosen_.reset();
    banner_->clear();
    PortalSwitch& service = desk_.portals.service;
    if (service.state() == PortalSwitch::State::On && !service.trustBusy())
        service.lookAtTrust(); // browsers come and go
    refresh();
    ensureVisible(0, 0);
}

void EnterPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    refresh();
}

std::string EnterPage::origin() const {
    const std::vector<std::string>& origins = loginOrigins(*portal_);
    return origins.empty() ? std::string() : origins.front();
}

std::vector<ConsentKey> EnterPage::keys() const {
    return portal_ == nullptr ? std::vector<ConsentKey>() : desk_.portals.consent.loginKeys(origin());
}

void EnterPage::chooseKey(const SigningKeyOption& option) {
    chosen_ = option;
    refresh();
}

std::optional<ConsentKey> EnterPage::key() const {
    const std::vector<ConsentKey> all = keys();
    const auto chosen = std::ranges::find_if(all, [this](const ConsentKey& key) {
        return chosen_ && key.option.sameKey(*chosen_) && key.usable();
    });
    if (chosen != all.end())
        return *chosen;
    if (all.empty() || !all.front().usable())
        return std::nullopt;
    return all.front();
}

void EnterPage::refresh() {
    if (!isVisible() || portal_ == nullptr)
        return; // when it is shown
    const Words& words = desk_.words;
    setLead(nameWords(portal_->names, words));
    address_->setText(words.say(Phrase::EnterAddress, {{"address", portal_->address}}));
    go_->setAccessibleDescription(address_->text());
    refreshKey();
    refreshChecks();
}

void EnterPage::refreshKey() {
    const std::optional<ConsentKey> found = key();
    keyTitle_->setVisible(found.has_value());
    keyCard_->setVisible(found.has_value());
    otherKey_->setVisible(found && keys().size() > 1);
    if (found)
        showOption(*keyCard_, found->option, desk_);
    const bool known = found && found->option.certificate && !found->option.demonstration;
    owner_->show(known ? std::optional(keys::kzProfile(*found->option.certificate).owner) : std::nullopt);
}

void EnterPage::refreshChecks() {
    const std::optional<ConsentKey> found = key();
    const EnterWays ways{
        [this] { emit keySearchWanted(); }, [this] { emit stayWanted(); },
        [this](const std::string& address) { openSite(desk_, QUrl(fromUtf8(address)), *banner_); }};
    bool ready = true;
    const auto show = [&ready](CheckRow& row, const CheckLine& line) {
        row.setVisible(!line.words.isEmpty());
        if (line.words.isEmpty())
            return;
        row.show(line);
        ready = ready && line.kind == CardKind::Good;
    };
    show(*keyRow_, keyLine(found, desk_, ways));
    show(*ownerRow_, ownerLine(found, desk_));
    show(*serviceRow_, serviceLine(desk_));
    show(*browserRow_, browserLine(desk_));
    const bool sms = hasSmsStage(*portal_, guidance::kazakhstanDate(desk_.shelf.now()));
    show(*numberRow_, sms ? numberLine(*portal_, desk_, ways) : CheckLine());
    show(*stayRow_, sms ? stayLine(desk_, ways) : CheckLine());
    notReady_->setVisible(!ready);
}

void EnterPage::go() {
    const std::optional<ConsentKey> found = key();
    const std::vector<std::string>& origins = loginOrigins(*portal_);
    if (found && !origins.empty())
        desk_.portals.consent.awaitLogin(origins, found->option);
    else
        desk_.portals.consent.stopAwaiting();
    emit started();
}

} // namespace tanba::gui
