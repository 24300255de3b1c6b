#include "app/service/server/tcp_table_windows.h"

#include <winsock2.h>
// behind Windows' sockets, which it needs
#include <iphlpapi.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace tanba::service {

namespace {

/// Between the question for its size and that for itself the table may have grown.
constexpr int kTries = 4;
constexpr std::size_t kRoomToGrow = 4096;

/// The octets of MIB_TCPTABLE_OWNER_PID or its twin for IPv6; empty when Windows does not answer.
std::vector<unsigned char> readTable(ULONG family) {
    std::vector<unsigned char> table;
    for (int tries = 0; tries < kTries; ++tries) {
        auto size = static_cast<DWORD>(table.size());
        const DWORD answer = ::GetExtendedTcpTable(table.empty() ? nullptr : table.data(), &size, FALSE,
                                                   family, TCP_TABLE_OWNER_PID_CONNECTIONS, 0);
        if (answer == NO_ERROR && !table.empty())
            return table;
        if (answer != ERROR_INSUFFICIENT_BUFFER && answer != NO_ERROR)
            return {};
        table.resize(size + kRoomToGrow);
    }
    return {};
}

/// Ports stand in the lower half of their field, in the order of the network.
bool samePort(DWORD field, std::uint16_t port) {
    return ::ntohs(static_cast<u_short>(field)) == port;
}

bool isRow(const MIB_TCPROW_OWNER_PID& row, const SocketPair& ends) {
    const auto same = [](DWORD field, const SocketAddress& address) {
        return std::memcmp(&field, address.octets.data(), sizeof(field)) == 0;
    };
    return samePort(row.dwLocalPort, ends.peer.port) && samePort(row.dwRemotePort, ends.own.port) &&
           same(row.dwLocalAddr, ends.peer) && same(row.dwRemoteAddr, ends.own);
}

bool isRow(const MIB_TCP6ROW_OWNER_PID& row, const SocketPair& ends) {
    return samePort(row.dwLocalPort, ends.peer.port) && samePort(row.dwRemotePort, ends.own.port) &&
           std::ranges::equal(row.ucLocalAddr, ends.peer.octets) &&
           std::ranges::equal(row.ucRemoteAddr, ends.own.octets);
}

template <typename Table>
std::optional<unsigned long> findIn(ULONG family, const SocketPair& ends) {
    const std::vector<unsigned char> octets = readTable(family);
    if (octets.size() < sizeof(Table))
        return std::nullopt;
    const auto* const table = reinterpret_cast<const Table*>(octets.data());
    for (DWORD index = 0; index < table->dwNumEntries; ++index)
        if (isRow(table->table[index], ends))
            return table->table[index].dwOwningPid;
    return std::nullopt;
}

} // namespace

std::optional<unsigned long> processOfPeer(const SocketPair& connection) {
    return connection.peer.family == SocketAddress::Family::V4
               ? findIn<MIB_TCPTABLE_OWNER_PID>(AF_INET, connection)
               : findIn<MIB_TCP6TABLE_OWNER_PID>(AF_INET6, connection);
}

} // namespace tanba::service
