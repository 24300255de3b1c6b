#include "app/gui/pages/expiry_page.h"

#include "app/gui/pages/calendar_saver.h"
#include "app/gui/pages/site.h"
#include "app/gui/pages/source_fold.h"
#include "app/gui/presence/expiry_words.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/picture.h"

#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

using guidance::ExpiryState;
using guidance::RenewalNeed;
using guidance::SnoozeChoice;

struct StateRow {
    ExpiryState state;
    CardKind kind;
    Phrase text;
};
constexpr std::array<StateRow, 4> kStates = {{
    {ExpiryState::Calm, CardKind::Good, Phrase::ExpiryAfter},
    {ExpiryState::NotYetValid, CardKind::Attention, Phrase::KeyNotYetText},
    {ExpiryState::Soon, CardKind::Attention, Phrase::ExpiryAfter},
    {ExpiryState::Expired, CardKind::Bad, Phrase::ExpiryOver},
}};

struct NeedRow {
    RenewalNeed need;
    Phrase phrase;
};
constexpr std::array<NeedRow, 3> kNeeds = {{
    {RenewalNeed::KeyStillValid, Phrase::ExpiryNeedValid},
    {RenewalNeed::PasswordKnown, Phrase::ExpiryNeedPassword},
    {RenewalNeed::NumberBoundOrDigitalDocument, Phrase::ExpiryNeedNumber},
}};

struct LifeRow {
    int years;
    Phrase note;
};
constexpr std::array<LifeRow, 2> kLives = {{{1, Phrase::ExpiryLifeFile}, {3, Phrase::ExpiryLifeChip}}};

struct ChoiceRow {
    SnoozeChoice choice;
    Phrase words;
};
constexpr std::array<ChoiceRow, 3> kChoices = {{
    {SnoozeChoice::UntilTomorrow, Phrase::ExpiryTomorrow},
    {SnoozeChoice::UntilNextThreshold, Phrase::ExpiryNextThreshold},
    {SnoozeChoice::ForGood, Phrase::ExpiryForGood},
}};

/// The threshold after this one; itself for the last.
int nextThreshold(int threshold) {
    const auto& all = guidance::kExpiryThresholds;
    const auto next = std::ranges::upper_bound(all, threshold, std::ranges::greater());
    return next == all.end() ? threshold : *next;
}

Result<std::string> calendarOf(const ExpiringKey& key, const Desk& desk) {
    TANBA_TRY(const guidance::CalendarEvent event, expiryEvent(key, desk.words));
    return guidance::calendarFile({event}, desk.attendant.expiry().now());
}

} // namespace

ExpiryPage::ExpiryPage(const Desk& desk)
    : desk_(desk), back_(new Button(ButtonKind::Quiet, Icon::Back)), banner_(new Banner(desk.words)),
      clock_(new Banner(desk.words)), state_(new Banner(desk.words)),
      listTitle_(nullptr), needs_{{Phrase::ExpiryNeedValid, Icon::Key},
                                  {Phrase::ExpiryNeedPassword, Icon::Lock},
                                  {Phrase::ExpiryNeedNumber, Icon::Person}},
      newKey_{{Phrase::ForgotNewApply, Icon::Globe}, {Phrase::ForgotNewPassword, Icon::Lock}},
      site_(new Button(ButtonKind::Main, Icon::External)),
      calendar_(new Button(ButtonKind::Plain, Icon::Clock)), key_(new Button(ButtonKind::Plain, Icon::Key)),
      laterTitle_(nullptr), later_(new QWidget), numberNote_(new Text(TypeRole::Body, Tone::Muted)),
      lifeNote_(new Text(TypeRole::Body, Tone::Muted)), saver_(new CalendarSaver(desk, *this, *banner_)) {
    layOut();
    connect(back_, &QAbstractButton::clicked, this, &ExpiryPage::left);
    connect(site_, &QAbstractButton::clicked, this, [this] { openSite(desk_, renewalSite(), *banner_); });
    connect(calendar_, &QAbstractButton::clicked, this, &ExpiryPage::saveCalendar);
    connect(saver_, &CalendarSaver::told, this, [this] { ensureVisible(0, 0); });
    connect(key_, &QAbstractButton::clicked, this, [this] {
        if (const ExpiringKey* key = desk_.attendant.expiry().find(id_))
            emit keyWanted(key->key.path);
    });
    connect(&desk_.attendant.expiry(), &ExpiryWatch::changed, this, &ExpiryPage::refresh);
    connect(&desk_.attendant.clock(), &ClockGuard::changed, this, &ExpiryPage::showClock);
    desk_.words.keep(this, [this] { say(); });
}

void ExpiryPage::layOut() {
    addAboveTitle(back_);
    column().addWidget(banner_);
    column().addWidget(clock_);
    clock_->setClosing(Closing::Never);
    column().addWidget(state_);
    state_->setClosing(Closing::Never);
    listTitle_ = addSection();
    addPoints(needs_);
    addPoints(newKey_);
    column().addLayout(rowOf({site_, calendar_, key_}));
    laterTitle_ = addSection();
    column().addWidget(later_);
    laterTitle_->setVisible(false);
    later_->setVisible(false);
    column().addSpacing(8);
    column().addWidget(numberNote_);
    column().addWidget(lifeNote_);
    column().addWidget(new SourceFold(desk_, {"key.reissue_only_while_valid", "key.reissue_asks_second_check",
                                              "key.issued_online_with_biometrics", "key.authority_reminds",
                                              "key.lifetime_by_medium", "key.lifetime_on_tokens"}));
}

void ExpiryPage::addPoints(std::vector<Point>& points) {
    for (Point& point : points) {
        point.row = new QWidget;
        auto* row = new QHBoxLayout(point.row);
        keepSpacing(*row, 4);
        row->setContentsMargins(kHalo, 0, 0, 0);
        auto* text = new Text(TypeRole::Body);
        desk_.words.keep(text,
                         [this, text, phrase = point.phrase] { text->setText(desk_.words.say(phrase)); });
        row->addWidget(new Picture(point.icon, 20, Tone::Accent), 0, Qt::AlignTop);
        row->addWidget(text, 1);
        column().addWidget(point.row);
    }
}

void ExpiryPage::say() {
    const Words& words = desk_.words;
    back_->setText(words.say(Phrase::Back));
    site_->setText(words.say(Phrase::KeyRenewLink));
    site_->setToolTip(words.say(Phrase::KeyRenewTip));
    calendar_->setText(words.say(Phrase::ExpiryCalendar));
    calendar_->setToolTip(words.say(Phrase::ExpiryCalendarTip));
    key_->setText(words.say(Phrase::ExpiryToKey));
    laterTitle_->setText(words.say(Phrase::ExpiryLater));
    numberNote_->setText(words.say(Phrase::ExpiryNumberNote));
    banner_->clear();
    showClock();
    refresh();
}

void ExpiryPage::show(const std::string& id) {
    id_ = id;
    banner_->clear();
    showClock();
    refresh();
    ensureVisible(0, 0);
    emit desk_.attendant.expirySeen(id);
}

void ExpiryPage::refresh() {
    const ExpiringKey* key = desk_.attendant.expiry().find(id_);
    if (key == nullptr)
        return;
    const Words& words = desk_.words;
    const bool over = key->judgement.state == ExpiryState::Expired;
    setTitle(words.say(over ? Phrase::ExpiryTitleOver : Phrase::ExpiryTitle));
    setLead(words.say(Phrase::ExpiryLead, {{"owner", toUtf8(holderName(key->key.certificate))},
                                           {"purpose", toUtf8(purposeWords(key->key.certificate, words))},
                                           {"time", toUtf8(lastMomentWords(*key, words))}}));
    showState(*key);
    showNeeds(*key);
    showLater(*key);
    key_->setVisible(!key->key.path.empty());
    calendar_->setVisible(!over);
}

void ExpiryPage::showClock() {
    clock_->clear();
    for (const AttentionItem& item : desk_.attendant.clock().items()) {
        clock_->showMessage(CardKind::Attention, item.title, item.text);
        for (const AttentionAction& action : item.actions) {
            auto* button = new Button(ButtonKind::Plain);
            button->setText(action.words);
            // Its own click would delete the button.
            connect(button, &QAbstractButton::clicked, this, action.run, Qt::QueuedConnection);
            clock_->addAction(button);
        }
    }
}

void ExpiryPage::showState(const ExpiringKey& key) {
    const Words& words = desk_.words;
    if (key.replacement == guidance::Replacement::NewerKeyValid) {
        state_->showMessage(CardKind::Info, words.say(Phrase::ExpiryReplacedTitle),
                            words.say(Phrase::ExpiryReplacedText));
        return;
    }
    const auto row = std::ranges::find(kStates, key.judgement.state, &StateRow::state);
    const QString title =
        row->state == ExpiryState::Calm ? words.say(Phrase::StatusGood) : expiryTitle(key, words);
    state_->showMessage(row->kind, title, words.say(row->text));
}

void ExpiryPage::showNeeds(const ExpiringKey& key) {
    const bool over = key.judgement.state == ExpiryState::Expired;
    listTitle_->setText(desk_.words.say(over ? Phrase::ExpiryNew : Phrase::ExpiryNeeds));
    const auto today = guidance::kazakhstanDate(desk_.attendant.expiry().now());
    const std::vector<RenewalNeed> needs = guidance::renewalNeeds(today);
    for (const NeedRow& each : kNeeds) {
        const auto point = std::ranges::find(needs_, each.phrase, &Point::phrase);
        const bool needed = std::ranges::find(needs, each.need) != needs.end();
        point->row->setVisible(!over && needed);
    }
    for (const Point& point : newKey_)
        point.row->setVisible(over);
    numberNote_->setVisible(!over);
    const auto years = guidance::usualLifetimeYears(keys::storageName(key.key.certificate.keyStorage()));
    const auto life = std::ranges::find(kLives, years.value_or(0), &LifeRow::years);
    lifeNote_->setVisible(life != kLives.end());
    if (life != kLives.end())
        lifeNote_->setText(desk_.words.say(life->note));
}

void ExpiryPage::showLater(const ExpiringKey& key) {
    std::vector<Later> choices;
    if (key.wantsAttention())
        for (const SnoozeChoice choice : guidance::snoozeChoices(key.judgement)) {
            const auto words = std::ranges::find(kChoices, choice, &ChoiceRow::choice);
            const std::string days = std::to_string(nextThreshold(key.warning()));
            choices.push_back({choice, desk_.words.say(words->words, {{"days", days}})});
        }
    if (choices == offered_)
        return; // buttons that are made anew would lose the focus
    offered_ = std::move(choices);
    laterTitle_->setVisible(!offered_.empty());
    later_->setVisible(!offered_.empty());
    offerLater();
}

void ExpiryPage::offerLater() {
    delete later_->layout();
    qDeleteAll(later_->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
    QLayout* row = rowOf({});
    for (const Later& later : offered_) {
        auto* button = new Button(ButtonKind::Plain);
        button->setText(later.words);
        // Its own click would delete the button.
        connect(
            button, &QAbstractButton::clicked, this, [this, choice = later.choice] { putOff(choice); },
            Qt::QueuedConnection);
        row->addWidget(button);
    }
    later_->setLayout(row);
}

void ExpiryPage::putOff(SnoozeChoice choice) {
    desk_.attendant.expiry().snooze(id_, choice);
    banner_->showMessage(CardKind::Good, desk_.words.say(Phrase::ExpiryPutOff), {});
    ensureVisible(0, 0);
    back_->setAccessibleDescription(banner_->spoken());
    back_->setFocus(Qt::OtherFocusReason);
}

void ExpiryPage::saveCalendar() {
    const ExpiringKey* key = desk_.attendant.expiry().find(id_);
    if (key == nullptr)
        return;
    const QString day = fromUtf8(guidance::formatDate(key->judgement.lastDay));
    saver_->save(QStringLiteral("tanba-") + day, calendarOf(*key, desk_));
}

} // namespace tanba::gui
