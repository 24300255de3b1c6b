#pragma once

#include "app/handover/browser_link.h"
#include "app/service/server/peer.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <chrono>
#include <memory>

namespace tanba::handover {

/// A link to a small server on 127.0.0.1 with a name that nobody can guess. Who looks at command lines sees
/// the link all the same; therefore it answers programs of this user only, and one of them once. Blocks
/// nobody: the server has a thread of its own.
/// @param time kLongestKept at most
/// @param address visible ASCII; wiped when it was given, when the time is over, and with the link
/// @returns network.unavailable when nothing can listen here; random.unavailable
Result<std::unique_ptr<BrowserLink>> loopbackLink(SecretBytes address, std::chrono::milliseconds time);

/// The same, with another way to find out who is at the other end.
Result<std::unique_ptr<BrowserLink>> loopbackLink(SecretBytes address, std::chrono::milliseconds time,
                                                  std::unique_ptr<service::PeerLookup> peers);

} // namespace tanba::handover
