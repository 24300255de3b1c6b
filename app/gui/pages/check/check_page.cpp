#include "app/gui/pages/check/check_page.h"

#include "app/gui/pages/check/check_row_button.h"
#include "app/gui/pages/check/check_words.h"
#include "app/gui/pages/recent_list.h"
#include "app/gui/pages/time_left.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/empty_state.h"
#include "app/gui/widgets/verdict_header.h"

#include <QApplication>
#include <QFileDialog>
#include <QProgressBar>
#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace tanba::gui {

namespace {

/// A list of ten thousand rows helps nobody, and would take seconds to lay out.
constexpr std::size_t kRowsAtOnce = 100;
const QString kSignedFiles =
    QStringLiteral(" (*.cms *.p7s *.p7m *.p7b *.sig *.xml *.CMS *.P7S *.SIG *.XML);;");

struct Counts {
    std::array<std::size_t, 3> verdicts{};
    std::size_t unreadable = 0;

    std::size_t of(trust::Verdict verdict) const { return verdicts.at(static_cast<std::size_t>(verdict)); }
};

Counts countsOf(const std::vector<CheckEntry>& entries) {
    Counts counts;
    for (const CheckEntry& entry : entries)
        if (entry.state == CheckState::Checked)
            ++counts.verdicts.at(static_cast<std::size_t>(entry.report().verdict));
        else
            ++counts.unreadable;
    return counts;
}

} // namespace

CheckPage::CheckPage(const Desk& desk)
    : desk_(desk), checks_(desk.checks), shownRows_(kRowsAtOnce), banner_(new Banner(desk.words)),
      empty_(new EmptyState(Icon::Verify)), emptyChoose_(new Button(ButtonKind::Main, Icon::File)),
      local_(new Text(TypeRole::Small, Tone::Muted)),
      recent_(new RecentList(desk, documents::RecentKind::Checked, Phrase::CheckRecent, widget())),
      progress_(new Card(CardKind::Info)), progressText_(new Text(TypeRole::Body)), bar_(new QProgressBar),
      left_(new Text(TypeRole::Small, Tone::Muted)), stop_(new Button(ButtonKind::Plain, Icon::Close)),
      summary_(new VerdictHeader), rows_(new QVBoxLayout),
      more_(new Button(ButtonKind::Plain, Icon::ChevronDown)), actions_(new QWidget),
      another_(new Button(ButtonKind::Main, Icon::File)), report_(new Button(ButtonKind::Plain, Icon::Save)),
      resume_(new Button(ButtonKind::Plain, Icon::Reload)), saver_(desk, *this, *banner_),
      printing_(new PrintPanel(desk)), print_(new Button(ButtonKind::Plain, Icon::Print)) {
    layOut();
    for (Button* button : {emptyChoose_, another_})
        connect(button, &QAbstractButton::clicked, this, &CheckPage::chooseFiles);
    connect(stop_, &QAbstractButton::clicked, &checks_, &CheckDesk::stop);
    connect(resume_, &QAbstractButton::clicked, &checks_, &CheckDesk::resume);
    connect(report_, &QAbstractButton::clicked, this,
            [this] { saver_.save(ReportKind::Pdf, checks_.entries()); });
    connect(print_, &QAbstractButton::clicked, this, [this] {
        banner_->clear();
        printing_->open(reportToPrint(checks_.entries(), desk_.words.language()), print_);
    });
    connect(printing_, &PrintPanel::pdfWanted, report_, &QAbstractButton::click);
    connect(printing_, &PrintPanel::told, this, [this] { ensureVisible(0, 0); });
    connect(more_, &QAbstractButton::clicked, this, [this] {
        shownRows_ += kRowsAtOnce;
        refresh();
    });
    connect(&checks_, &CheckDesk::opened, this, [this] {
        shownRows_ = kRowsAtOnce;
        banner_->clear();
        printing_->close();
        refreshSoon(); // the check itself begins in this moment
    });
    connect(&checks_, &CheckDesk::changed, this, &CheckPage::refreshSoon);
    connect(&checks_, &CheckDesk::ended, this, &CheckPage::finish);
    connect(&checks_, &CheckDesk::failed, banner_, &Banner::showFailure);
    connect(&desk_.recent, &RecentShelf::failed, banner_, &Banner::showFailure);
    connect(recent_, &RecentList::wanted, this,
            [this](const std::filesystem::path& file) { checks_.open({file}); });
    desk_.words.keep(this, [this] { say(); });
}

void CheckPage::layOut() {
    auto* text = new QVBoxLayout;
    keepSpacing(*text, 8);
    text->addWidget(progressText_);
    text->addWidget(bar_);
    text->addWidget(left_);
    bar_->setTextVisible(false);
    bar_->setFocusPolicy(Qt::NoFocus);
    progressText_->setBuddy(bar_);
    auto* row = new QHBoxLayout(progress_);
    keepCardMargin(*row, 14);
    row->addLayout(text, 1);
    row->addWidget(stop_);
    empty_->addActions({emptyChoose_});
    auto* actions = new QVBoxLayout(actions_);
    actions->setContentsMargins(0, 0, 0, 0);
    actions->addLayout(rowOf({another_, resume_, report_, print_}));
    rows_->setSpacing(4);
    column().addWidget(banner_);
    column().addWidget(printing_);
    column().addWidget(progress_);
    column().addWidget(summary_);
    column().addWidget(empty_);
    column().addWidget(local_);
    column().addWidget(recent_);
    column().addLayout(rows_);
    column().addLayout(rowOf({more_}));
    column().addWidget(actions_);
}

void CheckPage::say() {
    const Words& words = desk_.words;
    setTitle(words.say(Phrase::CheckTitle));
    setLead(words.say(dropHeld_ ? Phrase::CheckDropNow : Phrase::CheckLead));
    empty_->say(words.say(Phrase::CheckEmptyTitle), words.say(Phrase::CheckEmptyText));
    emptyChoose_->setText(words.say(Phrase::CheckChoose));
    local_->setText(words.say(Phrase::CheckLocal));
    stop_->setText(words.say(Phrase::KeysStop));
    stop_->setToolTip(words.say(Phrase::CheckStopTip));
    another_->setText(words.say(Phrase::CheckAnother));
    report_->setText(words.say(Phrase::CheckReportPdf));
    print_->setText(words.say(Phrase::PrintTitle));
    resume_->setText(words.say(Phrase::CheckResume));
    banner_->clear();
    refresh();
}

void CheckPage::showDropHint(bool held) {
    dropHeld_ = held;
    setLead(desk_.words.say(held ? Phrase::CheckDropNow : Phrase::CheckLead));
}

void CheckPage::refreshSoon() {
    // News of ten thousand files come in crowds.
    if (std::exchange(refreshWaits_, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            refreshWaits_ = false;
            refresh();
        },
        Qt::QueuedConnection);
}

void CheckPage::refresh() {
    const bool focused = isAncestorOf(QApplication::focusWidget());
    const bool begins = checks_.working() && !progress_->isVisibleTo(this);
    const bool empty = checks_.entries().empty() && !checks_.working();
    empty_->setVisible(empty);
    local_->setVisible(empty);
    recent_->setOffered(empty);
    actions_->setVisible(!empty && !checks_.working());
    resume_->setVisible(std::ranges::any_of(
        checks_.entries(), [](const CheckEntry& entry) { return entry.state == CheckState::Waiting; }));
    const bool anyChecked = std::ranges::any_of(
        checks_.entries(), [](const CheckEntry& entry) { return entry.state == CheckState::Checked; });
    report_->setVisible(anyChecked);
    print_->setVisible(anyChecked);
    refreshProgress();
    refreshSummary();
    refreshRows();
    if (focused && begins) // what began the work is gone, and the focus with it
        focusFirst();
}

void CheckPage::refreshProgress() {
    const Words& words = desk_.words;
    const std::vector<CheckEntry>& entries = checks_.entries();
    progress_->setVisible(checks_.working());
    if (!checks_.working())
        return;
    const std::size_t total = entries.size();
    if (total == 0)
        progressText_->setText(words.say(Phrase::CheckReading));
    else if (total == 1)
        progressText_->setText(
            breakable(words.say(Phrase::CheckWorking, {{"file", toUtf8(shownName(entries.front().path))}}),
                      kRunInBody));
    else
        progressText_->setText(
            words.say(Phrase::CheckWorkingMany,
                      {{"done", std::to_string(checks_.finished())}, {"total", std::to_string(total)}}));
    const int percent = total > 1 ? static_cast<int>(checks_.finished() * 100 / total) : checks_.percent();
    bar_->setRange(0, 100);
    bar_->setValue(percent);
    bar_->setAccessibleName(progressText_->text());
    const auto left = checks_.timeLeft();
    left_->setVisible(left.has_value());
    left_->setText(left ? timeLeftWords(*left, words) : QString());
    bar_->setAccessibleDescription(left_->text());
}

void CheckPage::refreshSummary() {
    const Words& words = desk_.words;
    const std::vector<CheckEntry>& entries = checks_.entries();
    summary_->setVisible(isList() && !checks_.working());
    if (!summary_->isVisibleTo(this))
        return;
    const Counts counts = countsOf(entries);
    const auto number = [](std::size_t count) { return std::to_string(count); };
    const std::size_t valid = counts.of(trust::Verdict::Valid);
    const std::size_t unknown = counts.of(trust::Verdict::Indeterminate);
    const std::size_t invalid = counts.of(trust::Verdict::Invalid);
    const QString all = words.say(Phrase::CheckCounts, {{"valid", number(valid)},
                                                        {"unknown", number(unknown)},
                                                        {"invalid", number(invalid)},
                                                        {"failed", number(counts.unreadable)}});
    if (checks_.stopped())
        summary_->show(CardKind::Attention, words.say(Phrase::CheckStopped),
                       entries.size() > 1 ? words.say(Phrase::CheckStoppedText) + QLatin1Char('\n') + all
                                          : QString());
    else if (invalid > 0)
        summary_->show(CardKind::Bad, words.say(Phrase::CheckSomeInvalid, {{"count", number(invalid)}}), all);
    else if (unknown + counts.unreadable > 0)
        summary_->show(CardKind::Attention,
                       words.say(Phrase::CheckSomeUnknown, {{"count", number(unknown + counts.unreadable)}}),
                       all);
    else
        summary_->show(CardKind::Good, words.say(Phrase::CheckAllValid, {{"total", number(valid)}}), {});
}

/// One file has a page of its own, unless its check was stopped.
bool CheckPage::isList() const {
    return checks_.entries().size() > 1 || (checks_.stopped() && !checks_.entries().empty());
}

std::vector<std::size_t> CheckPage::order() const {
    const std::vector<CheckEntry>& entries = checks_.entries();
    std::vector<std::size_t> order(entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    // While the work goes on rows stay where they are.
    if (!checks_.working())
        std::ranges::stable_sort(order, {}, [&entries](std::size_t index) { return entries[index].rank(); });
    return order;
}

void CheckPage::refreshRows() {
    const std::vector<CheckEntry>& entries = checks_.entries();
    const std::size_t count = isList() ? std::min(entries.size(), shownRows_) : 0;
    while (buttons_.size() > static_cast<qsizetype>(count))
        delete buttons_.takeLast();
    while (buttons_.size() < static_cast<qsizetype>(count)) {
        auto* button = new CheckRowButton(widget());
        connect(button, &QAbstractButton::clicked, this, [this, button] { emit rowChosen(button->index()); });
        rows_->addWidget(button);
        button->QWidget::show();
        buttons_.append(button);
    }
    const std::vector<std::size_t> places = order();
    for (std::size_t row = 0; row < count; ++row)
        buttons_[static_cast<qsizetype>(row)]->show(entries[places[row]], places[row], desk_.words);
    more_->setVisible(count > 0 && count < entries.size());
    more_->setText(
        desk_.words.say(Phrase::CheckShowMore, {{"count", std::to_string(entries.size() - count)}}));
}

void CheckPage::finish() {
    refresh();
    if (checks_.entries().empty() && !checks_.stopped())
        banner_->showMessage(CardKind::Attention, desk_.words.say(Phrase::CheckNothingInFolder),
                             desk_.words.say(Phrase::CheckNothingInFolderText));
    if (!isVisible())
        return;
    focusFirst(); // the button that stopped the work is gone, and the focus with it
    ensureVisible(0, 0);
}

void CheckPage::chooseFiles() {
    const Words& words = desk_.words;
    const QString filter = words.say(Phrase::CheckDialogFilter) + kSignedFiles +
                           words.say(Phrase::KeysDialogAll) + QStringLiteral(" (*)");
    const QStringList chosen =
        QFileDialog::getOpenFileNames(this, words.say(Phrase::CheckChoose), QString(), filter);
    std::vector<std::filesystem::path> paths;
    for (const QString& file : chosen)
        paths.emplace_back(toUtf8(file));
    if (!paths.empty())
        checks_.open(paths);
}

void CheckPage::focusFirst() {
    if (checks_.working())
        stop_->setFocus(Qt::OtherFocusReason);
    else if (isList())
        summary_->takeFocus();
    else
        (checks_.entries().empty() ? emptyChoose_ : another_)->setFocus(Qt::OtherFocusReason);
}

} // namespace tanba::gui
