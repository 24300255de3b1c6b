// Compiled for Windows by tools/check_windows_compile; it has not been run there by us.
#include "core/base/child_process.h"
#include "core/base/child_start_windows.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace tanba {

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

/// A CancelToken cannot be waited for; it is looked at this often.
constexpr milliseconds kCancelLook{50};
constexpr DWORD kLargestPiece = 64 * 1024;
constexpr std::size_t kLongestPath = 32768;
/// Ours, for a child that was ended from here.
constexpr UINT kEndedByUs = 1;

std::string describeEnd(DWORD code) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "exit code 0x%08lX", static_cast<unsigned long>(code));
    return text.data();
}

class WindowsChildProcess : public ChildProcess {
  public:
    WindowsChildProcess(StartedChild child, Handle event, const ChildProgram& program)
        : child_(std::move(child)), event_(std::move(event)), ended_(program.ended), late_(program.late) {}
    ~WindowsChildProcess() override { kill(); }
    WindowsChildProcess(const WindowsChildProcess&) = delete;
    WindowsChildProcess& operator=(const WindowsChildProcess&) = delete;

    Outcome send(ByteView bytes, const Patience& patience) override {
        while (!bytes.empty()) {
            const auto start = [&](OVERLAPPED& call) {
                return ::WriteFile(child_.connection.get(), bytes.data(), piece(bytes.size()), nullptr,
                                   &call);
            };
            TANBA_TRY(const std::size_t moved, move(start, patience));
            bytes = bytes.subspan(moved);
        }
        return Done{};
    }

    Outcome receive(std::span<std::uint8_t> target, const Patience& patience) override {
        while (!target.empty()) {
            const auto start = [&](OVERLAPPED& call) {
                return ::ReadFile(child_.connection.get(), target.data(), piece(target.size()), nullptr,
                                  &call);
            };
            TANBA_TRY(const std::size_t moved, move(start, patience));
            target = target.subspan(moved);
        }
        return Done{};
    }

    // A pipe in both directions cannot be closed in one: startChild() refuses a program that needs this.
    Outcome finishSending() override { return fail(ended_); }
    Result<Bytes> receiveToEnd(std::size_t, const Patience&) override { return fail(ended_); }

  private:
    static DWORD piece(std::size_t size) {
        return static_cast<DWORD>(std::min<std::size_t>(size, kLargestPiece));
    }

    /// One call on the pipe to its end, whatever the end: the system writes into the caller's memory until
    /// then.
    template <typename Start>
    Result<std::size_t> move(const Start& start, const Patience& patience) {
        if (!child_.process.valid())
            return fail(ended_, {}, "already ended");
        OVERLAPPED call{};
        call.hEvent = event_.get();
        ::ResetEvent(event_.get());
        if (start(call) == 0 && ::GetLastError() != ERROR_IO_PENDING)
            return crashed();
        const Outcome waited = wait(patience);
        if (!waited.ok())
            ::CancelIoEx(child_.connection.get(), &call);
        DWORD moved = 0;
        const bool whole = ::GetOverlappedResult(child_.connection.get(), &call, &moved, TRUE) != 0;
        if (!waited.ok()) {
            kill();
            return waited.failure();
        }
        if (!whole || moved == 0)
            return crashed();
        return std::size_t{moved};
    }

    Outcome wait(const Patience& patience) const {
        while (true) {
            if (patience.cancel != nullptr && patience.cancel->cancelled())
                return fail(FailureCode::Cancelled);
            const auto left =
                std::chrono::ceil<milliseconds>(patience.deadline - std::chrono::steady_clock::now());
            if (left <= milliseconds::zero())
                return fail(late_);
            const milliseconds slice = patience.cancel == nullptr ? left : std::min(left, kCancelLook);
            if (::WaitForSingleObject(event_.get(), static_cast<DWORD>(slice.count())) == WAIT_OBJECT_0)
                return Done{};
        }
    }

    /// The connection broke: the process is dead, or as good as dead when it closed its end.
    Failure crashed() { return fail(ended_, {}, kill()); }

    /// How the process ended. One that had ended by itself keeps its own end.
    std::string kill() {
        if (!child_.process.valid())
            return {};
        // A process that closed its end because it crashes is still on its way out.
        constexpr DWORD kDying = 100;
        if (::WaitForSingleObject(child_.process.get(), kDying) != WAIT_OBJECT_0)
            ::TerminateJobObject(child_.job.get(), kEndedByUs);
        ::WaitForSingleObject(child_.process.get(), INFINITE);
        DWORD code = 0;
        const bool known = ::GetExitCodeProcess(child_.process.get(), &code) != 0;
        child_ = StartedChild();
        return known ? describeEnd(code) : std::string();
    }

    StartedChild child_;
    Handle event_;
    FailureCode ended_;
    FailureCode late_;
};

} // namespace

Result<std::unique_ptr<ChildProcess>> startChild(const ChildProgram& program) {
    const auto notStarted = [&program](std::string detail) {
        return fail(program.notStarted, program.path.filename().string(), std::move(detail));
    };
    if (program.output != ChildOutput::Nowhere || !program.arguments.empty())
        return notStarted("not on Windows");
    auto child = startInJob(program);
    Handle event(::CreateEventW(nullptr, TRUE, FALSE, nullptr));
    if (!child.ok())
        return notStarted(child.failure().detail);
    if (!event.valid())
        return notStarted(describeError(::GetLastError()));
    return std::unique_ptr<ChildProcess>(
        std::make_unique<WindowsChildProcess>(std::move(child).value(), std::move(event), program));
}

Result<fs::path> programBesideThisOne(std::string_view name) {
    std::wstring own(kLongestPath, L'\0');
    const DWORD size = ::GetModuleFileNameW(nullptr, own.data(), static_cast<DWORD>(own.size()));
    if (size == 0 || size == own.size())
        return fail(FailureCode::Internal, {}, describeError(::GetLastError()));
    own.resize(size);
    return fs::path(own).parent_path() / (std::string(name) + ".exe");
}

} // namespace tanba
