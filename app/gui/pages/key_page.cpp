#include "app/gui/pages/key_page.h"

#include "app/gui/keys/key_look.h"
#include "app/gui/pages/demonstration_mark.h"
#include "app/gui/pages/key_words.h"
#include "app/gui/pages/opening_note.h"
#include "app/gui/pages/site.h"
#include "app/gui/pages/validity_notice.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/facts_view.h"
#include "app/gui/widgets/fold.h"
#include "app/gui/widgets/pill.h"
#include "app/gui/widgets/secret_field.h"
#include "core/base/utf8.h"
#include "core/guidance/password_judgement.h"
#include "core/keys/kz_profile.h"

namespace tanba::gui {

namespace {

void append(std::vector<text::Fact>& facts, std::vector<text::Fact> more) {
    facts.insert(facts.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

} // namespace

KeyPage::KeyPage(const Desk& desk)
    : desk_(desk), back_(new Button(ButtonKind::Quiet, Icon::Back)), demonstration_(new DemonstrationMark),
      pill_(new Pill), banner_(new Banner(desk.words)), notice_(new Banner(desk.words)),
      lockedCard_(new Card), lockedLead_(new Text(TypeRole::Body)),
      password_(new SecretField(desk.words, Phrase::KeyPassword)),
      unlock_(new Button(ButtonKind::Main, Icon::Unlock)), forgot_(new Button(ButtonKind::Quiet)),
      opening_(new OpeningNote(desk.words)), factsCard_(new Card), facts_(new FactsView),
      purposeNote_(new Text(TypeRole::Body, Tone::Muted)), fold_(new Fold(desk.words, Phrase::KeyDetails)),
      moreFacts_(new FactsView), change_(new Button(ButtonKind::Plain, Icon::Lock)),
      folder_(new Button(ButtonKind::Plain, Icon::Folder)),
      dates_(new Button(ButtonKind::Plain, Icon::Clock)), forget_(new Button(ButtonKind::Quiet, Icon::Close)),
      lost_(new Button(ButtonKind::Quiet, Icon::Attention)) {
    layOut();
    connect(back_, &QAbstractButton::clicked, this, &KeyPage::left);
    connect(unlock_, &QAbstractButton::clicked, this, &KeyPage::unlock);
    connect(opening_, &OpeningNote::cancelled, this, &KeyPage::cancelUnlocking);
    connect(password_, &SecretField::submitted, this, &KeyPage::unlock);
    connect(password_, &SecretField::edited, this,
            [this] { unlock_->setEnabled(!password_->edit().isEmpty()); });
    connect(forgot_, &QAbstractButton::clicked, this, &KeyPage::passwordForgotten);
    connect(change_, &QAbstractButton::clicked, this, [this] { emit changeWanted(path_); });
    connect(folder_, &QAbstractButton::clicked, this, &KeyPage::openFolder);
    connect(lost_, &QAbstractButton::clicked, this, &KeyPage::lostWanted);
    connect(dates_, &QAbstractButton::clicked, this, [this] { emit datesWanted(path_); });
    connect(forget_, &QAbstractButton::clicked, this, [this] {
        const std::filesystem::path path = path_;
        emit left();
        desk_.shelf.forget(path);
    });
    connect(&desk_.shelf, &KeyShelf::changed, this, &KeyPage::refresh);
    desk_.words.keep(this, [this] {
        sayButtons();
        refresh();
    });
}

void KeyPage::layOut() {
    addAboveTitle(back_);
    auto* locked = new QVBoxLayout(lockedCard_);
    keepCardMargin(*locked, 18);
    keepSpacing(*locked, 10);
    locked->addWidget(lockedLead_);
    locked->addWidget(password_);
    locked->addLayout(rowOf({unlock_, forgot_}));
    locked->addWidget(opening_);
    setUnlocking(nullptr);
    auto* known = new QVBoxLayout(factsCard_);
    keepCardMargin(*known, 18);
    keepSpacing(*known, 10);
    known->addWidget(facts_);
    known->addWidget(purposeNote_);
    known->addWidget(fold_);
    fold_->content().addWidget(moreFacts_);
    auto* pillRow = new QHBoxLayout;
    pillRow->setContentsMargins(kHalo, 0, kHalo, 0);
    pillRow->addWidget(demonstration_);
    pillRow->addWidget(pill_);
    pillRow->addStretch(1);
    column().addLayout(pillRow);
    column().addWidget(banner_);
    column().addWidget(notice_);
    notice_->setClosing(Closing::Never);
    column().addWidget(lockedCard_);
    column().addWidget(factsCard_);
    column().addLayout(rowOf({change_, folder_, dates_}));
    column().addLayout(rowOf({forget_, lost_}));
}

void KeyPage::addAdvice(QWidget* advice) {
    column().insertWidget(column().indexOf(lockedCard_), advice);
}

void KeyPage::sayButtons() {
    const Words& words = desk_.words;
    back_->setText(words.say(Phrase::Back));
    lockedLead_->setText(words.say(Phrase::KeyLockedLead));
    forgot_->setText(words.say(Phrase::KeyForgot));
    unlock_->setText(words.say(Phrase::KeyUnlock));
    change_->setText(words.say(Phrase::KeyChange));
    folder_->setText(words.say(Phrase::KeyFolder));
    folder_->setToolTip(words.say(Phrase::KeyFolderTip));
    dates_->setText(words.say(Phrase::KeyDates));
    forget_->setText(words.say(Phrase::KeyForget));
    lost_->setText(words.say(Phrase::KeyLost));
    forget_->setToolTip(words.say(Phrase::KeyForgetTip));
}

void KeyPage::show(const std::filesystem::path& path) {
    path_ = path;
    warnOfPassword_ = false;
    if (unlocking_)
        unlocking_->cancel();
    setUnlocking(nullptr);
    password_->clear();
    unlock_->setEnabled(false);
    banner_->clear();
    fold_->setOpen(false);
    refresh();
    ensureVisible(0, 0);
}

void KeyPage::refresh() {
    const KeyEntry* entry = desk_.shelf.find(path_);
    if (entry == nullptr)
        return;
    setTitle(titleOf(*entry));
    const StateView state = stateView(*entry, desk_.shelf.now(), desk_.words);
    demonstration_->tell(realityOf(*entry), desk_.words);
    pill_->show(state.kind, state.words, state.icon);
    const bool known = !entry->certificates.empty();
    const bool there = entry->presence == Presence::There;
    lockedCard_->setVisible(!known && there);
    factsCard_->setVisible(known);
    change_->setEnabled(there);
    folder_->setEnabled(there);
    dates_->setVisible(known);
    showNotice(*entry);
    if (known)
        showKnown(*entry);
    else
        showLocked(*entry);
    emit refreshed();
}

void KeyPage::showLocked(const KeyEntry& entry) {
    setLead(placeOf(entry.path));
}

void KeyPage::showKnown(const KeyEntry& entry) {
    setLead({});
    const Words& words = desk_.words;
    std::vector<text::Fact> facts;
    std::vector<text::Fact> more;
    for (const keys::Certificate& certificate : entry.certificates) {
        append(facts, mainFacts(certificate, words));
        append(more, moreFacts(certificate, words));
    }
    facts.push_back({toUtf8(words.say(Phrase::KeyPlace)), toUtf8(placeOf(entry.path))});
    more.push_back({toUtf8(words.say(Phrase::KeyFile)), displayText(entry.path.string())});
    facts_->show(facts);
    moreFacts_->show(more);
    purposeNote_->setText(purposeNote(purposeOf(entry), words));
}

void KeyPage::showNotice(const KeyEntry& entry) {
    const Words& words = desk_.words;
    notice_->clear();
    if (warnOfPassword_) {
        notice_->showMessage(CardKind::Attention, words.say(Phrase::DefaultTitle),
                             words.say(Phrase::DefaultText));
        auto* change = new Button(ButtonKind::Main, Icon::Lock);
        change->setText(words.say(Phrase::KeyChange));
        connect(change, &QAbstractButton::clicked, this, [this] { emit changeWanted(path_); });
        notice_->addAction(change);
        return;
    }
    const KeyState state = stateOf(entry, desk_.shelf.now());
    const ExpiringKey* dates = desk_.attendant.expiry().find(path_);
    const bool replaced = dates != nullptr && dates->replacement == guidance::Replacement::NewerKeyValid;
    if (replaced && (state == KeyState::Soon || state == KeyState::Good)) {
        notice_->showMessage(CardKind::Info, words.say(Phrase::ExpiryReplacedTitle),
                             words.say(Phrase::ExpiryReplacedText));
        return;
    }
    const keys::Certificate* certificate = leadingCertificate(entry, desk_.shelf.now());
    showValidityNotice(*notice_, state, certificate, desk_.shelf.now(), words,
                       [this] { openSite(desk_, renewalSite(), *banner_); });
    if (state != KeyState::Soon && state != KeyState::Expired)
        return;
    auto* what = new Button(ButtonKind::Plain);
    what->setText(words.say(Phrase::ExpiryWhat));
    connect(what, &QAbstractButton::clicked, this, [this] { emit datesWanted(path_); });
    notice_->addAction(what);
}

void KeyPage::unlock() {
    if (password_->edit().isEmpty() || !password_->isEnabled())
        return;
    banner_->clear();
    const bool widelyKnown =
        guidance::publishedSecret(password_->edit().secret(), guidance::SecretMedium::KeyFile) ==
        guidance::SecretKnown::Published;
    setUnlocking(lookAtKeyFile(desk_.tasks, desk_.files, desk_.shelf, this, path_, password_->edit().copy(),
                               [this, widelyKnown](const Outcome& outcome) {
                                   setUnlocking(nullptr);
                                   unlocked(outcome, widelyKnown);
                                   if (!isVisible())
                                       password_->clear(); // nothing typed waits in a page that nobody sees
                                   if (desk_.shelf.find(path_) != nullptr && isVisible())
                                       focusFirst();
                               }));
}

void KeyPage::setUnlocking(std::shared_ptr<CancelToken> cancel) {
    unlocking_ = std::move(cancel);
    const bool working = unlocking_ != nullptr;
    password_->setEnabled(!working);
    unlock_->setEnabled(!working && !password_->edit().isEmpty());
    if (working)
        opening_->open(guidance::SecretMedium::KeyFile);
    else
        opening_->rest({});
}

void KeyPage::cancelUnlocking() {
    unlocking_->cancel();
    password_->clear();
    setUnlocking(nullptr);
    opening_->tellCancelled(*banner_);
    focusFirst();
}

void KeyPage::unlocked(const Outcome& outcome, bool widelyKnown) {
    if (!outcome.ok()) {
        banner_->showFailure(outcome.failure());
        password_->edit().selectAll();
        // The banner shows it; a screen reader hears it with the field.
        password_->edit().setAccessibleDescription(fromUtf8(desk_.words.sentence(outcome.failure()).what));
        return;
    }
    password_->clear();
    warnOfPassword_ = widelyKnown;
    refresh();
}

void KeyPage::hideEvent(QHideEvent* event) {
    if (!unlocking_) // otherwise it is being tried
        password_->clear();
    Page::hideEvent(event);
}

void KeyPage::focusFirst() {
    if (lockedCard_->isVisibleTo(this)) {
        password_->edit().setFocus(Qt::OtherFocusReason);
        if (!password_->edit().isEmpty())
            password_->edit().selectAll();
    } else {
        Page::focusFirst();
    }
}

void KeyPage::openFolder() {
    const QString folder = QString::fromStdString(path_.parent_path().string());
    if (!desk_.open(QUrl::fromLocalFile(folder)))
        banner_->showMessage(CardKind::Attention,
                             desk_.words.say(Phrase::FolderFailed, {{"folder", toUtf8(folder)}}), {});
}

} // namespace tanba::gui
