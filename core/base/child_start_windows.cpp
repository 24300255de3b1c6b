#include "core/base/child_start_windows.h"

#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <string_view>

namespace tanba {

namespace {

namespace fs = std::filesystem;

constexpr DWORD kPipeBuffer = 64 * 1024;

/// What Windows' own libraries need.
constexpr std::array<const wchar_t*, 2> kSystemVariables = {L"SystemRoot", L"SystemDrive"};

std::wstring variable(const wchar_t* name) {
    std::wstring value(::GetEnvironmentVariableW(name, nullptr, 0), L'\0');
    if (value.empty())
        return value;
    value.resize(::GetEnvironmentVariableW(name, value.data(), static_cast<DWORD>(value.size())));
    return value;
}

/// "NAME=value" one behind the other, each ended by a zero, and one more zero at the end.
std::wstring childEnvironment(const ChildProgram& program) {
    std::wstring block;
    const auto add = [&block](const std::wstring& entry) {
        block += entry;
        block += L'\0';
    };
    const std::wstring system = variable(L"SystemRoot");
    add(L"PATH=" + system + L"\\System32;" + system);
    const auto pass = [&add](const std::wstring& name) {
        if (const std::wstring value = variable(name.c_str()); !value.empty())
            add(name + L'=' + value);
    };
    for (const wchar_t* const name : kSystemVariables)
        pass(name);
    for (const std::string_view name : program.variables)
        pass(std::wstring(name.begin(), name.end()));
    block += L'\0';
    return block;
}

struct Pipe {
    Handle ours;
    Handle theirs;
};

/// Both ends of a pipe in both directions. Anonymous pipes cannot be waited for with a limit, so it has a
/// name for a moment: with one instance, which this process itself takes, nobody else can come in between.
Result<Pipe> makePipe(FailureCode notStarted) {
    static std::atomic<unsigned> count{0};
    const std::wstring name =
        L"\\\\.\\pipe\\tanba-" + std::to_wstring(::GetCurrentProcessId()) + L"-" + std::to_wstring(++count);
    Pipe pipe;
    pipe.ours = Handle(::CreateNamedPipeW(
        name.c_str(), PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
        PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1, kPipeBuffer,
        kPipeBuffer, 0, nullptr));
    SECURITY_ATTRIBUTES inherited{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
    if (pipe.ours.valid())
        pipe.theirs =
            Handle(::CreateFileW(name.c_str(), GENERIC_READ | GENERIC_WRITE, 0, &inherited, OPEN_EXISTING,
                                 SECURITY_SQOS_PRESENT | SECURITY_ANONYMOUS, nullptr));
    if (!pipe.theirs.valid())
        return fail(notStarted, {}, describeError(::GetLastError()));
    return pipe;
}

Handle killingJob() {
    Handle job(::CreateJobObjectW(nullptr, nullptr));
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
    limits.BasicLimitInformation.LimitFlags =
        JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
    if (!job.valid() ||
        ::SetInformationJobObject(job.get(), JobObjectExtendedLimitInformation, &limits, sizeof limits) == 0)
        return Handle();
    return job;
}

/// The list of the only handles that a new process inherits.
class InheritedHandles {
  public:
    explicit InheritedHandles(HANDLE only) : only_(only) {
        SIZE_T size = 0;
        ::InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
        memory_ = std::make_unique<std::byte[]>(size);
        list_ = reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(memory_.get());
        made_ = ::InitializeProcThreadAttributeList(list_, 1, 0, &size) != 0;
        ready_ = made_ && ::UpdateProcThreadAttribute(list_, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, &only_,
                                                      sizeof only_, nullptr, nullptr) != 0;
    }
    ~InheritedHandles() {
        if (made_)
            ::DeleteProcThreadAttributeList(list_);
    }
    InheritedHandles(const InheritedHandles&) = delete;
    InheritedHandles& operator=(const InheritedHandles&) = delete;

    bool ready() const { return ready_; }
    LPPROC_THREAD_ATTRIBUTE_LIST list() const { return list_; }

  private:
    HANDLE only_;
    std::unique_ptr<std::byte[]> memory_;
    LPPROC_THREAD_ATTRIBUTE_LIST list_ = nullptr;
    bool made_ = false;
    bool ready_ = false;
};

/// The process, which has not run yet, and its first thread.
struct Suspended {
    Handle process;
    Handle thread;
};

Result<Suspended> createSuspended(const ChildProgram& child, HANDLE input) {
    const fs::path& program = child.path;
    const InheritedHandles inherited(input);
    STARTUPINFOEXW startup{};
    startup.StartupInfo.cb = sizeof startup;
    startup.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    startup.StartupInfo.hStdInput = input;
    startup.lpAttributeList = inherited.list();
    std::wstring command = L"\"" + program.wstring() + L"\"";
    std::wstring environment = childEnvironment(child);
    const std::wstring folder = variable(L"SystemRoot");
    constexpr DWORD kFlags =
        CREATE_SUSPENDED | CREATE_NO_WINDOW | CREATE_UNICODE_ENVIRONMENT | EXTENDED_STARTUPINFO_PRESENT;
    PROCESS_INFORMATION made{};
    if (!inherited.ready() ||
        ::CreateProcessW(program.wstring().c_str(), command.data(), nullptr, nullptr, TRUE, kFlags,
                         environment.data(), folder.c_str(), &startup.StartupInfo, &made) == 0)
        return fail(child.notStarted, {}, describeError(::GetLastError()));
    return Suspended{Handle(made.hProcess), Handle(made.hThread)};
}

} // namespace

Result<StartedChild> startInJob(const ChildProgram& program) {
    StartedChild child;
    child.job = killingJob();
    if (!child.job.valid())
        return fail(program.notStarted, {}, describeError(::GetLastError()));
    TANBA_TRY(Pipe pipe, makePipe(program.notStarted));
    TANBA_TRY(Suspended suspended, createSuspended(program, pipe.theirs.get()));
    // In the job before its first instruction, so that it cannot outlive this program.
    if (::AssignProcessToJobObject(child.job.get(), suspended.process.get()) == 0) {
        const DWORD error = ::GetLastError();
        ::TerminateProcess(suspended.process.get(), 1);
        return fail(program.notStarted, {}, describeError(error));
    }
    ::ResumeThread(suspended.thread.get());
    child.connection = std::move(pipe.ours);
    child.process = std::move(suspended.process);
    return child;
}

} // namespace tanba
