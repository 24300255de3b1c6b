#include "app/service/server/socket_table.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

namespace tanba::service {

namespace {

constexpr int kDecimal = 10;

template <typename Number>
std::optional<Number> numberOf(std::string_view digits) {
    Number value{};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, kDecimal);
    if (error != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    return value;
}

/// "0100007F:350B": the address in words of the machine's byte order, the port as a number.
std::string tableText(const SocketAddress& address) {
    const std::size_t size = address.family == SocketAddress::Family::V4 ? 4 : 16;
    std::string text;
    std::array<char, 9> word{};
    for (std::size_t at = 0; at < size; at += sizeof(std::uint32_t)) {
        std::uint32_t value = 0;
        std::memcpy(&value, address.octets.data() + at, sizeof(value));
        std::snprintf(word.data(), word.size(), "%08X", value);
        text += word.data();
    }
    std::snprintf(word.data(), word.size(), ":%04X", static_cast<unsigned>(address.port));
    return text + word.data();
}

/// How a socket for both families writes an IPv4 address (RFC 4291 2.5.5.2).
SocketAddress mapped(const SocketAddress& address) {
    SocketAddress result;
    result.family = SocketAddress::Family::V6;
    result.octets[10] = result.octets[11] = 0xFF;
    std::memcpy(result.octets.data() + 12, address.octets.data(), 4);
    result.port = address.port;
    return result;
}

std::optional<SocketRow> findIn(const std::filesystem::path& table, const SocketPair& connection) {
    std::ostringstream rows;
    rows << std::ifstream(table).rdbuf();
    const std::string text = std::move(rows).str();
    const std::string ends = " " + tableText(connection.peer) + " " + tableText(connection.own) + " ";
    // Of an earlier connection between the same ends there may be a row as well.
    for (std::size_t at = text.find(ends); at != std::string::npos; at = text.find(ends, at + 1)) {
        std::istringstream fields(text.substr(at + ends.size(), text.find('\n', at) - at - ends.size()));
        std::string state, queues, timer, retries, user, timeout, inode;
        fields >> state >> queues >> timer >> retries >> user >> timeout >> inode;
        const auto userNumber = numberOf<std::uint32_t>(user);
        const auto inodeNumber = numberOf<std::uint64_t>(inode);
        // Without an inode it belongs to nobody any more, and the user is not told.
        if (userNumber && inodeNumber && *inodeNumber != 0)
            return SocketRow{*userNumber, *inodeNumber};
    }
    return std::nullopt;
}

} // namespace

std::optional<SocketRow> findPeerSocket(const std::filesystem::path& proc, const SocketPair& connection) {
    const std::filesystem::path tables = proc / "net";
    if (connection.peer.family == SocketAddress::Family::V6)
        return findIn(tables / "tcp6", connection);
    if (auto row = findIn(tables / "tcp", connection))
        return row;
    return findIn(tables / "tcp6", {mapped(connection.peer), mapped(connection.own)});
}

} // namespace tanba::service
