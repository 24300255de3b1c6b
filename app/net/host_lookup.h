#pragma once

#include "core/base/bytes.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <chrono>
#include <string>
#include <vector>

namespace tanba::net {

using Moment = std::chrono::steady_clock::time_point;

/// How often a wait looks whether the user has cancelled.
inline constexpr std::chrono::milliseconds kTick{20};

/// 4 or 16 octets in network order.
using IpAddress = Bytes;

/// The addresses of a host, each once, the system's preference first, at most kMaxAddresses.
/// The system's own look-up cannot be stopped: it runs on a thread of its own, which is left behind when the
/// time is over or the user cancels, and ends by itself.
/// @returns network.unavailable, network.timeout, cancelled, with the host as subject.
Result<std::vector<IpAddress>> lookUpHost(const std::string& host, Moment until, const WorkControl& control);

inline constexpr std::size_t kMaxAddresses = 8;

} // namespace tanba::net
