#include "app/gui/pages/check/report_saver.h"

#include "app/gui/pages/check/check_words.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/print/html_to_pdf.h"
#include "app/text/report_html.h"
#include "app/text/report_print.h"
#include "core/base/safe_write.h"
#include "core/base/utf8.h"

#include <QUrl>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

struct KindRow {
    ReportKind kind;
    Phrase words;
    const char* ending;
};
constexpr std::array<KindRow, 2> kKinds = {{
    {ReportKind::Pdf, Phrase::CheckReportPdf, ".pdf"},
    {ReportKind::Html, Phrase::CheckReportHtml, ".html"},
}};

std::vector<text::CheckedFile> resultsOf(const std::vector<CheckEntry>& entries) {
    std::vector<text::CheckedFile> files;
    for (const CheckEntry& entry : entries)
        if (entry.result)
            files.push_back({entry.path.string(), entry.result->report});
    return files;
}

Result<Bytes> reportOf(ReportKind kind, const std::vector<text::CheckedFile>& checked,
                       text::Language language) {
    const text::TextTable& table = text::TextTable::builtIn();
    if (kind == ReportKind::Pdf)
        return print::htmlToPdf(text::reportPrintHtml(checked, table, language));
    return toBytes(text::reportHtml(checked, table, language));
}

Outcome writeReport(FileStore& files, const std::filesystem::path& file, const Result<Bytes>& report) {
    if (!report.ok())
        return report.failure();
    return writeFileSafely(files, file, IfExists::Refuse,
                           [&report](ByteSink& out) { return out.write(report.value()); });
}

} // namespace

std::function<std::string()> reportToPrint(const std::vector<CheckEntry>& entries, text::Language language) {
    return [checked = resultsOf(entries), language] {
        return text::reportPrintHtml(checked, text::TextTable::builtIn(), language);
    };
}

ReportSaver::ReportSaver(const Desk& desk, QWidget& page, Banner& banner)
    : QObject(&page), desk_(desk), page_(page), banner_(banner) {}

void ReportSaver::save(ReportKind kind, const std::vector<CheckEntry>& entries) {
    banner_.clear();
    const KindRow& row = *std::ranges::find(kKinds, kind, &KindRow::kind);
    const QString ending = QString::fromLatin1(row.ending);
    const Words& words = desk_.words;
    QString chosen =
        desk_.chooseNewFile(&page_, words.say(row.words), words.say(Phrase::CheckReportName) + ending);
    if (chosen.isEmpty())
        return;
    if (!chosen.endsWith(ending, Qt::CaseInsensitive))
        chosen += ending;
    const std::filesystem::path file = toUtf8(chosen);
    desk_.tasks.run<Outcome>(
        this,
        [&files = desk_.files, file, kind, checked = resultsOf(entries), language = words.language()](
            const WorkControl&) { return writeReport(files, file, reportOf(kind, checked, language)); },
        [this, file](const Outcome& outcome) {
            tell(file, outcome);
            emit told();
        });
}

void ReportSaver::tell(const std::filesystem::path& file, const Outcome& outcome) {
    const Words& words = desk_.words;
    if (!outcome.ok() && outcome.failure().code == FailureCode::FileExists) {
        banner_.showMessage(CardKind::Attention, words.say(Phrase::CheckTaken),
                            words.say(Phrase::CheckTakenText));
        return;
    }
    if (!outcome.ok()) {
        banner_.showFailure(outcome.failure());
        return;
    }
    auto* open = new Button(ButtonKind::Plain, Icon::External);
    open->setText(words.say(Phrase::CheckReportOpen));
    connect(open, &QAbstractButton::clicked, this, [this, file] {
        if (desk_.open(QUrl::fromLocalFile(QString::fromStdString(file.string()))))
            return;
        banner_.clear();
        banner_.showMessage(CardKind::Attention,
                            desk_.words.say(Phrase::FileFailed, {{"file", displayText(file.string())}}), {});
    });
    banner_.addAction(open);
    banner_.showMessage(CardKind::Good, words.say(Phrase::CheckReportSaved),
                        words.say(Phrase::CheckExtractedText, {{"file", toUtf8(shownName(file))}}));
}

} // namespace tanba::gui
