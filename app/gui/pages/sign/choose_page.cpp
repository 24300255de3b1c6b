#include "app/gui/pages/sign/choose_page.h"

#include "app/gui/pages/recent_list.h"
#include "app/gui/pages/sign/document_rows.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/empty_state.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>

namespace tanba::gui {

namespace {

/// The gate of core/sign refuses a login before anything else is known of it.
bool isRefusedLogin(const ChosenDocument& document) {
    const std::optional<Failure>& failure = document.row.failure;
    return failure && failure->code == FailureCode::LoginNeedsOrigin;
}

using documents::RowState;

constexpr qsizetype kFirstRows = 50;
constexpr std::chrono::milliseconds kSoon{400};

} // namespace

ChoosePage::ChoosePage(const Desk& desk)
    : desk_(desk), empty_(new EmptyState(Icon::Sign)), emptyFiles_(new Button(ButtonKind::Main, Icon::File)),
      emptyFolder_(new Button(ButtonKind::Plain, Icon::Folder)), failure_(new Banner(desk.words)),
      login_(new Banner(desk.words)), notice_(new Banner(desk.words)), looking_(new Card(CardKind::Info)),
      lookingText_(new Text(TypeRole::Body)), stop_(new Button(ButtonKind::Plain, Icon::Close)),
      count_(new Text(TypeRole::Body)), rows_(new DocumentRows(kFirstRows)),
      files_(new Button(ButtonKind::Plain, Icon::Add)),
      folder_(new Button(ButtonKind::Plain, Icon::FolderAdd)), clear_(new Button(ButtonKind::Quiet)),
      next_(new Button(ButtonKind::Main, Icon::ChevronRight)),
      recent_(new RecentList(desk, documents::RecentKind::Signed, Phrase::SignRecent, widget())),
      journal_(new Button(ButtonKind::Quiet, Icon::Clock)), mobile_(new Button(ButtonKind::Quiet, Icon::Qr)) {
    setAcceptDrops(true);
    layOut();
    soon_.setSingleShot(true);
    soon_.setInterval(kSoon);
    connect(&soon_, &QTimer::timeout, this, &ChoosePage::refresh);
    for (Button* button : {emptyFiles_, files_})
        connect(button, &QAbstractButton::clicked, this, &ChoosePage::chooseFiles);
    for (Button* button : {emptyFolder_, folder_})
        connect(button, &QAbstractButton::clicked, this, &ChoosePage::chooseFolder);
    connect(stop_, &QAbstractButton::clicked, &desk.signing, &SigningDesk::stopLooking);
    connect(clear_, &QAbstractButton::clicked, this, [this] {
        desk_.signing.clear();
        focusFirst();
    });
    connect(next_, &QAbstractButton::clicked, this, &ChoosePage::nextWanted);
    connect(journal_, &QAbstractButton::clicked, this, &ChoosePage::journalWanted);
    connect(recent_, &RecentList::wanted, this, &ChoosePage::recentWanted);
    connect(&desk.recent, &RecentShelf::failed, failure_, &Banner::showFailure);
    connect(mobile_, &QAbstractButton::clicked, this, &ChoosePage::mobileWanted);
    connect(rows_, &DocumentRows::lookWanted, this, &ChoosePage::lookWanted);
    connect(rows_, &DocumentRows::removeWanted, &desk.signing, &SigningDesk::remove);
    connect(&desk.signing, &SigningDesk::changed, this, &ChoosePage::refresh);
    connect(&desk.signing, &SigningDesk::moved, this, [this] {
        lookingText_->setText(
            desk_.words.say(Phrase::SignLooking, {{"count", std::to_string(desk_.signing.lookedAt())}}));
    });
    desk.words.keep(this, [this] { say(); });
}

void ChoosePage::layOut() {
    empty_->addActions({emptyFiles_, emptyFolder_});
    for (Banner* banner : {login_, notice_})
        banner->setClosing(Closing::Never);
    auto* looking = new QHBoxLayout(looking_);
    keepCardMargin(*looking, 12);
    looking->addWidget(lookingText_, 1);
    looking->addWidget(stop_);
    for (QWidget* part :
         {static_cast<QWidget*>(failure_), static_cast<QWidget*>(looking_), static_cast<QWidget*>(login_),
          static_cast<QWidget*>(notice_), static_cast<QWidget*>(empty_), static_cast<QWidget*>(count_),
          static_cast<QWidget*>(rows_)})
        column().addWidget(part);
    column().addLayout(rowOf({files_, folder_, clear_}));
    column().addLayout(rowOf({next_}));
    column().addWidget(recent_);
    column().addLayout(rowOf({journal_, mobile_}));
}

void ChoosePage::say() {
    const Words& words = desk_.words;
    setTitle(words.say(Phrase::NavSign));
    setLead(words.say(Phrase::SignLead));
    empty_->say(words.say(Phrase::SignEmptyTitle), words.say(Phrase::SignEmptyText));
    emptyFiles_->setText(words.say(Phrase::SignChooseFiles));
    emptyFolder_->setText(words.say(Phrase::SignChooseFolder));
    files_->setText(words.say(Phrase::SignAddFiles));
    folder_->setText(words.say(Phrase::SignChooseFolder));
    clear_->setText(words.say(Phrase::SignClear));
    next_->setText(words.say(Phrase::SignNext));
    stop_->setText(words.say(Phrase::KeysStop));
    journal_->setText(words.say(Phrase::JournalTitle));
    mobile_->setText(words.say(Phrase::MobileTitle));
    lookingText_->setText(
        words.say(Phrase::SignLooking, {{"count", std::to_string(desk_.signing.lookedAt())}}));
    refresh();
}

void ChoosePage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    refresh();
}

void ChoosePage::refresh() {
    if (!isVisible())
        return; // when it is shown
    const SigningDesk& signing = desk_.signing;
    const bool empty = signing.documents().empty() && signing.notListed().empty();
    const bool looking = signing.looking();
    const bool slow = looking && !soon_.isActive();
    empty_->setVisible(empty && !slow);
    recent_->setOffered(empty && !slow);
    looking_->setVisible(slow);
    rows_->setVisible(!empty);
    for (Button* button : {files_, folder_, clear_})
        button->setVisible(!empty);
    clear_->setEnabled(!looking);
    next_->setVisible(!empty);
    next_->setEnabled(!looking && signing.count(RowState::Waiting) > 0);
    if (empty)
        rows_->foldUp();
    refreshRows();
    refreshNotices();
}

void ChoosePage::refreshRows() {
    const Words& words = desk_.words;
    const std::vector<ChosenDocument>& documents = desk_.signing.documents();
    // What a person has to decide about, or be told, comes first.
    std::vector<std::size_t> order =
        inOrder(documents, {RowState::Failed, RowState::Waiting, RowState::Working, RowState::Done,
                            RowState::AlreadySigned});
    const std::size_t refused = desk_.signing.notListed().size();
    std::uint64_t size = 0;
    for (const ChosenDocument& document : documents)
        size += document.waits() ? document.row.document.size : 0;
    RowActions actions;
    actions.look = true;
    actions.remove = !desk_.signing.looking();
    const std::size_t count = refused + order.size();
    rows_->show(
        count,
        [this, refused, order = std::move(order)](std::size_t index) {
            const SigningDesk& signing = desk_.signing;
            if (index < refused)
                return viewOf(signing.notListed()[index], desk_.words);
            return viewOf(signing.documents()[order[index - refused]], ListMoment::BeforeSigning,
                          desk_.words);
        },
        actions, words);
    const std::size_t waiting = desk_.signing.count(RowState::Waiting);
    count_->setVisible(waiting > 1);
    count_->setText(words.say(
        Phrase::SignCount, {{"count", std::to_string(waiting)}, {"size", toUtf8(sizeWords(size, words))}}));
}

void ChoosePage::refreshNotices() {
    const Words& words = desk_.words;
    const SigningDesk& signing = desk_.signing;
    login_->clear();
    notice_->clear();
    std::string logins;
    for (const ChosenDocument& document : signing.documents())
        if (isRefusedLogin(document))
            logins += (logins.empty() ? "" : ", ") + toUtf8(nameWords(document.path()));
    if (!logins.empty())
        login_->showMessage(CardKind::Bad, words.say(Phrase::SignLoginTitle),
                            words.say(Phrase::SignLoginText, {{"files", logins}}));
    const std::size_t already = signing.count(RowState::AlreadySigned);
    const bool nothing = signing.count(RowState::Waiting) == 0 && !signing.looking();
    if (already > 0) {
        const bool all = already == signing.documents().size();
        notice_->showMessage(CardKind::Info, words.say(all ? Phrase::SignAllSigned : Phrase::SignSomeSigned),
                             words.say(all ? Phrase::SignAllSignedText : Phrase::SignSomeSignedText));
        auto* add = new Button(all ? ButtonKind::Main : ButtonKind::Plain, Icon::Sign);
        add->setText(words.say(Phrase::SignAddSignature));
        add->setEnabled(!signing.looking());
        connect(
            add, &QAbstractButton::clicked, this,
            [this] {
                emit added();
                desk_.signing.keepSignedOnly();
            },
            Qt::QueuedConnection);
        notice_->addAction(add);
    } else if (nothing && !signing.documents().empty()) {
        notice_->showMessage(CardKind::Attention, words.say(Phrase::SignNothing),
                             words.say(Phrase::SignNothingText));
    }
}

void ChoosePage::showFailure(const Failure& failure) {
    failure_->showFailure(failure);
}

void ChoosePage::chooseFiles() {
    add(QFileDialog::getOpenFileUrls(this, desk_.words.say(Phrase::SignChooseFiles)));
}

void ChoosePage::chooseFolder() {
    const QUrl folder = QFileDialog::getExistingDirectoryUrl(this, desk_.words.say(Phrase::SignChooseFolder));
    if (!folder.isEmpty())
        add({folder});
}

void ChoosePage::add(const QList<QUrl>& files) {
    failure_->clear();
    std::vector<std::filesystem::path> paths;
    for (const QUrl& url : files)
        if (url.isLocalFile())
            paths.emplace_back(toUtf8(url.toLocalFile()));
    if (paths.empty())
        return;
    emit added();
    if (!desk_.signing.looking())
        soon_.start();
    desk_.signing.add(std::move(paths));
}

void ChoosePage::focusFirst() {
    refresh(); // who turns to this page may know sooner than the page what was found
    if (empty_->isVisibleTo(this))
        emptyFiles_->setFocus(Qt::OtherFocusReason);
    else if (next_->isVisibleTo(this) && next_->isEnabled())
        next_->setFocus(Qt::OtherFocusReason);
    else
        Page::focusFirst();
}

void ChoosePage::dragEnterEvent(QDragEnterEvent* event) {
    if (!event->mimeData()->hasUrls() || desk_.signing.busy())
        return;
    event->acceptProposedAction();
    setLead(desk_.words.say(Phrase::SignDropNow));
}

void ChoosePage::dragLeaveEvent(QDragLeaveEvent*) {
    setLead(desk_.words.say(Phrase::SignLead));
}

void ChoosePage::dropEvent(QDropEvent* event) {
    setLead(desk_.words.say(Phrase::SignLead));
    add(event->mimeData()->urls());
    event->acceptProposedAction();
}

} // namespace tanba::gui
