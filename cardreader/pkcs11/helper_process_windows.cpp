// Compiled for Windows by tools/check_windows_compile; it has not been run there by us.
#include "cardreader/pkcs11/helper_process.h"
#include "cardreader/pkcs11/helper_start_windows.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace tanba::pkcs11 {

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

/// A CancelToken cannot be waited for; it is looked at this often.
constexpr milliseconds kCancelLook{50};
constexpr DWORD kLargestPiece = 64 * 1024;
constexpr std::size_t kLongestPath = 32768;
/// Ours, for a helper that was ended from here.
constexpr UINT kEndedByUs = 1;

std::string describeEnd(DWORD code) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "exit code 0x%08lX", static_cast<unsigned long>(code));
    return text.data();
}

class WindowsHelperProcess : public HelperProcess {
  public:
    WindowsHelperProcess(StartedHelper helper, Handle event)
        : helper_(std::move(helper)), event_(std::move(event)) {}
    ~WindowsHelperProcess() override { kill(); }
    WindowsHelperProcess(const WindowsHelperProcess&) = delete;
    WindowsHelperProcess& operator=(const WindowsHelperProcess&) = delete;

    Outcome send(ByteView bytes, const Patience& patience) override {
        while (!bytes.empty()) {
            const auto start = [&](OVERLAPPED& call) {
                return ::WriteFile(helper_.connection.get(), bytes.data(), piece(bytes.size()), nullptr,
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
                return ::ReadFile(helper_.connection.get(), target.data(), piece(target.size()), nullptr,
                                  &call);
            };
            TANBA_TRY(const std::size_t moved, move(start, patience));
            target = target.subspan(moved);
        }
        return Done{};
    }

  private:
    static DWORD piece(std::size_t size) {
        return static_cast<DWORD>(std::min<std::size_t>(size, kLargestPiece));
    }

    /// One call on the pipe to its end, whatever the end: the system writes into the caller's memory until
    /// then.
    template <typename Start>
    Result<std::size_t> move(const Start& start, const Patience& patience) {
        if (!helper_.process.valid())
            return fail(FailureCode::ModuleCrashed, {}, "already ended");
        OVERLAPPED call{};
        call.hEvent = event_.get();
        ::ResetEvent(event_.get());
        if (start(call) == 0 && ::GetLastError() != ERROR_IO_PENDING)
            return crashed();
        const Outcome waited = wait(patience);
        if (!waited.ok())
            ::CancelIoEx(helper_.connection.get(), &call);
        DWORD moved = 0;
        const bool whole = ::GetOverlappedResult(helper_.connection.get(), &call, &moved, TRUE) != 0;
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
                return fail(FailureCode::ModuleTimeout);
            const milliseconds slice = patience.cancel == nullptr ? left : std::min(left, kCancelLook);
            if (::WaitForSingleObject(event_.get(), static_cast<DWORD>(slice.count())) == WAIT_OBJECT_0)
                return Done{};
        }
    }

    /// The connection broke: the process is dead, or as good as dead when it closed its end.
    Failure crashed() { return fail(FailureCode::ModuleCrashed, {}, kill()); }

    /// How the process ended. One that had ended by itself keeps its own end.
    std::string kill() {
        if (!helper_.process.valid())
            return {};
        // A process that closed its end because it crashes is still on its way out.
        constexpr DWORD kDying = 100;
        if (::WaitForSingleObject(helper_.process.get(), kDying) != WAIT_OBJECT_0)
            ::TerminateJobObject(helper_.job.get(), kEndedByUs);
        ::WaitForSingleObject(helper_.process.get(), INFINITE);
        DWORD code = 0;
        const bool known = ::GetExitCodeProcess(helper_.process.get(), &code) != 0;
        helper_ = StartedHelper();
        return known ? describeEnd(code) : std::string();
    }

    StartedHelper helper_;
    Handle event_;
};

} // namespace

Result<std::unique_ptr<HelperProcess>> startHelper(const fs::path& program) {
    auto helper = startInJob(program);
    Handle event(::CreateEventW(nullptr, TRUE, FALSE, nullptr));
    if (!helper.ok())
        return fail(FailureCode::ModuleLoadFailed, program.filename().string(), helper.failure().detail);
    if (!event.valid())
        return fail(FailureCode::ModuleLoadFailed, program.filename().string(),
                    describeError(::GetLastError()));
    return std::unique_ptr<HelperProcess>(
        std::make_unique<WindowsHelperProcess>(std::move(helper).value(), std::move(event)));
}

Result<fs::path> helperBesideThisProgram() {
    std::wstring name(kLongestPath, L'\0');
    const DWORD size = ::GetModuleFileNameW(nullptr, name.data(), static_cast<DWORD>(name.size()));
    if (size == 0 || size == name.size())
        return fail(FailureCode::Internal, {}, describeError(::GetLastError()));
    name.resize(size);
    return fs::path(name).parent_path() / "tanba-pkcs11-helper.exe";
}

} // namespace tanba::pkcs11
