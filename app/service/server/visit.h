#pragma once

#include "app/service/consent/consent.h"
#include "app/service/conversation/line.h"
#include "app/service/conversation/message.h"

#include <functional>
#include <memory>
#include <string_view>

namespace tanba::service {

/// What a WebSocket connection talks to: a Conversation, or what a test puts in its place. Every call is on
/// the service's thread; what the methods mean stands at Conversation.
class Visit {
  public:
    virtual ~Visit() = default;
    virtual void opened() = 0;
    virtual void message(std::shared_ptr<const Message> message) = 0;
    virtual void messageTooLarge(std::string_view beginning) = 0;
    virtual void closed() = 0;
};

/// Makes the visit of a new connection; the line lives until closed() was called.
using OpenVisit = std::function<std::unique_ptr<Visit>(const Caller& caller, Line& line)>;

} // namespace tanba::service
