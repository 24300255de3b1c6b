#pragma once

#include "app/service/consent/consent.h"
#include "app/service/conversation/line.h"
#include "app/service/conversation/message.h"
#include "app/service/conversation/reception.h"

#include <memory>
#include <string_view>

namespace tanba::service {

/// One connection, without its socket: greeting, heartbeats, requests one after the other, answers in their
/// order. It never asks for the connection to be closed, whatever comes.
/// Threads: every method, and every use of the Line, is on the service's one thread (Executor::post). What
/// takes time runs by Executor::work and finds its way back by post; a task that outlives the connection does
/// nothing.
class Conversation {
  public:
    /// Requests that wait for the one in work; what comes beyond is answered in its turn with an error,
    /// up to WaitingLine::kMaxAlike of them, and not at all beyond these: heartbeats are still answered.
    static constexpr std::size_t kMaxWaiting = 64;
    static constexpr std::size_t kMaxWaitingBytes = std::size_t{16} * 1024 * 1024;
    /// The largest message that is looked at; of a larger one the server tells messageTooLarge().
    static constexpr std::size_t kMaxMessage = std::size_t{256} * 1024 * 1024;
    /// What messageTooLarge() wants to see of a message.
    static constexpr std::size_t kBeginning = std::size_t{64} * 1024;

    /// @param line must live until closed() was called.
    Conversation(Reception& reception, Caller caller, Line& line);
    /// As closed().
    ~Conversation();
    Conversation(const Conversation&) = delete;
    Conversation& operator=(const Conversation&) = delete;

    /// The WebSocket stands: sends the greeting, as the first message of all.
    void opened();
    /// One text message, whole. Heartbeats are answered at once, also while a question is open.
    void message(std::shared_ptr<const Message> message);
    /// A message beyond the limits, thrown away as it came. It is answered in its turn with an error.
    /// @param beginning its first bytes (kBeginning at most), from which the kind of error is chosen.
    void messageTooLarge(std::string_view beginning);
    /// The socket is gone: an open question is withdrawn, results are thrown away. The Line is not used any
    /// more.
    void closed();

  private:
    class Requests;
    std::shared_ptr<Requests> requests_;
};

} // namespace tanba::service
