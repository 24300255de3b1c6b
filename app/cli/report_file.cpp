#include "app/cli/report_file.h"

#include "app/print/print_report.h"
#include "app/text/report_print.h"

#include <algorithm>
#include <array>

namespace tanba::cli {

namespace {

struct Ending {
    std::string_view text;
    ReportForm form;
};
constexpr std::array<Ending, 3> kEndings = {
    {{".json", ReportForm::AsJson}, {".html", ReportForm::AsHtml}, {".pdf", ReportForm::AsPdf}}};

} // namespace

std::optional<ReportForm> reportFormOf(std::string_view name) {
    const auto* const found =
        std::ranges::find_if(kEndings, [name](const Ending& ending) { return name.ends_with(ending.text); });
    if (found == kEndings.end())
        return std::nullopt;
    return found->form;
}

Result<Bytes> reportPage(ReportForm form, const std::vector<text::CheckedFile>& files,
                         const text::TextTable& table, text::Language language, const CancelToken& cancel) {
    if (form == ReportForm::AsHtml)
        return toBytes(text::reportHtml(files, table, language));
    TANBA_TRY(const std::filesystem::path printer, print::printerBesideThisProgram());
    return print::printHtml(text::reportPrintHtml(files, table, language), printer, &cancel);
}

} // namespace tanba::cli
