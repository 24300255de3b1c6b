#include "app/service/server/peer_linux.h"

#include "app/service/server/known_browsers.h"
#include "app/service/server/peer_lookup.h"
#include "app/service/server/sandbox_linux.h"
#include "app/service/server/socket_question.h"

#include <unistd.h>

#include <algorithm>
#include <string_view>

namespace tanba::service {

namespace {

namespace fs = std::filesystem;

const fs::path kProc = "/proc";
constexpr std::size_t kKnownProcesses = 8;
/// What Linux puts behind the path of a file that was replaced while it ran, by an update as a rule.
constexpr std::string_view kDeleted = " (deleted)";

bool isProcess(const std::string& name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
}

/// Processes of other users, and those that ended meanwhile, cannot be looked into: they do not hold it.
bool holds(const fs::path& process, const fs::path& socket) {
    std::error_code error;
    for (fs::directory_iterator entry(process / "fd", error), end; !error && entry != end;
         entry.increment(error)) {
        std::error_code unreadable;
        if (fs::read_symlink(entry->path(), unreadable) == socket)
            return true;
    }
    return false;
}

std::string executableName(const fs::path& process) {
    std::error_code error;
    std::string path = fs::read_symlink(process / "exe", error).string();
    if (path.ends_with(kDeleted))
        path.resize(path.size() - kDeleted.size());
    return fs::path(path).filename().string();
}

bool mayBeABrowser(const Sandbox& sandbox) {
    switch (sandbox.kind) {
    case Sandbox::Kind::None:
        return true;
    case Sandbox::Kind::Flatpak:
        return isBrowserFlatpak(sandbox.name);
    case Sandbox::Kind::Snap:
        return isBrowserSnap(sandbox.name);
    case Sandbox::Kind::Other:
        break;
    }
    return false;
}

} // namespace

LinuxPeerLookup::LinuxPeerLookup()
    : LinuxPeerLookup(kProc, ::geteuid(), [](const SocketPair& connection) {
          const std::optional<SocketAnswer> answer = askForPeerSocket(connection);
          return answer ? answer->row : findPeerSocket(kProc, connection);
      }) {}

LinuxPeerLookup::LinuxPeerLookup(fs::path proc, std::uint32_t user)
    : LinuxPeerLookup(proc, user,
                      [proc](const SocketPair& connection) { return findPeerSocket(proc, connection); }) {}

LinuxPeerLookup::LinuxPeerLookup(fs::path proc, std::uint32_t user, FindSocket findSocket)
    : proc_(std::move(proc)), user_(user), findSocket_(std::move(findSocket)) {}

std::optional<std::string> LinuxPeerLookup::holderOf(std::uint64_t inode) {
    const fs::path socket = "socket:[" + std::to_string(inode) + "]";
    const auto known = std::ranges::find_if(
        known_, [&](const std::string& process) { return holds(proc_ / process, socket); });
    if (known != known_.end())
        return *known;
    std::error_code error;
    for (fs::directory_iterator entry(proc_, error), end; !error && entry != end; entry.increment(error)) {
        const std::string process = entry->path().filename().string();
        if (!isProcess(process) || !holds(entry->path(), socket))
            continue;
        known_.push_front(process);
        if (known_.size() > kKnownProcesses)
            known_.pop_back();
        return process;
    }
    return std::nullopt;
}

Peer LinuxPeerLookup::find(const SocketPair& connection) {
    Peer peer;
    const std::optional<SocketRow> row = findSocket_(connection);
    if (!row || row->user != user_)
        return peer;
    peer.owner = Peer::Owner::ThisUser;
    const std::optional<std::string> process = holderOf(row->inode);
    if (!process)
        return peer;
    peer.program = executableName(proc_ / *process);
    const Sandbox sandbox = sandboxOf(proc_, *process);
    const std::optional<std::string_view> browser = knownBrowser(peer.program);
    if (browser && mayBeABrowser(sandbox)) {
        peer.kind = Caller::Kind::Browser;
        peer.program = *browser;
    } else if (!sandbox.name.empty()) {
        peer.program = sandbox.name; // its file could be called anything
    }
    return peer;
}

std::unique_ptr<PeerLookup> systemPeerLookup() {
    return std::make_unique<LinuxPeerLookup>();
}

} // namespace tanba::service
