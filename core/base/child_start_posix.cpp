#include "core/base/child_start_posix.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace tanba {

namespace {

std::vector<std::string> childEnvironment(const ChildProgram& program) {
    std::vector<std::string> environment = {"PATH=/usr/bin:/bin"};
    for (const char* name : program.variables) {
        if (const char* value = std::getenv(name); value != nullptr)
            environment.push_back(std::string(name) + '=' + value);
    }
    return environment;
}

/// As execve(2) wants it: ended by a null pointer. Valid as long as `words` is.
std::vector<char*> pointersTo(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

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
    int prepare(int connection, ChildOutput output) {
        sigset_t none{};
        sigset_t all{};
        ::sigemptyset(&none);
        ::sigfillset(&all);
        const std::array<int, 8> results = {
            ::posix_spawn_file_actions_adddup2(&actions_, connection, STDIN_FILENO),
            output == ChildOutput::Connection
                ? ::posix_spawn_file_actions_adddup2(&actions_, connection, STDOUT_FILENO)
                : ::posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0),
            ::posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0),
            ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1),
            ::posix_spawn_file_actions_addchdir_np(&actions_, "/"),
            ::posix_spawnattr_setsigmask(&attributes_, &none),
            ::posix_spawnattr_setsigdefault(&attributes_, &all),
            // A session of its own: Ctrl-C in our terminal does not tear a signature in two, and a vendor's
            // module cannot read what is typed there.
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
    int run(const ChildProgram& program, pid_t& process) {
        std::vector<std::string> words = {program.path.string()};
        words.insert(words.end(), program.arguments.begin(), program.arguments.end());
        std::vector<std::string> environment = childEnvironment(program);
        return ::posix_spawn(&process, program.path.c_str(), &actions_, &attributes_,
                             pointersTo(words).data(), pointersTo(environment).data());
    }

  private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

} // namespace

Result<StartedChild> startConnected(const ChildProgram& program) {
    const auto notStarted = [&program](int error) {
        return fail(program.notStarted, program.path.filename().string(), std::strerror(error));
    };
    std::array<int, 2> pair{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0)
        return notStarted(errno);
    Descriptor ours(pair[0]);
    const Descriptor theirs(pair[1]);
    SpawnPlan plan;
    pid_t process = -1;
    int error = plan.prepare(theirs.get(), program.output);
    if (error == 0)
        error = plan.run(program, process);
    if (error != 0)
        return notStarted(error);
    return StartedChild{std::move(ours), process};
}

} // namespace tanba
