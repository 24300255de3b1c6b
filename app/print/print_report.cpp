#include "app/print/print_report.h"

#include "app/print/print_messages.h"
#include "core/base/child_process.h"

#include <array>
#include <chrono>
#include <string>

namespace tanba::print {

namespace {

constexpr std::chrono::seconds kTime{60};
constexpr std::size_t kMaxPdf = std::size_t{128} * 1024 * 1024;
/// A service that is far away may be asked to tell its printers, but not for ever.
constexpr std::chrono::seconds kListTime{20};
/// Where fontconfig keeps its cache; the person's preferred printer (in HOME too), and another print service
/// than that of this computer.
constexpr std::array<const char*, 3> kPassedVariables = {"HOME", "XDG_CACHE_HOME", "CUPS_SERVER"};

struct Errand {
    std::span<const std::string> arguments;
    std::string_view input;
    std::size_t longestAnswer;
    std::chrono::seconds time = kTime;
    FailureCode late = FailureCode::PrintFailed;
};

/// What the program answers.
Result<Bytes> askPrinter(const std::filesystem::path& printer, const Errand& errand,
                         const CancelToken* cancel) {
    TANBA_TRY(const std::unique_ptr<ChildProcess> child,
              startChild({printer, kPassedVariables, ChildOutput::Connection, FailureCode::PrintFailed,
                          FailureCode::PrintFailed, errand.late, errand.arguments}));
    const Patience patience = Patience::forAtMost(errand.time, cancel);
    if (!errand.input.empty()) {
        TANBA_CHECK(child->send(viewOf(errand.input), patience));
    }
    TANBA_CHECK(child->finishSending());
    return child->receiveToEnd(errand.longestAnswer, patience);
}

} // namespace

Result<std::filesystem::path> printerBesideThisProgram() {
    auto program = programBesideThisOne("tanba-print");
    if (!program.ok())
        return fail(FailureCode::PrintFailed, {}, program.failure().detail);
    return program;
}

Result<Bytes> printHtml(std::string_view html, const std::filesystem::path& printer,
                        const CancelToken* cancel) {
    if (html.size() > kMaxHtml)
        return fail(FailureCode::PrintFailed, {}, "too much");
    return askPrinter(printer, {{}, html, kMaxPdf}, cancel);
}

Result<std::vector<Printer>> listPrinters(const std::filesystem::path& printer, const CancelToken* cancel) {
    const std::array<std::string, 1> arguments{std::string(kListArgument)};
    const Result<Bytes> answer =
        askPrinter(printer, {arguments, {}, kMaxAnswer, kListTime, FailureCode::NetworkTimeout}, cancel);
    if (answer.ok())
        return readPrinters(answer.value());
    if (answer.failure().code == FailureCode::NetworkTimeout)
        return std::vector<Printer>(); // a service that does not answer knows none for now
    return answer.failure();
}

Result<Reception> printOnPaper(std::string_view html, const PrintOrder& order,
                               const std::filesystem::path& printer, const CancelToken* cancel) {
    if (html.size() > kMaxHtml)
        return fail(FailureCode::PrintFailed, {}, "too much");
    const std::array<std::string, 3> arguments{std::string(kPaperArgument), order.printer,
                                               std::to_string(order.copies)};
    TANBA_TRY(const Bytes answer,
              askPrinter(printer, {arguments, html, kMaxAnswer, kTime, FailureCode::NetworkTimeout}, cancel));
    return readReception(answer);
}

Printing printingApart() {
    return {
        [](const CancelToken* cancel) -> Result<std::vector<Printer>> {
            TANBA_TRY(const std::filesystem::path printer, printerBesideThisProgram());
            return listPrinters(printer, cancel);
        },
        [](std::string_view html, const PrintOrder& order, const CancelToken* cancel) -> Result<Reception> {
            TANBA_TRY(const std::filesystem::path printer, printerBesideThisProgram());
            return printOnPaper(html, order, printer, cancel);
        }};
}

} // namespace tanba::print
