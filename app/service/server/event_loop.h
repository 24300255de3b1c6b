#pragma once

#include "app/service/server/peer.h"

#include <chrono>
#include <functional>
#include <memory>

namespace tanba::service {

/// The loop of the service's thread: sockets, timers and posted tasks, one after the other.
class EventLoop {
  public:
    EventLoop();
    ~EventLoop();
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;

    /// From any thread; runs later, in the order of the calls.
    void post(std::function<void()> task);
    /// Runs the task once, after this time. From any thread.
    void after(std::chrono::milliseconds time, std::function<void()> task);
    /// Returns after stop(). What a task throws ends that task and nothing else.
    void run();
    /// From any thread.
    void stop();

    /// The library's own loop; only for the files that know it (event_loop_parts.h).
    struct Parts;
    Parts& parts() { return *parts_; }

  private:
    std::unique_ptr<Parts> parts_;
};

/// A connection that was accepted; closed unless somebody takes it over.
class AcceptedSocket {
  public:
    struct Parts;
    explicit AcceptedSocket(std::unique_ptr<Parts> parts);
    AcceptedSocket(AcceptedSocket&&) noexcept;
    ~AcceptedSocket();

    Parts& parts() { return *parts_; }

  private:
    std::unique_ptr<Parts> parts_;
};

/// Accepts connections at one address of this computer.
class Listener {
  public:
    using OnAccepted = std::function<void(AcceptedSocket socket, const SocketPair& ends)>;

    /// Holds the port from now on.
    /// @returns service.port_taken; network.unavailable when this computer has no such address.
    static Result<std::unique_ptr<Listener>> open(EventLoop& loop, const SocketAddress& address);
    virtual ~Listener() = default;
    virtual std::uint16_t port() const = 0;
    /// Calls back for every connection, on the loop's thread, until close().
    virtual void accept(OnAccepted onAccepted) = 0;
    /// On the loop's thread.
    virtual void close() = 0;
};

} // namespace tanba::service
