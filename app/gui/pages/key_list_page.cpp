#include "app/gui/pages/key_list_page.h"

#include "app/gui/pages/cards/reader_words.h"
#include "app/gui/pages/key_card.h"
#include "app/gui/pages/time_left.h"
#include "app/gui/widgets/action_card.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/empty_state.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QProgressBar>

namespace tanba::gui {

KeyListPage::KeyListPage(const Desk& desk)
    : desk_(desk), search_(desk), searchButton_(new Button(ButtonKind::Main, Icon::Search)),
      chooseButton_(new Button(ButtonKind::Plain, Icon::File)), progress_(new Card(CardKind::Info)),
      progressText_(new Text(TypeRole::Body)), bar_(new QProgressBar),
      progressCount_(new Text(TypeRole::Small, Tone::Muted)),
      progressTime_(new Text(TypeRole::Small, Tone::Muted)),
      stop_(new Button(ButtonKind::Plain, Icon::Close)), banner_(new Banner(desk.words)),
      empty_(new EmptyState(Icon::Mark)), emptySearch_(new Button(ButtonKind::Main, Icon::Search)),
      emptyChoose_(new Button(ButtonKind::Plain, Icon::File)), list_(new QVBoxLayout),
      chipList_(new QVBoxLayout), awayList_(new QVBoxLayout), readers_(new ActionCard(Icon::ChipCard)),
      note_(new Text(TypeRole::Small, Tone::Muted)) {
    setAcceptDrops(true);
    empty_->addActions({emptySearch_, emptyChoose_});
    actions_ = rowOf({searchButton_, chooseButton_});
    auto* progressRow = new QHBoxLayout(progress_);
    keepCardMargin(*progressRow, 12);
    auto* progressTexts = new QVBoxLayout;
    keepSpacing(*progressTexts, 2);
    progressTexts->addWidget(progressText_);
    progressTexts->addWidget(bar_);
    progressTexts->addWidget(progressCount_);
    progressTexts->addWidget(progressTime_);
    bar_->setTextVisible(false);
    bar_->setFocusPolicy(Qt::NoFocus);
    progressRow->addLayout(progressTexts, 1);
    progressRow->addWidget(stop_);
    progress_->setVisible(false);
    list_->setSpacing(4);
    column().addLayout(actions_);
    column().addWidget(progress_);
    column().addWidget(banner_);
    column().addWidget(empty_);
    chipList_->setSpacing(4);
    column().addLayout(chipList_);
    column().addLayout(list_);
    awayList_->setSpacing(4);
    column().addLayout(awayList_);
    column().addWidget(readers_);
    column().addWidget(note_);

    for (Button* button : {searchButton_, emptySearch_})
        connect(button, &QAbstractButton::clicked, this, &KeyListPage::search);
    for (Button* button : {chooseButton_, emptyChoose_})
        connect(button, &QAbstractButton::clicked, this, &KeyListPage::chooseFile);
    connect(stop_, &QAbstractButton::clicked, &search_, &KeySearch::stop);
    connect(&search_, &KeySearch::moved, this, &KeyListPage::showProgress);
    connect(&search_, &KeySearch::ended, this, &KeyListPage::showEnd);
    connect(&desk_.shelf, &KeyShelf::changed, this, &KeyListPage::refreshList);
    connect(readers_, &QAbstractButton::clicked, this, &KeyListPage::readersWanted);
    connect(&desk_.cards, &CardShelf::cardsChanged, this, &KeyListPage::refreshList);
    connect(&desk_.cards, &CardShelf::readersChanged, this, &KeyListPage::refreshReaders);
    desk_.words.keep(this, [this] { say(); });
}

void KeyListPage::say() {
    const Words& words = desk_.words;
    setTitle(words.say(Phrase::NavKeys));
    setLead(words.say(purpose_ == ListPurpose::Look ? Phrase::KeysLead : Phrase::KeysPickLead));
    for (Button* button : {searchButton_, emptySearch_}) {
        button->setText(words.say(Phrase::KeysSearch));
        button->setToolTip(words.say(Phrase::KeysSearchTip));
    }
    for (Button* button : {chooseButton_, emptyChoose_}) {
        button->setText(words.say(Phrase::KeysChoose));
        button->setToolTip(words.say(Phrase::KeysChooseTip));
    }
    stop_->setText(words.say(Phrase::KeysStop));
    stop_->setToolTip(words.say(Phrase::KeysStopTip));
    bar_->setAccessibleName(words.say(Phrase::KeysSearchBar));
    empty_->say(words.say(Phrase::KeysEmptyTitle), words.say(Phrase::KeysEmptyText));
    showProgress();
    refreshList();
}

void KeyListPage::setPurpose(ListPurpose purpose) {
    purpose_ = purpose;
    if (!search_.running())
        banner_->clear();
    say();
}

void KeyListPage::refreshList() {
    const std::vector<KeyEntry> entries = desk_.shelf.entries();
    while (cards_.size() > static_cast<qsizetype>(entries.size()))
        delete cards_.takeLast();
    while (cards_.size() < static_cast<qsizetype>(entries.size())) {
        auto* card = new KeyCard;
        connect(card, &QAbstractButton::clicked, this, [this, card] { emit keyChosen(card->path()); });
        list_->addWidget(card);
        cards_.append(card);
    }
    for (std::size_t index = 0; index < entries.size(); ++index)
        cards_[static_cast<qsizetype>(index)]->show(entries[index], desk_.shelf.now(), desk_.words);
    refreshCards();
    refreshReaders();
    const bool empty = entries.empty() && chips_.isEmpty();
    empty_->setVisible(empty);
    searchButton_->setVisible(!empty);
    chooseButton_->setVisible(!empty);
    note_->setText(desk_.words.say(empty ? Phrase::KeysDropHint : Phrase::KeysLocalOnly));
}

void KeyListPage::refreshCards() {
    std::vector<std::pair<CardEntry, CardHolder>> rows;
    // The PIN of a card is changed on its own page; only key files have passwords.
    if (purpose_ == ListPurpose::Look)
        for (const CardEntry& entry : desk_.cards.entries()) {
            std::vector<CardHolder> holders = holdersOf(entry);
            if (holders.empty())
                holders.emplace_back();
            for (CardHolder& holder : holders)
                rows.emplace_back(entry, std::move(holder));
        }
    while (chips_.size() > static_cast<qsizetype>(rows.size()))
        delete chips_.takeLast();
    while (chips_.size() < static_cast<qsizetype>(rows.size())) {
        auto* card = new KeyCard;
        connect(card, &QAbstractButton::clicked, this, [this, card] { emit cardChosen(card->cardId()); });
        chips_.append(card);
    }
    for (std::size_t index = 0; index < rows.size(); ++index) {
        KeyCard* const card = chips_[static_cast<qsizetype>(index)];
        QVBoxLayout* const place = rows[index].first.there() ? chipList_ : awayList_;
        if (place->indexOf(card) < 0) {
            (place == chipList_ ? awayList_ : chipList_)->removeWidget(card);
            place->addWidget(card);
        }
        card->show(rows[index].first, rows[index].second, desk_.cards.now(), desk_.words);
    }
}

void KeyListPage::refreshReaders() {
    readers_->setVisible(purpose_ == ListPurpose::Look);
    readers_->say(desk_.words.say(Phrase::ReadersTitle), readersInShort(desk_.cards, desk_.words));
}

void KeyListPage::search() {
    banner_->clear();
    search_.start();
    showProgress();
    stop_->setFocus(Qt::OtherFocusReason);
}

void KeyListPage::showProgress() {
    progress_->setVisible(search_.running());
    for (Button* button : {searchButton_, emptySearch_})
        button->setEnabled(!search_.running());
    const Words& words = desk_.words;
    const SearchProgress& progress = search_.progress();
    const bool planned = !progress.folder.isEmpty();
    progressText_->setText(searchingText());
    progressCount_->setVisible(planned);
    progressCount_->setText(
        words.say(Phrase::KeysSearchCount, {{"count", std::to_string(progress.found)},
                                            {"percent", std::to_string(progress.perMille / 10)}}));
    const auto left = search_.timeLeft();
    progressTime_->setVisible(left.has_value());
    progressTime_->setText(left ? timeLeftWords(*left, words) : QString());
    bar_->setRange(0, 1000);
    bar_->setValue(progress.perMille);
    const QString told = QStringList{progressCount_->text(), progressTime_->text()}.join(QLatin1Char(' '));
    bar_->setAccessibleDescription(told.trimmed());
    stop_->setAccessibleDescription(planned ? told.trimmed() : progressText_->text());
}

QString KeyListPage::searchingText() const {
    const QString& folder = search_.progress().folder;
    if (folder.isEmpty())
        return desk_.words.say(Phrase::KeysSearchPlaces);
    return desk_.words.say(search_.stopping() ? Phrase::KeysSearchStopping : Phrase::KeysSearching,
                           {{"folder", toUtf8(folder)}});
}

void KeyListPage::showEnd(SearchEnd end) {
    const bool hadFocus = stop_->hasFocus();
    showProgress();
    const Words& words = desk_.words;
    if (search_.progress().found == 0 && end == SearchEnd::Done) {
        banner_->showMessage(CardKind::Attention, words.say(Phrase::KeysNoneTitle),
                             words.say(Phrase::KeysNoneText));
    } else {
        const Phrase phrase = end == SearchEnd::Done ? Phrase::KeysSearchDone : Phrase::KeysSearchStopped;
        banner_->showMessage(CardKind::Info,
                             words.say(phrase, {{"count", std::to_string(search_.progress().found)}}), {});
    }
    setLead(words.say(purpose_ == ListPurpose::Look ? Phrase::KeysLead : Phrase::KeysPickLead));
    if (hadFocus)
        focusFirst();
}

void KeyListPage::chooseFile() {
    const Words& words = desk_.words;
    const QString filter = words.say(Phrase::KeysDialogFilter) +
                           QStringLiteral(" (*.p12 *.pfx *.P12 *.PFX);;") + words.say(Phrase::KeysDialogAll) +
                           QStringLiteral(" (*)");
    const QList<QUrl> chosen =
        QFileDialog::getOpenFileUrls(this, words.say(Phrase::KeysDialog), QUrl(), filter);
    add(chosen);
}

void KeyListPage::add(const QList<QUrl>& files) {
    banner_->clear();
    std::vector<std::filesystem::path> paths;
    for (const QUrl& url : files)
        if (url.isLocalFile())
            paths.push_back(std::filesystem::path(toUtf8(url.toLocalFile())).lexically_normal());
    if (paths.empty())
        return;
    FileStore& store = desk_.files;
    desk_.tasks.run<std::vector<Judged>>(
        this,
        [&store, paths](const WorkControl&) {
            std::vector<Judged> judged;
            for (const std::filesystem::path& path : paths)
                judged.push_back({path, looksLikeKeyFile(store, path)});
            return judged;
        },
        [this](const std::vector<Judged>& judged) { take(judged); });
}

void KeyListPage::take(const std::vector<Judged>& files) {
    const Judged* last = nullptr;
    const Judged* refused = nullptr;
    for (const Judged& file : files) {
        if (file.isKey.ok())
            desk_.shelf.chosen(file.path);
        (file.isKey.ok() ? last : refused) = &file;
    }
    if (refused != nullptr)
        banner_->showFailure(refused->isKey.failure());
    else if (last != nullptr)
        emit keyChosen(last->path);
}

void KeyListPage::focusFirst() {
    if (!chips_.isEmpty())
        chips_.front()->setFocus(Qt::OtherFocusReason);
    else if (!cards_.isEmpty())
        cards_.front()->setFocus(Qt::OtherFocusReason);
    else if (emptySearch_->isEnabled())
        emptySearch_->setFocus(Qt::OtherFocusReason);
    else
        Page::focusFirst();
}

void KeyListPage::dragEnterEvent(QDragEnterEvent* event) {
    if (!event->mimeData()->hasUrls())
        return;
    event->acceptProposedAction();
    setLead(desk_.words.say(Phrase::KeysDropNow));
}

void KeyListPage::dragLeaveEvent(QDragLeaveEvent*) {
    say();
}

void KeyListPage::dropEvent(QDropEvent* event) {
    say();
    add(event->mimeData()->urls());
    event->acceptProposedAction();
}

} // namespace tanba::gui
