#include "app/service/server/peer_windows.h"

#include "app/service/server/known_browsers_windows.h"
#include "app/service/server/peer_lookup.h"
#include "app/service/server/tcp_table_windows.h"
#include "core/base/windows_text.h"

namespace tanba::service {

namespace {

constexpr std::size_t kLongestImage = 32768;

std::optional<DWORD> sessionOf(HANDLE process) {
    DWORD session = 0;
    if (::ProcessIdToSessionId(::GetProcessId(process), &session) == 0)
        return std::nullopt;
    return session;
}

std::wstring imageOf(HANDLE process) {
    std::wstring image(kLongestImage, L'\0');
    auto size = static_cast<DWORD>(image.size());
    if (::QueryFullProcessImageNameW(process, 0, image.data(), &size) == 0)
        return {};
    image.resize(size);
    return image;
}

std::wstring_view fileNameOf(std::wstring_view image) {
    return image.substr(image.find_last_of(L'\\') + 1);
}

/// The table tells a number, and numbers are given again. While a process is open its number stays its own:
/// so the table is asked once more then.
Handle openPeer(const SocketPair& connection) {
    const std::optional<unsigned long> first = processOfPeer(connection);
    if (!first)
        return {};
    Handle process(::OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, *first));
    if (!process.valid() || processOfPeer(connection) != first)
        return {};
    return process;
}

} // namespace

ProcessFacts factsOf(HANDLE process) {
    return {userOf(process), sessionOf(process), imageOf(process)};
}

Peer judgePeer(const ProcessFacts& peer, const ProcessFacts& own) {
    Peer judged;
    if (!sameSid(own.user, peer.user) || !peer.session || peer.session != own.session)
        return judged;
    judged.owner = Peer::Owner::ThisUser;
    judged.program = toUtf8(fileNameOf(peer.image));
    if (const auto browser = browserOfImage(peer.image)) {
        judged.kind = Caller::Kind::Browser;
        judged.program = *browser;
    }
    return judged;
}

WindowsPeerLookup::WindowsPeerLookup() : own_(factsOf(::GetCurrentProcess())) {}

Peer WindowsPeerLookup::find(const SocketPair& connection) {
    const Handle process = openPeer(connection);
    return process.valid() ? judgePeer(factsOf(process.get()), own_) : Peer();
}

std::unique_ptr<PeerLookup> systemPeerLookup() {
    return std::make_unique<WindowsPeerLookup>();
}

} // namespace tanba::service
