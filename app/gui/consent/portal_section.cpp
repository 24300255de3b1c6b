#include "app/gui/consent/portal_section.h"

#include "app/gui/consent/consent_words.h"
#include "app/gui/consent/portals.h"
#include "app/gui/consent/unlock_choice.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/facts_view.h"
#include "app/gui/widgets/page.h"
#include "app/gui/widgets/pill.h"
#include "app/text/dates.h"
#include "core/base/utf8.h"

#include <QCheckBox>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

using platform::StoreTrust;
using platform::TrustState;
using State = PortalSwitch::State;

struct StateRow {
    State state;
    CardKind kind;
    Phrase words;
};
constexpr std::array<StateRow, 3> kStates = {{
    {State::Starting, CardKind::Info, Phrase::PortalStateStarting},
    {State::On, CardKind::Good, Phrase::PortalStateOn},
    {State::Failed, CardKind::Bad, Phrase::PortalStateFailed},
}};

struct TrustRow {
    TrustState state;
    Phrase words;
};
constexpr std::array<TrustRow, 6> kTrust = {{
    {TrustState::Trusted, Phrase::PortalTrusted},
    {TrustState::Missing, Phrase::PortalTrustMissing},
    {TrustState::Older, Phrase::PortalTrustOlder},
    {TrustState::NeedsPassword, Phrase::PortalTrustPassword},
    {TrustState::InUse, Phrase::PortalTrustInUse},
    {TrustState::Unusable, Phrase::PortalTrustUnreadable},
}};

std::string joined(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names)
        all += (all.empty() ? "" : ", ") + displayText(name);
    return all;
}

} // namespace

PortalSection::PortalSection(const Desk& desk, PortalSwitch& portals, const PortalNews& news)
    : desk_(desk), portals_(portals), news_(news), heading_(new Text(TypeRole::Section)),
      allow_(new QCheckBox), note_(new Text(TypeRole::Small, Tone::Muted)),
      unlock_(new UnlockChoice(desk.words)), state_(new Pill), trouble_(new Banner(desk.words)),
      trust_(new QWidget), trustHeading_(new Text(TypeRole::Strong)),
      trustNote_(new Text(TypeRole::Small, Tone::Muted)), browsers_(new FactsView),
      soon_(new Text(TypeRole::Body, Tone::Attention)), looking_(new Text(TypeRole::Body, Tone::Muted)),
      restart_(new Text(TypeRole::Body, Tone::Attention)), alerts_(new Text(TypeRole::Body, Tone::Attention)),
      result_(new Banner(desk.words)), renew_(new Button(ButtonKind::Plain, Icon::Reload)),
      install_(new Button(ButtonKind::Plain, Icon::Shield)),
      try_(new Button(ButtonKind::Plain, Icon::External)), remove_(new Button(ButtonKind::Quiet)),
      recentHeading_(new Text(TypeRole::Strong)), recentNone_(new Text(TypeRole::Body, Tone::Muted)),
      recent_(new FactsView) {
    layOut();
    connect(allow_, &QCheckBox::clicked, this, [this](bool on) { portals_.setOn(on); });
    unlock_->choose(portals_.usualUnlock());
    connect(unlock_, &UnlockChoice::changed, this, [this] {
        // Whoever chooses less does not want keys to be open any longer than that.
        if (unlock_->chosen() < portals_.usualUnlock())
            desk_.portals.consent.unlock().lockAll();
        portals_.setUsualUnlock(unlock_->chosen());
    });
    connect(install_, &QAbstractButton::clicked, &portals_, &PortalSwitch::installTrust);
    connect(renew_, &QAbstractButton::clicked, &portals_, &PortalSwitch::renewTrust);
    connect(try_, &QAbstractButton::clicked, this,
            [this] { desk_.open(QUrl(fromUtf8(portals_.statusAddress()))); });
    connect(remove_, &QAbstractButton::clicked, &portals_, &PortalSwitch::removeTrust);
    connect(&portals_, &PortalSwitch::trustInstalled, this, [this] {
        installedNow_ = true;
        refresh();
    });
    connect(&portals_, &PortalSwitch::trustRemoved, this, [this] {
        installedNow_ = false;
        result_->showMessage(CardKind::Good, desk_.words.say(Phrase::PortalTrustRemoved), {});
    });
    connect(&portals_, &PortalSwitch::changed, this, &PortalSection::refresh);
    connect(&news_, &PortalNews::changed, this, &PortalSection::showRecent);
    desk_.words.keep(this, [this] { say(); });
}

void PortalSection::layOut() {
    trouble_->setClosing(Closing::Never);
    setFocusProxy(allow_);
    // On one line with the texts.
    const auto inset = [](QWidget* part) {
        auto* line = new QHBoxLayout;
        line->setContentsMargins(kHalo, 0, 0, 0);
        line->addWidget(part, 0, Qt::AlignLeft);
        return line;
    };
    auto* trust = new QVBoxLayout(trust_);
    trust->setContentsMargins(0, 12, 0, 0);
    keepSpacing(*trust, 8);
    for (QWidget* part :
         {static_cast<QWidget*>(trustHeading_), static_cast<QWidget*>(trustNote_),
          static_cast<QWidget*>(soon_), static_cast<QWidget*>(looking_), static_cast<QWidget*>(browsers_),
          static_cast<QWidget*>(restart_), static_cast<QWidget*>(alerts_), static_cast<QWidget*>(result_)})
        trust->addWidget(part);
    trust->addLayout(rowOf({renew_, install_, try_, remove_}));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(*column, 8);
    column->addSpacing(12);
    column->addWidget(heading_);
    column->addLayout(inset(allow_));
    column->addWidget(note_);
    column->addLayout(inset(state_));
    column->addWidget(unlock_);
    for (QWidget* part : {static_cast<QWidget*>(trouble_), trust_, static_cast<QWidget*>(recentHeading_),
                          static_cast<QWidget*>(recentNone_), static_cast<QWidget*>(recent_)})
        column->addWidget(part);
}

void PortalSection::say() {
    const Words& words = desk_.words;
    heading_->setText(words.say(Phrase::PortalSection));
    allow_->setText(words.say(Phrase::PortalAllow));
    note_->setText(words.say(Phrase::PortalAllowNote));
    allow_->setAccessibleDescription(note_->text());
    trustHeading_->setText(words.say(Phrase::PortalTrust));
    trustNote_->setText(words.say(Phrase::PortalTrustNote));
    install_->setText(words.say(Phrase::PortalTrustInstall));
    soon_->setText(words.say(Phrase::PortalTrustSoon) + QStringLiteral(". ") +
                   words.say(Phrase::PortalTrustSoonText));
    renew_->setText(words.say(Phrase::PortalTrustRenew));
    try_->setText(words.say(Phrase::PortalTry));
    remove_->setText(words.say(Phrase::PortalTrustRemove));
    recentHeading_->setText(words.say(Phrase::PortalRecent));
    recentNone_->setText(words.say(Phrase::PortalRecentNone));
    result_->clear();
    refresh();
    showRecent();
}

void PortalSection::refresh() {
    allow_->setChecked(portals_.wish() == PortalSwitch::Wish::On);
    showState();
    showTrust();
}

void PortalSection::showState() {
    const auto row = std::ranges::find(kStates, portals_.state(), &StateRow::state);
    state_->setVisible(row != kStates.end());
    unlock_->setVisible(portals_.state() == State::On);
    if (row != kStates.end())
        state_->show(row->kind, desk_.words.say(row->words));
    trouble_->clear();
    if (!portals_.failure())
        return;
    trouble_->showFailure(*portals_.failure());
    auto* again = new Button(ButtonKind::Plain, Icon::Reload);
    again->setText(desk_.words.say(Phrase::PortalRetry));
    connect(again, &QAbstractButton::clicked, &portals_, &PortalSwitch::tryAgain);
    trouble_->addAction(again);
}

void PortalSection::showTrust() {
    const Words& words = desk_.words;
    const bool on = portals_.state() == State::On;
    const auto& looked = portals_.trust();
    const bool known = looked && looked->ok();
    const std::vector<StoreTrust> stores = known ? looked->value() : std::vector<StoreTrust>();
    std::vector<text::Fact> rows;
    std::vector<std::string> open;
    bool anyTrust = false;
    for (const StoreTrust& store : stores) {
        const auto row = std::ranges::find(kTrust, store.state, &TrustRow::state);
        rows.push_back({displayText(store.browser), toUtf8(words.say(row->words))});
        const bool trusted = store.state == TrustState::Trusted;
        anyTrust = anyTrust || trusted || store.state == TrustState::Older;
        if (trusted && store.open == platform::OpenElsewhere::Yes)
            open.push_back(store.browser);
    }
    trust_->setVisible(on || anyTrust || portals_.needsNewTrust());
    browsers_->show(rows);
    looking_->setVisible(portals_.trustBusy() || (known && stores.empty()));
    looking_->setText(words.say(portals_.trustBusy() ? Phrase::PortalTrustLooking : Phrase::PortalTrustNone));
    restart_->setVisible(!open.empty() && installedNow_);
    restart_->setText(words.say(Phrase::PortalTrustRestart, {{"browsers", joined(open)}}));
    const std::vector<std::string> alerts(portals_.alerts().begin(), portals_.alerts().end());
    alerts_->setVisible(on && !alerts.empty());
    alerts_->setText(words.say(Phrase::PortalTrustAlert, {{"programs", joined(alerts)}}));
    const bool due = portals_.renewalIsDue();
    soon_->setVisible(due);
    renew_->setVisible(due);
    renew_->setEnabled(!portals_.trustBusy());
    install_->setEnabled(!portals_.trustBusy());
    install_->setVisible(on || portals_.needsNewTrust());
    try_->setVisible(on);
    remove_->setEnabled(!portals_.trustBusy());
    remove_->setVisible(anyTrust);
    if (looked && !known)
        result_->showFailure(looked->failure());
}

void PortalSection::showRecent() {
    const Words& words = desk_.words;
    std::vector<text::Fact> rows;
    for (const ConsentEvent& event : news_.recent())
        rows.push_back({toUtf8(breakable(callerWords(event.caller, words), kRunInName)),
                        toUtf8(eventWords(event.kind, words) + QStringLiteral(" – ")) +
                            text::timeInWords(event.when, text::localOffset(event.when), words.language())});
    recent_->show(rows);
    recentHeading_->setVisible(portals_.state() == State::On || !rows.empty());
    recentNone_->setVisible(portals_.state() == State::On && rows.empty());
}

} // namespace tanba::gui
