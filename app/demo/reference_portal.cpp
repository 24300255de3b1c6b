#include "app/demo/reference_portal.h"

#include <array>
#include <chrono>
#include <thread>

namespace tanba::demo {

namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds kReadyWithin{20};
/// There is nothing to wait for but a file that appears.
constexpr std::chrono::milliseconds kLook{20};
constexpr std::size_t kMostPortDigits = 6;

/// The number in the file, which the portal writes last; file.not_found while there is none.
Result<std::string> readPort(FileStore& files, const std::filesystem::path& file) {
    TANBA_TRY(const Bytes content, readFile(files, file, kMostPortDigits));
    const std::string_view text = asText(content);
    const std::string port(text.substr(0, text.find_last_not_of("\r\n") + 1));
    if (port.empty() || port.find_first_not_of("0123456789") != std::string::npos)
        return fail(FailureCode::DemoFailed, {}, "port");
    return port;
}

Result<std::string> waitForPort(FileStore& files, const ReferencePortalPlan& plan,
                                const CancelToken* cancel) {
    const auto deadline = steady_clock::now() + kReadyWithin;
    while (true) {
        auto port = readPort(files, plan.directory / "port");
        if (port.ok() || port.failure().code != FailureCode::FileNotFound)
            return port;
        if (cancel != nullptr && cancel->cancelled())
            return fail(FailureCode::Cancelled);
        if (steady_clock::now() > deadline)
            return fail(FailureCode::DemoFailed, plan.program.filename().string(), "not ready");
        std::this_thread::sleep_for(kLook);
    }
}

} // namespace

Result<std::unique_ptr<ReferencePortal>>
ReferencePortal::start(FileStore& files, const ReferencePortalPlan& plan, const CancelToken* cancel) {
    std::vector<std::string> arguments{
        "--directory", plan.directory.string(), "--accounts",          plan.accounts.string(),
        "--trust",     plan.trust.string(),     "--until-stdin-closes"};
    arguments.insert(arguments.end(), plan.switches.begin(), plan.switches.end());
    static constexpr std::array<const char*, 3> kVariables{"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"};
    ChildProgram program;
    program.path = plan.program;
    program.variables = kVariables;
    program.notStarted = FailureCode::DemoFailed;
    program.ended = FailureCode::DemoFailed;
    program.late = FailureCode::DemoFailed;
    program.arguments = arguments;
    TANBA_TRY(auto process, startChild(program));
    std::unique_ptr<ReferencePortal> portal(new ReferencePortal(std::move(process)));
    TANBA_TRY(const std::string port, waitForPort(files, plan, cancel));
    portal->origin_ = "https://127.0.0.1:" + port;
    portal->roots_ = plan.directory / "ca.pem";
    portal->outbox_ = plan.directory / "outbox.jsonl";
    return portal;
}

} // namespace tanba::demo
