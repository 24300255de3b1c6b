#include "app/gui/pages/portals/add_portal_page.h"

#include "app/gui/consent/portals.h"
#include "app/gui/pages/portals/portal_words.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/card.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/facts_view.h"
#include "core/base/utf8.h"

#include <QHideEvent>
#include <QLineEdit>

namespace tanba::gui {

namespace {

/// RFC 1035 2.3.4: a name has at most 255 octets; a scheme, a port and a path around it are forgiven.
constexpr int kLongestAddress = 400;

} // namespace

AddPortalPage::AddPortalPage(const Desk& desk)
    : desk_(desk), back_(new Button(ButtonKind::Quiet, Icon::Back)), banner_(new Banner(desk.words)),
      label_(new Text(TypeRole::Body)), field_(new QLineEdit),
      network_(new Text(TypeRole::Small, Tone::Muted)), look_(new Button(ButtonKind::Main, Icon::Search)),
      looking_(new Text(TypeRole::Body, Tone::Muted)), card_(new Card),
      foundTitle_(new Text(TypeRole::Section)), facts_(new FactsView),
      add_(new Button(ButtonKind::Main, Icon::Add)) {
    layOut();
    connect(back_, &QAbstractButton::clicked, this, &AddPortalPage::left);
    connect(look_, &QAbstractButton::clicked, this, &AddPortalPage::look);
    connect(field_, &QLineEdit::returnPressed, this, &AddPortalPage::look);
    connect(field_, &QLineEdit::textEdited, this, [this] {
        desk_.portals.added.stopLooking();
        found_.reset();
        banner_->clear();
        refresh();
    });
    connect(&desk_.portals.added, &AddedPortals::looked, this, &AddPortalPage::take);
    connect(add_, &QAbstractButton::clicked, this, [this] {
        const std::string origin = found_->origin;
        desk_.portals.added.add(*found_);
        emit added(origin);
    });
    desk_.words.keep(this, [this] { say(); });
}

void AddPortalPage::layOut() {
    addAboveTitle(back_);
    field_->setMaxLength(kLongestAddress);
    field_->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoPredictiveText);
    label_->setBuddy(field_);
    theme().keep(field_, [this] { field_->setTextMargins(theme().px(10), 0, theme().px(10), 0); });
    auto* row = new QHBoxLayout;
    row->setContentsMargins(kHalo, 0, kHalo, 0);
    row->addWidget(field_);
    auto* inside = new QVBoxLayout(card_);
    keepCardMargin(*inside, 14);
    keepSpacing(*inside, 8);
    inside->addWidget(foundTitle_);
    inside->addWidget(facts_);
    inside->addLayout(rowOf({add_}));
    column().addWidget(label_);
    column().addLayout(row);
    column().addLayout(rowOf({look_}));
    column().addWidget(network_);
    column().addWidget(looking_);
    column().addWidget(banner_);
    column().addWidget(card_);
}

void AddPortalPage::say() {
    const Words& words = desk_.words;
    setTitle(words.say(Phrase::AddPortalGo));
    setLead(words.say(Phrase::AddPortalLead));
    back_->setText(words.say(Phrase::PortalsBack));
    label_->setText(words.say(Phrase::AddPortalField));
    field_->setPlaceholderText(words.say(Phrase::AddPortalExample));
    field_->setAccessibleName(label_->text());
    network_->setText(words.say(Phrase::AddPortalNetwork));
    look_->setText(words.say(Phrase::AddPortalLook));
    look_->setAccessibleDescription(network_->text());
    looking_->setText(words.say(Phrase::AddPortalLooking));
    foundTitle_->setText(words.say(Phrase::AddPortalFound));
    add_->setText(words.say(Phrase::AddPortalDo));
    refresh();
}

void AddPortalPage::begin() {
    desk_.portals.added.stopLooking();
    field_->clear();
    found_.reset();
    banner_->clear();
    refresh();
    ensureVisible(0, 0);
}

void AddPortalPage::hideEvent(QHideEvent* event) {
    desk_.portals.added.stopLooking();
    Page::hideEvent(event);
}

void AddPortalPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    refresh();
}

void AddPortalPage::look() {
    const Words& words = desk_.words;
    const std::string typed = toUtf8(field_->text().trimmed());
    if (typed.empty() || desk_.portals.added.looking())
        return;
    found_.reset();
    banner_->clear();
    const Result<std::string> origin = portal::portalOrigin(typed);
    if (!origin.ok())
        banner_->showMessage(CardKind::Attention, words.say(Phrase::AddPortalMalformed),
                             words.say(Phrase::AddPortalMalformedText));
    else if (desk_.portals.added.find(origin.value()) != nullptr)
        banner_->showMessage(CardKind::Info, words.say(Phrase::AddPortalThere), {});
    else
        desk_.portals.added.look(typed);
    refresh();
}

void AddPortalPage::take(const Result<portal::PortalDescription>& found) {
    if (found.ok())
        found_ = found.value();
    else if (found.failure().code != FailureCode::Cancelled)
        banner_->showFailure(found.failure());
    refresh();
    if (found_)
        add_->setFocus(Qt::OtherFocusReason);
    else
        field_->setFocus(Qt::OtherFocusReason);
}

void AddPortalPage::refresh() {
    const bool looking = desk_.portals.added.looking();
    looking_->setVisible(looking);
    look_->setEnabled(!looking);
    look_->setVisible(!found_); // one main action at a time
    network_->setVisible(!found_);
    card_->setVisible(found_.has_value());
    if (found_)
        showFound();
}

void AddPortalPage::showFound() {
    const Words& words = desk_.words;
    // Its own words are told as such, and never become its title.
    facts_->show({{toUtf8(words.say(Phrase::PortalsAddress)), found_->origin},
                  {toUtf8(words.say(Phrase::PortalsCalls)), toUtf8(nameWords(found_->names, words))},
                  {toUtf8(words.say(Phrase::PortalsSecond)), toUtf8(factorWords(found_->factors, words))}});
    add_->setAccessibleDescription(fromUtf8(displayText(found_->origin)));
}

void AddPortalPage::focusFirst() {
    field_->setFocus(Qt::OtherFocusReason);
}

} // namespace tanba::gui
