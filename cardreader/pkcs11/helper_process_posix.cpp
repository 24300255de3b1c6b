#include "cardreader/pkcs11/helper_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace tanba::pkcs11 {

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

/// A CancelToken cannot be waited for; it is looked at this often.
constexpr milliseconds kCancelLook{50};

/// Where modules and PC/SC look for their settings. Nothing that makes a loader or a library run code.
constexpr std::array<const char*, 9> kPassedVariables = {
    "HOME",          "USER",       "LOGNAME", "LANG", "LC_ALL", "XDG_RUNTIME_DIR", "PCSCLITE_CSOCK_NAME",
    "SOFTHSM2_CONF", "OPENSC_CONF"};

std::vector<std::string> helperEnvironment() {
    std::vector<std::string> environment = {"PATH=/usr/bin:/bin"};
    for (const char* name : kPassedVariables) {
        if (const char* value = std::getenv(name); value != nullptr)
            environment.push_back(std::string(name) + '=' + value);
    }
    return environment;
}

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (number_ >= 0)
            ::close(number_);
    }
    int get() const { return number_; }

  private:
    int number_;
};

/// The C structures of posix_spawn, released on every way out.
class SpawnPlan {
  public:
    SpawnPlan() {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawnattr_init(&attributes_);
    }
    ~SpawnPlan() {
        ::posix_spawn_file_actions_destroy(&actions_);
        ::posix_spawnattr_destroy(&attributes_);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    /// 0 or an error number.
    int prepare(int connection) {
        sigset_t none{};
        sigset_t all{};
        ::sigemptyset(&none);
        ::sigfillset(&all);
        const std::array<int, 8> results = {
            ::posix_spawn_file_actions_adddup2(&actions_, connection, STDIN_FILENO),
            ::posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0),
            ::posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0),
            ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1),
            ::posix_spawn_file_actions_addchdir_np(&actions_, "/"),
            ::posix_spawnattr_setsigmask(&attributes_, &none),
            ::posix_spawnattr_setsigdefault(&attributes_, &all),
            // A session of its own: Ctrl-C in our terminal does not tear a signature in two, and a module
            // cannot read what is typed there.
            ::posix_spawnattr_setflags(
                &attributes_,
                static_cast<short>(POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)),
        };
        for (const int result : results) {
            if (result != 0)
                return result;
        }
        return 0;
    }
    int run(const fs::path& program, pid_t& process) {
        std::string name = program.string();
        std::array<char*, 2> arguments = {name.data(), nullptr};
        std::vector<std::string> environment = helperEnvironment();
        std::vector<char*> pointers;
        for (std::string& variable : environment)
            pointers.push_back(variable.data());
        pointers.push_back(nullptr);
        return ::posix_spawn(&process, name.c_str(), &actions_, &attributes_, arguments.data(),
                             pointers.data());
    }

  private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

std::string describeEnd(int status) {
    if (WIFSIGNALED(status))
        return "signal " + std::to_string(WTERMSIG(status));
    return "exit code " + std::to_string(WIFEXITED(status) ? WEXITSTATUS(status) : -1);
}

class PosixHelperProcess : public HelperProcess {
  public:
    PosixHelperProcess(Descriptor connection, pid_t process)
        : connection_(std::move(connection)), process_(process) {}
    ~PosixHelperProcess() override { kill(); }
    PosixHelperProcess(const PosixHelperProcess&) = delete;
    PosixHelperProcess& operator=(const PosixHelperProcess&) = delete;

    Outcome send(ByteView bytes, const Patience& patience) override {
        while (!bytes.empty()) {
            TANBA_CHECK(wait(POLLOUT, patience));
            const ssize_t sent =
                ::send(connection_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent >= 0)
                bytes = bytes.subspan(static_cast<std::size_t>(sent));
            else if (errno != EINTR && errno != EAGAIN)
                return crashed();
        }
        return Done{};
    }

    Outcome receive(std::span<std::uint8_t> target, const Patience& patience) override {
        while (!target.empty()) {
            TANBA_CHECK(wait(POLLIN, patience));
            const ssize_t got = ::recv(connection_.get(), target.data(), target.size(), MSG_DONTWAIT);
            if (got > 0)
                target = target.subspan(static_cast<std::size_t>(got));
            else if (got == 0 || (errno != EINTR && errno != EAGAIN))
                return crashed();
        }
        return Done{};
    }

  private:
    Outcome wait(short events, const Patience& patience) {
        if (process_ < 0)
            return fail(FailureCode::ModuleCrashed, {}, "already ended");
        while (true) {
            if (patience.cancel != nullptr && patience.cancel->cancelled()) {
                kill();
                return fail(FailureCode::Cancelled);
            }
            const auto left =
                std::chrono::ceil<milliseconds>(patience.deadline - std::chrono::steady_clock::now());
            if (left <= milliseconds::zero()) {
                kill();
                return fail(FailureCode::ModuleTimeout);
            }
            const milliseconds slice = patience.cancel == nullptr ? left : std::min(left, kCancelLook);
            pollfd connection{connection_.get(), events, 0};
            if (::poll(&connection, 1, static_cast<int>(slice.count())) > 0)
                return Done{};
        }
    }

    /// The connection broke: the process is dead, or as good as dead when it closed its end.
    Failure crashed() { return fail(FailureCode::ModuleCrashed, {}, kill()); }

    /// How the process ended. One that had ended by itself keeps its own end.
    std::string kill() {
        if (process_ < 0)
            return {};
        ::kill(process_, SIGKILL);
        int status = 0;
        pid_t reaped = -1;
        do {
            reaped = ::waitpid(process_, &status, 0);
        } while (reaped < 0 && errno == EINTR);
        process_ = -1;
        return reaped < 0 ? std::string() : describeEnd(status);
    }

    Descriptor connection_;
    pid_t process_;
};

} // namespace

Result<std::unique_ptr<HelperProcess>> startHelper(const fs::path& program) {
    const auto notStarted = [&program](int error) {
        return fail(FailureCode::ModuleLoadFailed, program.filename().string(), std::strerror(error));
    };
    std::array<int, 2> pair{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0)
        return notStarted(errno);
    Descriptor ours(pair[0]);
    const Descriptor theirs(pair[1]);
    SpawnPlan plan;
    pid_t process = -1;
    int error = plan.prepare(theirs.get());
    if (error == 0)
        error = plan.run(program, process);
    if (error != 0)
        return notStarted(error);
    return std::unique_ptr<HelperProcess>(std::make_unique<PosixHelperProcess>(std::move(ours), process));
}

Result<fs::path> helperBesideThisProgram() {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (error)
        return fail(FailureCode::Internal, {}, error.message());
    return program.parent_path() / "tanba-pkcs11-helper";
}

} // namespace tanba::pkcs11
