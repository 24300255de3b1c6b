#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace tanba::handover {

/// One visitor's connection; closed when destroyed.
class VisitorSocket {
  public:
    virtual ~VisitorSocket() = default;

    enum class Heard { Nothing, Something, End };
    /// What has come by now, behind what is there already. Waits for nothing.
    virtual Heard read(std::string& text) = 0;
    /// The last words to this visitor. They must fit into the buffer of a fresh connection: nothing waits for
    /// it. False when the visitor has gone.
    virtual bool say(std::span<const ByteView> pieces) = 0;
};

struct Newcomer {
    std::unique_ptr<VisitorSocket> socket;
    std::uint16_t port; ///< at the newcomer's end
};

/// The sockets of a link, as the operating system has them. One thread's, but for wake().
class LinkSockets {
  public:
    virtual ~LinkSockets() = default;

    /// Listens at any free port of 127.0.0.1, which nobody else can share. network.unavailable.
    static Result<std::unique_ptr<LinkSockets>> listen();
    virtual std::uint16_t port() const = 0;

    /// What the thread does before anything else.
    virtual void beginThread() = 0;
    /// Until somebody came or said something, or the time is over. False when wake() was called, or the
    /// system fails.
    virtual bool wait(std::chrono::milliseconds longest) = 0;
    /// Nothing when nobody waits any more.
    virtual std::optional<Newcomer> accept() = 0;
    /// Nobody comes any more.
    virtual void close() = 0;
    /// From any thread: the next wait() and every one after it is false.
    virtual void wake() = 0;
};

} // namespace tanba::handover
