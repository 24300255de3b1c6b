#include "app/gui/pages/sign/run_page.h"

#include "app/gui/pages/cards/weak_pin.h"
#include "app/gui/pages/demonstration_mark.h"
#include "app/gui/pages/print_panel.h"
#include "app/gui/pages/sign/document_rows.h"
#include "app/gui/pages/sign/run_end.h"
#include "app/gui/pages/sign/run_report_html.h"
#include "app/gui/pages/sign/run_report_saver.h"
#include "app/gui/pages/time_left.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/fold.h"
#include "app/gui/widgets/secret_field.h"
#include "core/base/utf8.h"

#include <QHideEvent>
#include <QProgressBar>
#include <QUrl>

namespace tanba::gui {

namespace {

using documents::RowState;

constexpr qsizetype kFirstRows = 30;
constexpr int kBarSteps = 1000;

} // namespace

RunPage::RunPage(const Desk& desk)
    : desk_(desk), demonstration_(new DemonstrationMark), result_(new Banner(desk.words)),
      trouble_(new Banner(desk.words)), weak_(new Banner(desk.words)), progress_(new Card),
      bar_(new QProgressBar), count_(new Text(TypeRole::Strong)),
      left_(new Text(TypeRole::Body, Tone::Muted)), stop_(new Button(ButtonKind::Plain, Icon::Close)),
      pinCard_(new Card(CardKind::Attention)), pinText_(new Text(TypeRole::Body)),
      pin_(new SecretField(desk.words, Phrase::SignPin)), givePin_(new Button(ButtonKind::Main)),
      goOn_(new Button(ButtonKind::Main, Icon::Sign)), folder_(new Button(ButtonKind::Main, Icon::Folder)),
      check_(new Button(ButtonKind::Plain, Icon::Verify)),
      retry_(new Button(ButtonKind::Plain, Icon::Reload)), more_(new Button(ButtonKind::Plain, Icon::Add)),
      rows_(new DocumentRows(kFirstRows)), drag_(new Text(TypeRole::Small, Tone::Muted)),
      report_(new Fold(desk.words, Phrase::SignReport)), pdf_(new Button(ButtonKind::Plain, Icon::Save)),
      html_(new Button(ButtonKind::Plain, Icon::Save)), print_(new Button(ButtonKind::Plain, Icon::Print)),
      saver_(new RunReportSaver(desk, *this)), printing_(new PrintPanel(desk)) {
    rows_->letDrag(desk);
    layOut();
    connect(stop_, &QAbstractButton::clicked, &desk.signing, &SigningDesk::cancel);
    connect(givePin_, &QAbstractButton::clicked, this, &RunPage::givePin);
    connect(pin_, &SecretField::submitted, this, &RunPage::givePin);
    connect(goOn_, &QAbstractButton::clicked, this, &RunPage::goOnWanted);
    connect(retry_, &QAbstractButton::clicked, this, &RunPage::goOnWanted);
    connect(folder_, &QAbstractButton::clicked, this, &RunPage::openFolder);
    connect(check_, &QAbstractButton::clicked, this, [this] { emit checkWanted(resultsOf(desk_.signing)); });
    connect(more_, &QAbstractButton::clicked, this, &RunPage::moreWanted);
    connect(pdf_, &QAbstractButton::clicked, this, [this] { saver_->save(RunReportSaver::Form::Pdf); });
    connect(html_, &QAbstractButton::clicked, this, [this] { saver_->save(RunReportSaver::Form::Html); });
    connect(print_, &QAbstractButton::clicked, this, [this] {
        trouble_->clear();
        printing_->open([html = runReportHtml(desk_.signing.report(), desk_.words)] { return html; }, print_);
    });
    connect(printing_, &PrintPanel::pdfWanted, this, [this] { saver_->save(RunReportSaver::Form::Pdf); });
    connect(printing_, &PrintPanel::told, this, [this] { ensureVisible(0, 0); });
    connect(saver_, &RunReportSaver::saved, this, &RunPage::tellReport);
    connect(&desk.signing, &SigningDesk::changed, this, &RunPage::refresh);
    connect(&desk.signing, &SigningDesk::moved, this, &RunPage::refresh);
    connect(&desk.signing, &SigningDesk::ended, this, &RunPage::end);
    connect(&desk.signing, &SigningDesk::pinWanted, this, [this] {
        refresh();
        if (isVisible())
            focusFirst();
    });
    desk.words.keep(this, [this] { say(); });
}

void RunPage::layOut() {
    result_->setClosing(Closing::Never);
    weak_->setClosing(Closing::Never);
    bar_->setRange(0, kBarSteps);
    bar_->setTextVisible(false);
    auto* progress = new QVBoxLayout(progress_);
    keepCardMargin(*progress, 18);
    keepSpacing(*progress, 8);
    for (QWidget* part :
         {static_cast<QWidget*>(count_), static_cast<QWidget*>(bar_), static_cast<QWidget*>(left_)})
        progress->addWidget(part);
    progress->addLayout(rowOf({stop_}));
    auto* pin = new QVBoxLayout(pinCard_);
    keepCardMargin(*pin, 18);
    keepSpacing(*pin, 8);
    pin->addWidget(pinText_);
    pin->addWidget(pin_);
    pin->addLayout(rowOf({givePin_}));
    column().addLayout(rowOf({demonstration_}));
    for (QWidget* part :
         {static_cast<QWidget*>(result_), static_cast<QWidget*>(trouble_), static_cast<QWidget*>(printing_),
          static_cast<QWidget*>(weak_), static_cast<QWidget*>(pinCard_), static_cast<QWidget*>(progress_)})
        column().addWidget(part);
    column().addLayout(rowOf({goOn_, folder_, check_, retry_, more_}));
    column().addWidget(rows_);
    column().addWidget(drag_);
    column().addWidget(report_);
    auto* savers = new QWidget;
    savers->setLayout(rowOf({pdf_, html_, print_}));
    savers->layout()->setContentsMargins(0, 0, 0, 0);
    report_->content().addWidget(savers);
}

void RunPage::say() {
    const Words& words = desk_.words;
    bar_->setAccessibleName(words.say(Phrase::SignProgressBar));
    stop_->setText(words.say(Phrase::KeysStop));
    pinText_->setText(words.say(Phrase::SignPinAgain));
    givePin_->setText(words.say(Phrase::SignPinGive));
    goOn_->setText(words.say(Phrase::SignGoOn));
    folder_->setText(words.say(Phrase::SignOpenFolder));
    check_->setText(words.say(Phrase::SignCheckNow));
    retry_->setText(words.say(Phrase::SignRetry));
    more_->setText(words.say(Phrase::SignAgain));
    drag_->setText(words.say(Phrase::SignDragHint));
    pdf_->setText(words.say(Phrase::SignReportPdf));
    html_->setText(words.say(Phrase::SignReportHtml));
    print_->setText(words.say(Phrase::PrintTitle));
    refresh();
}

void RunPage::begin() {
    trouble_->clear();
    printing_->close();
    pin_->clear();
    rows_->foldUp();
    refresh();
    ensureVisible(0, 0);
}

void RunPage::hideEvent(QHideEvent* event) {
    pin_->clear();
    Page::hideEvent(event);
}

void RunPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    refresh();
}

void RunPage::refresh() {
    if (!isVisible())
        return; // when it is shown
    const Words& words = desk_.words;
    const SigningDesk& signing = desk_.signing;
    const bool over = ended();
    const bool stopped = over && signing.stopped().has_value();
    demonstration_->tell(signing.key(), words);
    progress_->setVisible(!over);
    pinCard_->setVisible(!over && signing.waitsForPin());
    goOn_->setVisible(stopped);
    const bool any = over && signing.count(RowState::Done) > 0;
    folder_->setVisible(any && !stopped);
    check_->setVisible(any);
    retry_->setVisible(over && !stopped && signing.count(RowState::Failed) > 0);
    more_->setVisible(over);
    drag_->setVisible(any);
    report_->setVisible(over);
    if (over) {
        showEnd();
    } else {
        setTitle(words.say(Phrase::SignRunning));
        const auto key = signing.key();
        setLead(words.say(key && key->onCard() ? Phrase::SignRunningCard : Phrase::SignRunningLead));
        result_->clear();
        refreshProgress();
    }
    showWeakKey();
    refreshRows();
}

void RunPage::refreshProgress() {
    const Words& words = desk_.words;
    const SigningDesk& signing = desk_.signing;
    const std::size_t done = signing.count(RowState::Done);
    const std::size_t all = done + signing.count(RowState::Failed) + signing.count(RowState::Waiting) +
                            signing.count(RowState::Working);
    count_->setText(
        words.say(Phrase::SignProgress, {{"done", std::to_string(done)}, {"all", std::to_string(all)}}));
    bar_->setValue(static_cast<int>(signing.progress() * kBarSteps));
    const auto left = signing.timeLeft();
    left_->setVisible(left.has_value());
    if (left)
        left_->setText(timeLeftWords(*left, words));
    bar_->setAccessibleDescription(count_->text());
}

void RunPage::refreshRows() {
    // What did not go well comes first, and what happens now before what is to come.
    std::vector<std::size_t> order =
        inOrder(desk_.signing.documents(), {RowState::Failed, RowState::Working, RowState::Done,
                                            RowState::Waiting, RowState::AlreadySigned});
    const std::size_t count = order.size();
    rows_->show(
        count,
        [this, order = std::move(order)](std::size_t index) {
            return viewOf(desk_.signing.documents()[order[index]], ListMoment::SinceSigning, desk_.words);
        },
        {}, desk_.words);
}

void RunPage::showEnd() {
    const Words& words = desk_.words;
    const SigningDesk& signing = desk_.signing;
    const RunEnd end = endOf(signing, words);
    setTitle(words.say(Phrase::NavSign));
    setLead({});
    result_->showMessage(end.kind, end.title, end.text);
    if (signing.journalFailure() && trouble_->isHidden())
        trouble_->showMessage(CardKind::Attention, words.say(Phrase::SignJournalFailed),
                              fromUtf8(words.sentence(*signing.journalFailure()).what));
}

void RunPage::showWeakKey() {
    weak_->clear();
    const std::optional<SigningKeyOption>& weak = desk_.signing.weakKey();
    if (!ended() || !weak)
        return;
    const Words& words = desk_.words;
    if (weak->onCard()) {
        showWeakPin(*weak_, desk_.cards.find(weak->cardId), words,
                    [this, card = weak->cardId] { emit pinChangeWanted(card); });
        return;
    }
    weak_->showMessage(CardKind::Attention, words.say(Phrase::DefaultTitle), words.say(Phrase::DefaultText));
    auto* change = new Button(ButtonKind::Plain, Icon::Lock);
    change->setText(words.say(Phrase::KeyChange));
    connect(change, &QAbstractButton::clicked, this,
            [this, file = weak->file] { emit passwordChangeWanted(file); });
    weak_->addAction(change);
}

void RunPage::end() {
    refresh();
    for (Button* button : {folder_, goOn_, more_})
        button->setAccessibleDescription(result_->spoken());
    ensureVisible(0, 0);
    if (isVisible())
        focusFirst();
}

void RunPage::givePin() {
    if (pin_->edit().isEmpty())
        return;
    desk_.signing.givePin(pin_->edit().copy());
    pin_->clear();
}

void RunPage::openFolder() {
    const std::vector<std::filesystem::path> files = resultsOf(desk_.signing);
    if (files.empty())
        return;
    const QString folder = QString::fromStdString(files.front().parent_path().string());
    if (!desk_.open(QUrl::fromLocalFile(folder)))
        trouble_->showMessage(CardKind::Attention,
                              desk_.words.say(Phrase::FolderFailed, {{"folder", toUtf8(folder)}}), {});
}

void RunPage::tellReport(const std::filesystem::path& file, const Outcome& outcome) {
    trouble_->clear();
    ensureVisible(0, 0);
    if (!outcome.ok()) {
        trouble_->showFailure(outcome.failure());
        return;
    }
    auto* open = new Button(ButtonKind::Plain, Icon::External);
    open->setText(desk_.words.say(Phrase::CheckReportOpen));
    connect(open, &QAbstractButton::clicked, this, [this, file] {
        if (desk_.open(QUrl::fromLocalFile(QString::fromStdString(file.string()))))
            return;
        trouble_->clear();
        trouble_->showMessage(CardKind::Attention,
                              desk_.words.say(Phrase::FileFailed, {{"file", displayText(file.string())}}),
                              {});
    });
    trouble_->addAction(open);
    trouble_->showMessage(CardKind::Good, desk_.words.say(Phrase::SignReportSaved), {});
}

void RunPage::focusFirst() {
    if (pinCard_->isVisibleTo(this)) {
        pin_->edit().setFocus(Qt::OtherFocusReason);
        return;
    }
    for (Button* button : {goOn_, folder_, stop_, more_})
        if (button->isVisibleTo(this)) {
            button->setFocus(Qt::OtherFocusReason);
            return;
        }
    Page::focusFirst();
}

} // namespace tanba::gui
