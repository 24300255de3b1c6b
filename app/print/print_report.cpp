#include "app/print/print_report.h"

#include "core/base/child_process.h"

#include <array>
#include <chrono>

namespace tanba::print {

namespace {

constexpr std::chrono::seconds kTime{60};
constexpr std::size_t kMaxPdf = std::size_t{128} * 1024 * 1024;
/// Where fontconfig keeps its cache.
constexpr std::array<const char*, 2> kPassedVariables = {"HOME", "XDG_CACHE_HOME"};

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
    TANBA_TRY(const std::unique_ptr<ChildProcess> child,
              startChild({printer, kPassedVariables, ChildOutput::Connection, FailureCode::PrintFailed,
                          FailureCode::PrintFailed, FailureCode::PrintFailed}));
    const Patience patience = Patience::forAtMost(kTime, cancel);
    TANBA_CHECK(child->send(viewOf(html), patience));
    TANBA_CHECK(child->finishSending());
    return child->receiveToEnd(kMaxPdf, patience);
}

} // namespace tanba::print
