#include "app/gui/pages/sign/journal_page.h"

#include "app/gui/pages/demonstration_mark.h"
#include "app/gui/pages/sign/new_file.h"
#include "app/gui/pages/sign/sign_words.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/empty_state.h"
#include "app/text/dates.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tanba::gui {

namespace {

constexpr std::size_t kFirstSignatures = 50;
constexpr std::size_t kMoreSignatures = 100;

/// In the order of documents::toCsv().
constexpr std::array<Phrase, 11> kColumns = {
    Phrase::JournalWhen,    Phrase::JournalDocument, Phrase::JournalResult,       Phrase::JournalFormat,
    Phrase::JournalPurpose, Phrase::JournalOwner,    Phrase::JournalOrganisation, Phrase::JournalSerial,
    Phrase::JournalIssuer,  Phrase::JournalHash,     Phrase::StatusDemo};

/// One signature: the document, when, and whose key.
class JournalCard : public Card {
  public:
    JournalCard(const documents::JournalEntry& entry, const Words& words) {
        auto* name = new Text(TypeRole::Strong);
        auto* detail = new Text(TypeRole::Small, Tone::Muted);
        // What a site got signed has no name; who asked for it says more than an empty line.
        const std::string& title = entry.document.empty() ? entry.purpose : entry.document;
        name->setText(breakable(fromUtf8(displayText(title)), kRunInBody));
        QStringList details{
            fromUtf8(text::timeInWords(entry.when, text::localOffset(entry.when), words.language())),
            markedName(fromUtf8(displayText(entry.key.owner)), realityOf(entry.key), words),
            fromUtf8(displayText(entry.key.organisation)),
            entry.document.empty() ? QString() : fromUtf8(displayText(entry.purpose))};
        if (const auto format = documents::formatByName(entry.format))
            details << formatWords(*format, words);
        details.removeAll(QString());
        detail->setText(breakable(details.join(QStringLiteral(" · ")), kRunInBody));
        auto* column = new QVBoxLayout(this);
        keepCardMargin(*column, 10);
        keepSpacing(*column, 2);
        column->addWidget(name);
        column->addWidget(detail);
        setAccessibleName(name->text());
        setAccessibleDescription(detail->text());
    }
};

} // namespace

JournalPage::JournalPage(const Desk& desk)
    : desk_(desk), shown_(kFirstSignatures), back_(new Button(ButtonKind::Quiet, Icon::Back)),
      banner_(new Banner(desk.words)), empty_(new EmptyState(Icon::Sign)), count_(new Text(TypeRole::Body)),
      rows_(new QVBoxLayout), moreRows_(new Button(ButtonKind::Quiet, Icon::ChevronDown)),
      csv_(new Button(ButtonKind::Plain, Icon::Save)), json_(new Button(ButtonKind::Plain, Icon::Save)),
      erase_(new Button(ButtonKind::Quiet, Icon::Remove)), question_(new Banner(desk.words)) {
    layOut();
    connect(back_, &QAbstractButton::clicked, this, &JournalPage::left);
    connect(csv_, &QAbstractButton::clicked, this, [this] { save(Form::Csv); });
    connect(json_, &QAbstractButton::clicked, this, [this] { save(Form::Json); });
    connect(erase_, &QAbstractButton::clicked, this, [this] { ask(true); });
    connect(moreRows_, &QAbstractButton::clicked, this, [this] {
        shown_ += kMoreSignatures;
        fillRows();
    });
    desk.words.keep(this, [this] { say(); });
}

void JournalPage::layOut() {
    addAboveTitle(back_);
    question_->setClosing(Closing::Never);
    rows_->setSpacing(4);
    for (QWidget* part : {static_cast<QWidget*>(banner_), static_cast<QWidget*>(question_),
                          static_cast<QWidget*>(empty_), static_cast<QWidget*>(count_)})
        column().addWidget(part);
    column().addLayout(rowOf({csv_, json_, erase_}));
    column().addLayout(rows_);
    column().addLayout(rowOf({moreRows_}));
}

void JournalPage::say() {
    const Words& words = desk_.words;
    setTitle(words.say(Phrase::JournalTitle));
    setLead(words.say(Phrase::JournalLead));
    back_->setText(words.say(Phrase::GoBack));
    empty_->say(words.say(Phrase::JournalEmptyTitle), words.say(Phrase::JournalEmptyText));
    csv_->setText(words.say(Phrase::JournalCsv));
    json_->setText(words.say(Phrase::JournalJson));
    erase_->setText(words.say(Phrase::JournalErase));
    question_->clear();
    refresh();
}

void JournalPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    banner_->clear();
    question_->clear();
    shown_ = kFirstSignatures;
    load();
}

void JournalPage::load() {
    using Read = Result<std::vector<documents::JournalEntry>>;
    desk_.tasks.run<Read>(
        this, [journal = desk_.signing.journal()](const WorkControl&) { return journal->entries(); },
        [this](Read read) {
            if (!read.ok())
                banner_->showFailure(read.failure());
            entries_ = read.ok() ? std::move(read).value() : std::vector<documents::JournalEntry>();
            refresh();
        });
}

void JournalPage::refresh() {
    const bool empty = entries_.empty();
    empty_->setVisible(empty);
    count_->setVisible(!empty);
    count_->setText(desk_.words.say(Phrase::JournalCount, {{"count", std::to_string(entries_.size())}}));
    for (Button* button : {csv_, json_, erase_})
        button->setVisible(!empty);
    fillRows();
}

void JournalPage::fillRows() {
    qDeleteAll(std::exchange(cards_, {}));
    const std::size_t count = std::min(entries_.size(), shown_);
    for (std::size_t index = 0; index < count; ++index) {
        auto* card = new JournalCard(entries_[index], desk_.words);
        rows_->addWidget(card);
        cards_.append(card);
    }
    const std::size_t left = entries_.size() - count;
    moreRows_->setVisible(left > 0);
    moreRows_->setText(desk_.words.say(Phrase::SignMore, {{"count", std::to_string(left)}}));
}

void JournalPage::save(Form form) {
    const Words& words = desk_.words;
    const QString ending = form == Form::Csv ? QStringLiteral(".csv") : QStringLiteral(".json");
    const auto file =
        askForNewFile(desk_, *this, words.say(Phrase::JournalTitle), words.say(Phrase::JournalName), ending);
    if (!file)
        return;
    std::vector<std::string> headings;
    for (const Phrase column : kColumns)
        headings.push_back(toUtf8(words.say(column)));
    const std::string content =
        form == Form::Csv ? documents::toCsv(entries_, headings) : documents::toJson(entries_);
    desk_.tasks.run<Outcome>(
        this,
        [&files = desk_.files, file = *file, content](const WorkControl&) {
            return writeNewFile(files, file, toBytes(content));
        },
        [this](const Outcome& outcome) {
            if (outcome.ok())
                banner_->showMessage(CardKind::Good, desk_.words.say(Phrase::JournalSaved), {});
            else
                banner_->showFailure(outcome.failure());
            ensureVisible(0, 0);
        });
}

void JournalPage::ask(bool ask) {
    const Words& words = desk_.words;
    question_->clear();
    if (!ask) {
        erase_->setFocus(Qt::OtherFocusReason);
        return;
    }
    question_->showMessage(CardKind::Attention, words.say(Phrase::JournalEraseTitle),
                           words.say(Phrase::JournalEraseText));
    auto* yes = new Button(ButtonKind::Danger);
    auto* no = new Button(ButtonKind::Plain);
    yes->setText(words.say(Phrase::JournalEraseYes));
    no->setText(words.say(Phrase::JournalEraseNo));
    connect(yes, &QAbstractButton::clicked, this, &JournalPage::erase, Qt::QueuedConnection);
    connect(
        no, &QAbstractButton::clicked, this, [this] { this->ask(false); }, Qt::QueuedConnection);
    question_->addAction(no);
    question_->addAction(yes);
    ensureVisible(0, 0);
    no->setFocus(Qt::OtherFocusReason);
}

void JournalPage::erase() {
    question_->clear();
    desk_.tasks.run<Outcome>(
        this, [journal = desk_.signing.journal()](const WorkControl&) { return journal->eraseAll(); },
        [this](const Outcome& outcome) {
            if (outcome.ok())
                banner_->showMessage(CardKind::Good, desk_.words.say(Phrase::JournalErased), {});
            else
                banner_->showFailure(outcome.failure());
            load();
            back_->setFocus(Qt::OtherFocusReason);
        });
}

} // namespace tanba::gui
