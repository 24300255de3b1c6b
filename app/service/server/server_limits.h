#pragma once

#include "app/service/conversation/work_room.h"

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace tanba::service {

/// What strangers may cost (SECURITY.md, rule 10). Tests make them small.
struct ServerLimits {
    /// From accepting a connection to a WebSocket that stands, or to the end of an HTTP answer.
    std::chrono::milliseconds untilUpgraded{10'000};
    /// Connections that are not yet WebSockets; the oldest that has said nothing makes room for a new one.
    std::size_t maxPending = 64;
    /// WebSockets of all sites, where the strange site with the most makes room (Guests), and of one.
    std::size_t maxConnections = 256;
    std::size_t maxConnectionsOfOne = 32;
    /// A message that has begun must go on by this much in this time.
    std::chrono::milliseconds paceTime{10'000};
    std::size_t paceBytes = std::size_t{64} * 1024;
    /// One message; what is larger is thrown away as it comes.
    std::size_t maxMessage = std::size_t{256} * 1024 * 1024;
    /// A message beyond it is large: one such message per site.
    std::size_t maxSmall = std::size_t{8} * 1024 * 1024;
    /// Of all messages together, in memory and in unlinked files; a site has at most half of it
    /// (MessageBudget).
    std::size_t budget = std::size_t{640} * 1024 * 1024;
    /// What of it may lie in memory, and of one message. All others are spooled.
    std::size_t inMemory = std::size_t{32} * 1024 * 1024;
    std::size_t inMemoryOfOne = std::size_t{1} * 1024 * 1024;
    /// Beside the budget: of the small messages of one connection, so that a heartbeat always has room.
    std::size_t reserve = std::size_t{64} * 1024;
    /// Answers that wait to be sent on one connection before it is read no more.
    std::size_t maxOutgoing = 64;
    /// How long a good end of all connections may take when the service stops.
    std::chrono::milliseconds farewell{500};
};

/// What the whole process may hold before anybody has agreed to anything.
inline constexpr std::size_t kMostMemory = std::size_t{512} * 1024 * 1024;
/// Of it the program itself, with its window and with what it needs for a moment to look at three messages.
inline constexpr std::size_t kMemoryOfProgram = std::size_t{128} * 1024 * 1024;
/// Of it each connection: buffers of TLS and of the piece that is read.
inline constexpr std::size_t kMemoryOfConnection = std::size_t{128} * 1024;

/// What pages can hold under these limits when each of them is reached at once: connections, messages that
/// came and are not read yet, and what requests in work were read into.
constexpr std::size_t mostMemoryOfPages(const ServerLimits& limits) {
    const std::size_t waiting = limits.inMemory + limits.maxConnections * limits.reserve;
    const std::size_t inWork =
        WorkRoom::kForLarge + WorkRoom::kForOthers + limits.maxConnections * WorkRoom::kSmall;
    return waiting + inWork + limits.maxConnections * kMemoryOfConnection;
}

static_assert(mostMemoryOfPages(ServerLimits{}) + kMemoryOfProgram <= kMostMemory);

} // namespace tanba::service
