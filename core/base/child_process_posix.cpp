#include "core/base/child_process.h"
#include "core/base/child_start_posix.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <string>

namespace tanba {

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

/// A CancelToken cannot be waited for; it is looked at this often.
constexpr milliseconds kCancelLook{50};

constexpr const char* kGoodEnd = "exit code 0";

std::string describeEnd(int status) {
    if (WIFSIGNALED(status))
        return "signal " + std::to_string(WTERMSIG(status));
    return "exit code " + std::to_string(WIFEXITED(status) ? WEXITSTATUS(status) : -1);
}

class PosixChildProcess : public ChildProcess {
  public:
    PosixChildProcess(Descriptor connection, pid_t process, const ChildProgram& program)
        : connection_(std::move(connection)), process_(process), ended_(program.ended), late_(program.late) {}
    ~PosixChildProcess() override { kill(); }
    PosixChildProcess(const PosixChildProcess&) = delete;
    PosixChildProcess& operator=(const PosixChildProcess&) = delete;

    Outcome send(ByteView bytes, const Patience& patience) override {
        while (!bytes.empty()) {
            TANBA_CHECK(wait(POLLOUT, patience));
            const ssize_t sent =
                ::send(connection_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent >= 0)
                bytes = bytes.subspan(static_cast<std::size_t>(sent));
            else if (errno != EINTR && errno != EAGAIN)
                return gone();
        }
        return Done{};
    }

    Outcome finishSending() override {
        if (process_ < 0 || ::shutdown(connection_.get(), SHUT_WR) != 0)
            return gone();
        return Done{};
    }

    Outcome receive(std::span<std::uint8_t> target, const Patience& patience) override {
        while (!target.empty()) {
            TANBA_TRY(const std::size_t got, receiveSome(target, patience));
            if (got == 0)
                return gone();
            target = target.subspan(got);
        }
        return Done{};
    }

    Result<Bytes> receiveToEnd(std::size_t limit, const Patience& patience) override {
        constexpr std::size_t kPiece = std::size_t{64} * 1024;
        Bytes all;
        while (true) {
            const std::size_t before = all.size();
            all.resize(before + kPiece);
            TANBA_TRY(const std::size_t got, receiveSome(std::span(all).subspan(before), patience));
            all.resize(before + got);
            if (all.size() > limit) {
                kill();
                return fail(ended_, {}, "too much");
            }
            if (got == 0)
                break;
        }
        TANBA_CHECK(waitForEnd(patience));
        const std::string end = kill();
        if (end != kGoodEnd)
            return fail(ended_, {}, end);
        return all;
    }

  private:
    /// 0 at the end of what the child has to say.
    Result<std::size_t> receiveSome(std::span<std::uint8_t> target, const Patience& patience) {
        while (true) {
            TANBA_CHECK(wait(POLLIN, patience));
            const ssize_t got = ::recv(connection_.get(), target.data(), target.size(), MSG_DONTWAIT);
            if (got >= 0)
                return static_cast<std::size_t>(got);
            if (errno != EINTR && errno != EAGAIN)
                return gone();
        }
    }

    /// How much longer to wait at a time; zero when the patience is over, and the process is killed then.
    Result<milliseconds> slice(const Patience& patience) {
        if (process_ < 0)
            return fail(ended_, {}, "already ended");
        if (patience.cancel != nullptr && patience.cancel->cancelled()) {
            kill();
            return fail(FailureCode::Cancelled);
        }
        const auto left =
            std::chrono::ceil<milliseconds>(patience.deadline - std::chrono::steady_clock::now());
        if (left <= milliseconds::zero()) {
            kill();
            return fail(late_);
        }
        return patience.cancel == nullptr ? left : std::min(left, kCancelLook);
    }

    Outcome wait(short events, const Patience& patience) {
        while (true) {
            TANBA_TRY(const milliseconds time, slice(patience));
            pollfd connection{connection_.get(), events, 0};
            if (::poll(&connection, 1, static_cast<int>(time.count())) > 0)
                return Done{};
        }
    }

    /// A child that said everything may still have its exit handlers to run.
    Outcome waitForEnd(const Patience& patience) {
        constexpr milliseconds kLook{5};
        while (true) {
            TANBA_TRY(const milliseconds time, slice(patience));
            siginfo_t end{};
            if (::waitid(P_PID, static_cast<id_t>(process_), &end, WEXITED | WNOWAIT | WNOHANG) == 0 &&
                end.si_pid == process_)
                return Done{};
            static_cast<void>(::poll(nullptr, 0, static_cast<int>(std::min(time, kLook).count())));
        }
    }

    /// The connection broke: the process is dead, or as good as dead when it closed its end.
    Failure gone() { return process_ < 0 ? fail(ended_, {}, "already ended") : fail(ended_, {}, kill()); }

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
    FailureCode ended_;
    FailureCode late_;
};

} // namespace

Result<std::unique_ptr<ChildProcess>> startChild(const ChildProgram& program) {
    TANBA_TRY(StartedChild child, startConnected(program));
    return std::unique_ptr<ChildProcess>(
        std::make_unique<PosixChildProcess>(std::move(child.connection), child.process, program));
}

Result<fs::path> programBesideThisOne(std::string_view name) {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (error)
        return fail(FailureCode::Internal, {}, error.message());
    return program.parent_path() / name;
}

} // namespace tanba
