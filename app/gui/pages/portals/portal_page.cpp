#include "app/gui/pages/portals/portal_page.h"

#include "app/gui/consent/portals.h"
#include "app/gui/pages/portals/portal_words.h"
#include "app/gui/pages/site.h"
#include "app/gui/pages/source_fold.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/card.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/facts_view.h"
#include "app/text/dates.h"
#include "core/portal/addresses.h"

namespace tanba::gui {

namespace {

std::string dateWords(guidance::Date day, const Words& words) {
    return text::dateInWords(guidance::startOfDay(day), guidance::kKazakhstanOffset, words.language());
}

} // namespace

PortalPage::PortalPage(const Desk& desk)
    : desk_(desk), back_(new Button(ButtonKind::Quiet, Icon::Back)), banner_(new Banner(desk.words)),
      note_(new Banner(desk.words)), facts_(new FactsView), way_(new Text(TypeRole::Body, Tone::Muted)),
      enter_(new Button(ButtonKind::Main)), support_(new Button(ButtonKind::Quiet, Icon::External)),
      binding_(new Button(ButtonKind::Quiet, Icon::External)),
      remove_(new Button(ButtonKind::Danger, Icon::Remove)),
      source_(new SourceFold(desk, {"portal.second_stage"})) {
    addAboveTitle(back_);
    note_->setClosing(Closing::Never);
    auto* card = new Card;
    auto* inside = new QVBoxLayout(card);
    keepCardMargin(*inside, 14);
    inside->addWidget(facts_);
    column().addWidget(banner_);
    column().addWidget(note_);
    column().addWidget(card);
    column().addLayout(rowOf({enter_, remove_}));
    column().addWidget(way_);
    column().addLayout(rowOf({support_, binding_}));
    column().addWidget(source_);
    setLead({});
    connect(back_, &QAbstractButton::clicked, this, &PortalPage::left);
    connect(enter_, &QAbstractButton::clicked, this, [this] {
        if (shipped_ != nullptr)
            emit enterWanted(shipped_->id);
        else
            emit loginWanted(added_);
    });
    connect(support_, &QAbstractButton::clicked, this,
            [this] { openSite(desk_, QUrl(fromUtf8(supportAddress_)), *banner_); });
    connect(binding_, &QAbstractButton::clicked, this,
            [this] { openSite(desk_, QUrl(fromUtf8(shipped_->links.numberBindingRules)), *banner_); });
    connect(remove_, &QAbstractButton::clicked, this, &PortalPage::remove);
    desk_.words.keep(this, [this] { refresh(); });
}

void PortalPage::showShipped(const std::string& id) {
    shipped_ = guidance::portalById(id);
    added_.clear();
    banner_->clear();
    refresh();
    ensureVisible(0, 0);
}

void PortalPage::showAdded(const std::string& origin) {
    shipped_ = nullptr;
    added_ = origin;
    banner_->clear();
    refresh();
    ensureVisible(0, 0);
}

void PortalPage::remove() {
    desk_.portals.added.remove(added_);
    emit left();
}

void PortalPage::refresh() {
    const Words& words = desk_.words;
    back_->setText(words.say(Phrase::PortalsBack));
    enter_->setText(words.say(Phrase::PortalsEnter));
    binding_->setText(words.say(Phrase::PortalsBinding));
    remove_->setText(words.say(Phrase::PortalsRemove));
    way_->setText(words.say(shipped_ != nullptr ? Phrase::PortalsInBrowser : Phrase::PortalsInside));
    note_->clear();
    if (shipped_ != nullptr)
        refreshShipped();
    else if (desk_.portals.added.find(added_) != nullptr)
        refreshAdded();
    // An added portal may send anywhere: where to stands on the button, not only in its description.
    const std::string host = portal::hostOf(portal::originOf(supportAddress_));
    support_->setText(shipped_ != nullptr ? words.say(Phrase::PortalsSupport)
                                          : words.say(Phrase::LoginHelpSupportGo, {{"host", host}}));
    support_->setVisible(!supportAddress_.empty());
    support_->setAccessibleDescription(fromUtf8(supportAddress_));
}

void PortalPage::refreshShipped() {
    const Words& words = desk_.words;
    const guidance::Portal& portal = *shipped_;
    setTitle(nameWords(portal.names, words));
    const auto label = [&words](Phrase phrase) { return toUtf8(words.say(phrase)); };
    const guidance::Date today = guidance::kazakhstanDate(desk_.shelf.now());
    std::vector<text::Fact> facts{{label(Phrase::PortalsAddress), portal.address},
                                  {label(Phrase::PortalsSecond), toUtf8(factorWords(portal, today, words))}};
    if (portal.secondFactor.from)
        facts.push_back({label(Phrase::PortalsSince), dateWords(*portal.secondFactor.from, words)});
    if (const guidance::Portal* whole = guidance::portalById(portal.partOf))
        facts.push_back({label(Phrase::PortalsPartOf), toUtf8(nameWords(whole->names, words))});
    for (const std::string& host : portal.formerHosts)
        facts.push_back({label(Phrase::PortalsFormer), host});
    if (!portal.links.supportPhone.empty())
        facts.push_back({label(Phrase::PortalsPhone), portal.links.supportPhone});
    facts_->show(facts);
    supportAddress_ = portal.links.support;
    binding_->setVisible(!portal.links.numberBindingRules.empty());
    binding_->setAccessibleDescription(fromUtf8(portal.links.numberBindingRules));
    remove_->hide();
    source_->setVisible(hasSmsStage(portal, today));
}

void PortalPage::refreshAdded() {
    const Words& words = desk_.words;
    const AddedPortal portal = *desk_.portals.added.find(added_);
    const bool demonstration = portal.kind == AddedPortal::Kind::Demonstration;
    setTitle(titleWords(portal, words));
    note_->showMessage(demonstration ? CardKind::Info : CardKind::Attention,
                       words.say(demonstration ? Phrase::PortalsDemoNote : Phrase::PortalsAddedNote), {});
    facts_->show({{toUtf8(words.say(Phrase::PortalsAddress)), portal.origin},
                  {toUtf8(words.say(Phrase::PortalsSecond)), toUtf8(factorWords(portal.factors, words))},
                  {toUtf8(words.say(Phrase::PortalsAddedOn)), dateWords(portal.added, words)}});
    supportAddress_ = portal.support;
    binding_->hide();
    remove_->setVisible(!demonstration);
    source_->hide();
}

} // namespace tanba::gui
