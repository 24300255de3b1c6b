#include "app/gui/pages/cards/card_page.h"

#include "app/gui/keys/private_file.h"
#include "app/gui/pages/cards/card_words.h"
#include "app/gui/pages/cards/hidden_files_card.h"
#include "app/gui/pages/cards/pin_notice.h"
#include "app/gui/pages/demonstration_mark.h"
#include "app/gui/pages/site.h"
#include "app/gui/pages/validity_notice.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/facts_view.h"
#include "app/gui/widgets/fold.h"
#include "app/gui/widgets/pill.h"
#include "app/text/token_words.h"
#include "core/base/utf8.h"

#include <QApplication>

namespace tanba::gui {

namespace {

/// What is wrong with the validity of one of the holders; Good when nothing is.
KeyState worstOf(const std::vector<CardHolder>& holders, Time now, const keys::Certificate*& certificate) {
    for (const KeyState bad : {KeyState::Expired, KeyState::Soon, KeyState::NotYetValid})
        for (const CardHolder& holder : holders) {
            certificate = leadingCertificate(holder, now);
            if (certificate != nullptr && stateOf(*certificate, now) == bad)
                return bad;
        }
    return KeyState::Good;
}

/// Hidden first, so that the keyboard goes on to something that stays.
void retire(QList<QWidget*>& widgets) {
    for (QWidget* widget : widgets) {
        widget->hide();
        widget->deleteLater();
    }
    widgets.clear();
}

} // namespace

CardPage::CardPage(const Desk& desk)
    : desk_(desk), back_(new Button(ButtonKind::Quiet, Icon::Back)), demonstration_(new DemonstrationMark),
      pill_(new Pill), banner_(new Banner(desk.words)), remark_(new Banner(desk.words)),
      state_(new Banner(desk.words)), pinState_(new Banner(desk.words)), missing_(new Banner(desk.words)),
      holders_(new QVBoxLayout), pinCard_(new Card), pinFacts_(new FactsView),
      change_(new Button(ButtonKind::Plain, Icon::Lock)),
      unblock_(new Button(ButtonKind::Main, Icon::Unlock)), filesCard_(new Card),
      filesTitle_(new Text(TypeRole::Section)), filesNote_(new Text(TypeRole::Body, Tone::Muted)),
      files_(new QVBoxLayout), hiddenFiles_(new HiddenFilesCard(desk)),
      fold_(new Fold(desk.words, Phrase::KeyDetails)), moreFacts_(new FactsView),
      forget_(new Button(ButtonKind::Quiet, Icon::Close)) {
    layOut();
    connect(back_, &QAbstractButton::clicked, this, &CardPage::left);
    connect(change_, &QAbstractButton::clicked, this, [this] { emit pinWanted(id_, PinAction::Change); });
    connect(unblock_, &QAbstractButton::clicked, this, [this] { emit pinWanted(id_, PinAction::Unblock); });
    connect(hiddenFiles_, &HiddenFilesCard::pinChangeWanted, this,
            [this](const std::string& id) { emit pinWanted(id, PinAction::Change); });
    connect(forget_, &QAbstractButton::clicked, this, [this] {
        const std::string id = id_;
        emit left();
        desk_.cards.forget(id);
    });
    connect(&desk_.cards, &CardShelf::cardsChanged, this, &CardPage::refresh);
    desk_.words.keep(this, [this] {
        sayButtons();
        refresh();
    });
}

void CardPage::layOut() {
    addAboveTitle(back_);
    auto* pillRow = new QHBoxLayout;
    pillRow->setContentsMargins(kHalo, 0, kHalo, 0);
    pillRow->addWidget(demonstration_);
    pillRow->addWidget(pill_);
    pillRow->addStretch(1);
    column().addLayout(pillRow);
    column().addWidget(banner_);
    for (Banner* banner : {state_, pinState_, missing_, remark_}) {
        banner->setClosing(Closing::Never);
        column().addWidget(banner);
    }
    holders_->setSpacing(4);
    column().addLayout(holders_);
    auto* pin = new QVBoxLayout(pinCard_);
    keepCardMargin(*pin, 18);
    keepSpacing(*pin, 10);
    pin->addWidget(pinFacts_);
    pin->addLayout(rowOf({unblock_, change_}));
    column().addWidget(pinCard_);
    auto* files = new QVBoxLayout(filesCard_);
    keepCardMargin(*files, 18);
    keepSpacing(*files, 8);
    files->addWidget(filesTitle_);
    files->addWidget(filesNote_);
    files->addLayout(files_);
    column().addWidget(filesCard_);
    column().addWidget(hiddenFiles_);
    fold_->content().addWidget(moreFacts_);
    column().addWidget(fold_);
    column().addWidget(forget_, 0, Qt::AlignLeft);
}

void CardPage::addAdvice(QWidget* advice) {
    column().insertWidget(column().indexOf(holders_), advice);
}

void CardPage::sayButtons() {
    const Words& words = desk_.words;
    back_->setText(words.say(Phrase::Back));
    change_->setText(words.say(Phrase::PinChange));
    unblock_->setText(words.say(Phrase::PinUnblock));
    filesTitle_->setText(words.say(Phrase::KeyFilesTitle));
    filesNote_->setText(words.say(Phrase::KeyFilesNote) + QLatin1Char(' ') +
                        words.say(Phrase::HandOverShort));
    forget_->setText(words.say(Phrase::KeyForget));
    forget_->setToolTip(words.say(Phrase::CardForgetTip));
}

void CardPage::show(const std::string& id) {
    id_ = id;
    banner_->clear();
    fold_->setOpen(false);
    hiddenFiles_->begin(id);
    desk_.cards.chosen(id);
    refresh();
    ensureVisible(0, 0);
}

bool CardPage::working() const {
    return hiddenFiles_->working();
}

void CardPage::refresh() {
    const CardEntry* found = desk_.cards.find(id_);
    if (found == nullptr) {
        if (isVisible())
            emit left(); // it is gone, and nothing was remembered of it
        return;
    }
    const CardEntry entry = *found;
    const Words& words = desk_.words;
    const std::vector<CardHolder> holders = holdersOf(entry);
    const CardHolder first = holders.empty() ? CardHolder{} : holders.front();
    const bool one = holders.size() == 1;
    const QString label = labelOf(entry, words);
    const QString name = one ? titleOf(entry, first, words) : label;
    setTitle(name);
    // What the title says is not said again; how far it is proved, the remark says.
    setLead(name == label ? seatOf(entry) : whereOf(entry, words));
    const StateView state = stateView(entry, first, desk_.cards.now(), words);
    demonstration_->tell(realityOf(entry), words);
    pill_->show(state.kind, state.words, state.icon);
    showRemark(entry);
    showState(entry, holders);
    showMissing(entry);
    showHolders(holders);
    showPin(entry);
    showKeyFiles(entry);
    hiddenFiles_->refresh(entry);
    forget_->setVisible(entry.memory == Memory::Remembered);
    title().setAccessibleDescription(state.words);
    emit refreshed();
    // What had the keyboard may be gone together with the card: the heading tells how things are now.
    const bool news = entry.presence != shownPresence_;
    shownPresence_ = entry.presence;
    if (news && isAncestorOf(QApplication::focusWidget()))
        focusFirst();
}

void CardPage::showRemark(const CardEntry& entry) {
    const text::TokenWords words(text::TextTable::builtIn(), desk_.words.language());
    remark_->clear();
    if (entry.simulated())
        remark_->showMessage(CardKind::Info, desk_.words.say(text::Ui::TokenNoticeSimulated), {});
    else if (entry.proof == keys::TokenProof::EmulatorOnly)
        remark_->showMessage(CardKind::Plain, desk_.words.say(text::Ui::TokenNoticeEmulatorOnly), {});
}

void CardPage::showState(const CardEntry& entry, const std::vector<CardHolder>& holders) {
    state_->clear();
    if (!entry.there()) {
        state_->showMessage(CardKind::Attention, desk_.words.say(Phrase::CardAwayTitle),
                            desk_.words.say(Phrase::CardAwayText));
        return;
    }
    const keys::Certificate* certificate = nullptr;
    const KeyState state = worstOf(holders, desk_.cards.now(), certificate);
    showValidityNotice(*state_, state, certificate, desk_.cards.now(), desk_.words,
                       [this] { openSite(desk_, renewalSite(), *banner_); });
}

void CardPage::showMissing(const CardEntry& entry) {
    missing_->clear();
    if (!entry.there() || !entry.lacksCertificates())
        return;
    const Words& words = desk_.words;
    if (!entry.takesCertificates) {
        missing_->showMessage(CardKind::Attention, words.say(Phrase::NoCertificateTokenTitle),
                              words.say(Phrase::NoCertificateToken));
        return;
    }
    missing_->showMessage(CardKind::Attention, words.say(Phrase::NoCertificateTitle),
                          words.say(Phrase::NoCertificateText));
    auto* give = new Button(ButtonKind::Main, Icon::File);
    give->setText(words.say(Phrase::AdoptTitle));
    connect(give, &QAbstractButton::clicked, this, [this] { emit certificateWanted(id_); });
    missing_->addAction(give);
}

void CardPage::showHolders(const std::vector<CardHolder>& holders) {
    const Words& words = desk_.words;
    retire(shown_);
    std::vector<text::Fact> more;
    for (const CardHolder& holder : holders) {
        for (const CardKeyInfo& key : holder.keys) {
            more.push_back({toUtf8(words.say(text::Ui::TokenKeyId)), displayText(key.id)});
            if (!key.certificate)
                continue;
            const std::vector<text::Fact> facts = moreFacts(*key.certificate, words);
            more.insert(more.end(), facts.begin(), facts.end());
        }
        if (holder.name.empty())
            continue;
        auto* card = new Card;
        auto* layout = new QVBoxLayout(card);
        keepCardMargin(*layout, 18);
        keepSpacing(*layout, 10);
        auto* facts = new FactsView;
        facts->show(cardFacts(holder, desk_.cards.now(), words));
        auto* line = new Text(TypeRole::Body, Tone::Muted);
        line->setText(choiceLine(holder, desk_.cards.now(), words));
        layout->addWidget(facts);
        layout->addWidget(line);
        holders_->addWidget(card);
        shown_.append(card);
    }
    fold_->setVisible(!more.empty());
    moreFacts_->show(more);
}

void CardPage::showPin(const CardEntry& entry) {
    const Words& words = desk_.words;
    pinState_->clear();
    pinCard_->setVisible(entry.there() && !entry.keys.empty());
    if (!entry.there())
        return;
    pinFacts_->show(pinFacts(entry, words));
    const bool blocked = entry.pinBlocked();
    change_->setVisible(entry.canChangePin && !blocked);
    unblock_->setVisible(entry.canUnblockPin && blocked);
    showPinNotice(*pinState_, entry, words);
}

void CardPage::showKeyFiles(const CardEntry& entry) {
    retire(fileButtons_);
    filesCard_->setVisible(entry.there() && !entry.keyFiles.empty());
    if (!entry.there())
        return;
    for (const CardKeyFile& file : entry.keyFiles) {
        auto* save = new Button(ButtonKind::Plain, Icon::Save);
        save->setText(desk_.words.say(Phrase::KeyFilesSave, {{"name", file.label}}));
        connect(save, &QAbstractButton::clicked, this, [this, file] { saveKeyFile(file); });
        files_->addWidget(save, 0, Qt::AlignLeft);
        fileButtons_.append(save);
    }
}

void CardPage::saveKeyFile(const CardKeyFile& file) {
    const QString path =
        desk_.chooseNewFile(this, desk_.words.say(Phrase::KeyFilesTitle), QStringLiteral("token-key.p12"));
    if (path.isEmpty())
        return;
    banner_->clear();
    FileStore& files = desk_.files;
    const std::filesystem::path target = toUtf8(path);
    desk_.tasks.run<Outcome>(
        this,
        [&files, target, content = file.content](const WorkControl&) {
            return writePrivateFile(files, target, IfExists::Refuse, *content);
        },
        [this, target](const Outcome& written) {
            if (!written.ok())
                banner_->showFailure(written.failure());
            else
                emit keyFileSaved(target);
        });
}

} // namespace tanba::gui
