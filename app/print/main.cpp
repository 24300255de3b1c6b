// tanba-print: HTML on standard input, PDF on standard output. Started by tanba-cli, which itself knows no
// Qt.
#include "app/platform/process_hardening.h"
#include "app/platform/standard_streams.h"
#include "app/print/html_to_pdf.h"
#include "app/print/print_report.h"

#include <unistd.h>

#include <QGuiApplication>
#include <array>
#include <cerrno>
#include <exception>
#include <optional>

namespace {

using namespace tanba;

constexpr int kFailed = 1;
constexpr int kUsage = 64;

int run() {
    const std::optional<Bytes> html = platform::wholeStandardInput(print::kMaxHtml);
    if (!html || html->empty())
        return kUsage;
    const Result<Bytes> pdf = print::htmlToPdf(asText(*html));
    return pdf.ok() && platform::writeStandardOutput(pdf.value()) ? 0 : kFailed;
}

} // namespace

int main(int count, char** arguments) {
    platform::hardenProcess();
    qputenv("QT_QPA_PLATFORM", "offscreen");
    try {
        const QGuiApplication application(count, arguments);
        return run();
    } catch (const std::exception&) {
        return kFailed;
    }
}
