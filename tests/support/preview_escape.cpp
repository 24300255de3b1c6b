// In place of tanba-worker in tests: locks itself down with the same code, then does what the document says,
// which the lock must prevent. Ends with 0 when it was not prevented.
#include "app/platform/standard_streams.h"
#include "app/preview/wire.h"
#include "app/worker/lockdown.h"
#include "app/worker/served_files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace {

constexpr int kPrevented = 42; ///< by an answer, not by death
constexpr int kBroken = 99;

int ended(bool done) {
    return done ? 0 : kPrevented;
}

struct Act {
    std::string_view name;
    int (*run)();
};

char program[] = "/bin/true";
char* programArguments[] = {program, nullptr};
char* noEnvironment[] = {nullptr};

const std::array kActs = {
    Act{"open", [] { return ended(::open("/etc/passwd", O_RDONLY) >= 0); }},
    Act{"open_served", [] { return ::open("/etc/hostname", O_RDONLY) >= 0 ? kPrevented : 0; }},
    Act{"write_served", [] { return ended(::open("/etc/hostname", O_RDWR) >= 0); }},
    Act{"create", [] { return ended(::open("/tmp/tanba-escaped", O_CREAT | O_WRONLY, 0600) >= 0); }},
    Act{"stat",
        [] {
            struct stat found {};
            return ended(::stat("/etc/passwd", &found) == 0);
        }},
    Act{"unlink", [] { return ended(::unlink("/tmp/tanba-escaped") == 0); }},
    Act{"socket", [] { return ended(::socket(AF_INET, SOCK_STREAM, 0) >= 0); }},
    Act{"socketpair",
        [] {
            std::array<int, 2> pair{};
            return ended(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()) == 0);
        }},
    Act{"fork", [] { return ended(::fork() >= 0); }},
    Act{"execve", [] { return ended(::execve(program, programArguments, noEnvironment) == 0); }},
    Act{"ptrace", [] { return ended(::ptrace(PTRACE_ATTACH, ::getppid(), nullptr, nullptr) == 0); }},
    Act{"kill", [] { return ended(::kill(1, 0) == 0); }},
    Act{"run_data",
        [] {
            return ended(::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
                         MAP_FAILED);
        }},
    Act{"handler", [] { return ended(::signal(SIGSYS, SIG_IGN) != SIG_ERR); }},
    Act{"write_elsewhere", [] { return ended(::write(STDIN_FILENO, "x", 1) == 1); }},
    Act{"abort",
        [] {
            std::abort();
            return 0;
        }},
    Act{"spin",
        [] {
            for (volatile bool on = true; on;) {
            }
            return 0;
        }},
    Act{"memory",
        [] {
            constexpr std::size_t kPiece = std::size_t{16} * 1024 * 1024;
            for (int i = 0; i < 256; ++i) {
                void* const piece = std::malloc(kPiece);
                if (piece == nullptr)
                    return kPrevented;
                std::memset(piece, i, kPiece);
            }
            return 0;
        }},
};

} // namespace

int main() {
    using namespace tanba;
    if (!worker::prepareSurroundings() || !worker::ServedFiles::add("/etc/hostname") ||
        !worker::lockDown(std::chrono::seconds(10)))
        ::_exit(kBroken);
    Bytes bytes(preview::wire::kOrderSize);
    if (!platform::readStandardInput(bytes))
        ::_exit(kBroken);
    Bytes document(static_cast<std::size_t>(preview::wire::decodeOrder(bytes).value().size));
    if (!platform::readStandardInput(document))
        ::_exit(kBroken);
    for (const Act& act : kActs)
        if (act.name == asText(document))
            ::_exit(act.run());
    ::_exit(kBroken);
}
