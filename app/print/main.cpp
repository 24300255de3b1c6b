// tanba-print: HTML on standard input, PDF on standard output, or onto paper. Started by tanba-cli, which
// itself knows no Qt, and by the window, which knows no printers.
#include "app/platform/process_hardening.h"
#include "app/platform/standard_streams.h"
#include "app/print/html_to_pdf.h"
#include "app/print/print_messages.h"
#include "app/print/print_queue.h"
#include "app/print/print_report.h"

#include <unistd.h>

#include <QGuiApplication>
#include <charconv>
#include <exception>
#include <optional>
#include <span>
#include <string_view>

namespace {

using namespace tanba;

constexpr int kFailed = 1;
constexpr int kUsage = 64;

/// In the queue of a printer others can read what a job is called.
constexpr const char* kJobTitle = "Tanba";

int answer(ByteView content) {
    return platform::writeStandardOutput(content) ? 0 : kFailed;
}

int tellPrinters() {
    return answer(print::writePrinters(print::printersOfThisSystem()));
}

std::optional<print::PrintOrder> orderOf(std::span<char* const> arguments) {
    print::PrintOrder order{arguments[2], 0};
    const std::string_view copies = arguments[3];
    const auto read = std::from_chars(copies.data(), copies.data() + copies.size(), order.copies);
    const bool whole = read.ec == std::errc() && read.ptr == copies.data() + copies.size();
    if (!whole || order.copies < 1 || order.copies > print::kMostCopies || order.printer.empty())
        return std::nullopt;
    return order;
}

/// @param order none for a PDF.
int layOut(char** arguments, const std::optional<print::PrintOrder>& order) {
    int programOnly =
        1; // Qt takes options of its own among the words, and a printer's name may look like one
    const QGuiApplication application(programOnly, arguments);
    const std::optional<Bytes> html = platform::wholeStandardInput(print::kMaxHtml);
    if (!html || html->empty())
        return kUsage;
    const Result<Bytes> pdf = print::htmlToPdf(asText(*html));
    if (!pdf.ok())
        return kFailed;
    if (!order)
        return answer(pdf.value());
    return answer(print::writeReception(print::handOver(*order, pdf.value(), kJobTitle)));
}

int run(int count, char** words) {
    const std::span<char* const> arguments(words, static_cast<std::size_t>(count));
    if (arguments.size() == 1)
        return layOut(words, std::nullopt);
    if (arguments.size() == 2 && arguments[1] == print::kListArgument)
        return tellPrinters();
    if (arguments.size() != 4 || arguments[1] != print::kPaperArgument)
        return kUsage;
    const std::optional<print::PrintOrder> order = orderOf(arguments);
    return order ? layOut(words, order) : kUsage;
}

} // namespace

int main(int count, char** arguments) {
    platform::hardenProcess();
    qputenv("QT_QPA_PLATFORM", "offscreen");
    try {
        return run(count, arguments);
    } catch (const std::exception&) {
        return kFailed;
    }
}
