#include "app/gui/pages/sign/run_report_saver.h"

#include "app/gui/pages/sign/new_file.h"
#include "app/gui/pages/sign/run_report_html.h"
#include "app/print/html_to_pdf.h"

#include <QWidget>

namespace tanba::gui {

namespace {

Result<Bytes> contentOf(RunReportSaver::Form form, const std::string& html) {
    return form == RunReportSaver::Form::Pdf ? print::htmlToPdf(html) : Result<Bytes>(toBytes(html));
}

} // namespace

RunReportSaver::RunReportSaver(const Desk& desk, QWidget& page) : QObject(&page), desk_(desk), page_(page) {}

void RunReportSaver::save(Form form) {
    const QString ending = form == Form::Pdf ? QStringLiteral(".pdf") : QStringLiteral(".html");
    const Words& words = desk_.words;
    const auto file = askForNewFile(desk_, page_, words.say(Phrase::SignReportTitle),
                                    words.say(Phrase::SignReportName), ending);
    if (!file)
        return;
    desk_.tasks.run<Outcome>(
        this,
        [&files = desk_.files, file = *file, form, html = runReportHtml(desk_.signing.report(), words)](
            const WorkControl&) { return writeNewFile(files, file, contentOf(form, html)); },
        [this, file = *file](const Outcome& outcome) { emit saved(file, outcome); });
}

} // namespace tanba::gui
