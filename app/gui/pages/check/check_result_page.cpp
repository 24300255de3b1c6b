#include "app/gui/pages/check/check_result_page.h"

#include "app/documents/extraction.h"
#include "app/gui/pages/check/check_words.h"
#include "app/gui/pages/check/document_card.h"
#include "app/gui/pages/check/file_chip.h"
#include "app/gui/tasks/step_progress.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/verdict_header.h"
#include "core/base/origin_mark.h"

#include <QApplication>
#include <QFileDialog>
#include <algorithm>

namespace tanba::gui {

namespace {

constexpr std::size_t kSignaturesAtOnce = 6;

bool lacksRevocation(const trust::Report& report) {
    return std::ranges::any_of(report.signatures, [](const trust::SignatureReport& signature) {
        return signature.verdict == trust::Verdict::Indeterminate &&
               signature.integrity == sign::Integrity::Ok && signature.chain == trust::ChainStatus::Ok &&
               signature.revocation == trust::RevocationStatus::Unknown && !text::isByTestKey(signature);
    });
}

} // namespace

CheckResultPage::CheckResultPage(const Desk& desk)
    : desk_(desk), checks_(desk.checks), back_(new Button(ButtonKind::Quiet, Icon::Back)),
      place_(new QVBoxLayout), banner_(new Banner(desk.words)), saver_(desk, *this, *banner_),
      printing_(new PrintPanel(desk)) {
    addAboveTitle(back_);
    column().addWidget(banner_);
    column().addWidget(printing_);
    column().addLayout(place_);
    connect(back_, &QAbstractButton::clicked, this, &CheckResultPage::listWanted);
    connect(&checks_, &CheckDesk::changed, this, &CheckResultPage::refresh);
    connect(&checks_, &CheckDesk::failed, banner_, &Banner::showFailure);
    connect(printing_, &PrintPanel::pdfWanted, this, [this] {
        if (entry() != nullptr)
            saver_.save(ReportKind::Pdf, {*entry()});
    });
    connect(printing_, &PrintPanel::told, this, [this] { ensureVisible(0, 0); });
    desk_.words.keep(this, [this] {
        setTitle(desk_.words.say(Phrase::CheckTitle));
        back_->setText(desk_.words.say(Phrase::CheckToList));
        builtFrom_ = 0;
        banner_->clear();
        refresh();
    });
}

const CheckEntry* CheckResultPage::entry() const {
    return index_ < checks_.entries().size() ? &checks_.entries()[index_] : nullptr;
}

void CheckResultPage::show(std::size_t index) {
    index_ = index;
    builtFrom_ = 0;
    shownSignatures_ = kSignaturesAtOnce;
    banner_->clear();
    printing_->close();
    refresh();
    ensureVisible(0, 0);
}

void CheckResultPage::refresh() {
    back_->setVisible(checks_.entries().size() > 1);
    const CheckEntry* shown = entry();
    const bool ready = shown != nullptr && shown->result && shown->state != CheckState::Working &&
                       shown->state != CheckState::Waiting;
    if (!ready || shown->revision == builtFrom_)
        return;
    builtFrom_ = shown->revision;
    rebuild();
}

void CheckResultPage::rebuild() {
    const bool hadFocus = content_ != nullptr && content_->isAncestorOf(QApplication::focusWidget());
    if (content_ != nullptr) {
        content_->hide();
        content_->deleteLater(); // what was pressed may be in it
    }
    verdict_ = nullptr;
    document_ = nullptr;
    ++extraction_; // one that is under way goes on, and is told of no more
    mainAction_ = nullptr;
    content_ = new QWidget(widget());
    parts_ = new QVBoxLayout(content_);
    parts_->setContentsMargins(0, 0, 0, 0);
    parts_->setSpacing(theme().px(8));
    const CheckEntry& shown = *entry();
    parts_->addWidget(new FileChip(desk_, shown.path));
    if (shown.state == CheckState::Checked)
        addVerdict(shown);
    else
        addOther(shown);
    addActions(shown);
    place_->addWidget(content_);
    content_->show();
    if (hadFocus)
        focusFirst();
}

void CheckResultPage::addVerdict(const CheckEntry& entry) {
    const text::ReportView view = viewOf(entry.report(), desk_.words);
    const Headline headline = headlineOf(view);
    verdict_ = new VerdictHeader;
    verdict_->show(lookOf(entry).kind, headline.sentence, headline.rest);
    parts_->addWidget(verdict_);
    if (entry.report().contentClass == sign::ContentClass::Login)
        addLogin(view);
    if (entry.documentPlace() == DocumentPlace::Missing)
        addMissing(entry);
    else if (lacksRevocation(entry.report()))
        addOnline(entry);
    addSignatures(entry, view);
    if (entry.documentPlace() != DocumentPlace::Missing)
        addDocument(entry);
    addReport(entry, view);
}

bool CheckResultPage::asksForDocument() const {
    const CheckEntry* shown = entry();
    return shown != nullptr && shown->state == CheckState::Checked &&
           shown->documentPlace() == DocumentPlace::Missing;
}

void CheckResultPage::chooseDocument() {
    const QString folder = QString::fromStdString(folderOf(entry()->path).string());
    const QString file =
        QFileDialog::getOpenFileName(this, desk_.words.say(Phrase::CheckMissingChoose), folder);
    if (!file.isEmpty())
        giveDocument(toUtf8(file));
}

void CheckResultPage::giveDocument(const std::filesystem::path& document) {
    checks_.giveDocument(index_, document);
}

void CheckResultPage::chooseLists() {
    const QString folder = QFileDialog::getExistingDirectory(this, desk_.words.say(Phrase::CheckOnlineLists));
    if (!folder.isEmpty())
        checks_.useLists(toUtf8(folder));
}

void CheckResultPage::extractInto(const std::filesystem::path& folder) {
    if (document_ == nullptr)
        return; // judged anew meanwhile, and there is nothing inside
    banner_->clear();
    document_->beginExtracting();
    const std::uint64_t job = ++extraction_;
    extracting_ = desk_.tasks.run<Result<std::filesystem::path>>(
        this,
        [&files = desk_.files, signedFile = entry()->path, folder,
         progress = watchExtraction(job)](const WorkControl& control) {
            return documents::extractDocument(files, signedFile, folder, copyOriginMark,
                                              {control.cancel, progress.get()});
        },
        [this, job](const Result<std::filesystem::path>& written) {
            if (job != extraction_)
                return; // left, or something else is shown
            document_->endExtracting();
            tellExtracted(written);
        });
}

void CheckResultPage::leaveExtraction() {
    extracting_->cancel();
    ++extraction_;
    document_->endExtracting();
}

std::shared_ptr<StepProgress> CheckResultPage::watchExtraction(std::uint64_t job) {
    const QPointer<QObject> self(this);
    TaskRunner& tasks = desk_.tasks; // on the working thread this object may be gone already
    return std::make_shared<StepProgress>(100, [this, self, job, &tasks](int percent) {
        tasks.deliver(self, [this, job, percent] {
            if (job == extraction_)
                document_->tellExtracting(percent);
        });
    });
}

void CheckResultPage::tellExtracted(const Result<std::filesystem::path>& written) {
    if (written.ok()) {
        document_->showExtracted(written.value());
        return;
    }
    banner_->showFailure(written.failure());
    ensureVisible(0, 0);
    if (written.failure().code == FailureCode::DocumentExecutable)
        return;
    auto* elsewhere = new Button(ButtonKind::Plain, Icon::Folder);
    elsewhere->setText(desk_.words.say(Phrase::CheckExtractElsewhere));
    connect(elsewhere, &QAbstractButton::clicked, this, [this] {
        const QString folder =
            QFileDialog::getExistingDirectory(this, desk_.words.say(Phrase::CheckExtractElsewhere));
        if (!folder.isEmpty())
            extractInto(toUtf8(folder));
    });
    banner_->addAction(elsewhere);
}

void CheckResultPage::focusFirst() {
    if (verdict_ != nullptr)
        verdict_->takeFocus();
    else
        Page::focusFirst();
}

} // namespace tanba::gui
