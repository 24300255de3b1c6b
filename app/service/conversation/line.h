#pragma once

#include <string>

namespace tanba::service {

/// The way back to the page, of one connection.
class Line {
  public:
    virtual ~Line() = default;
    /// Sends one text message, whole; messages go out in the order of the calls. Called on the service's
    /// thread only, from a call of Conversation or from a task that it posted there; never after closed().
    /// May keep the text as long as it takes to send it (a reply can be some hundred MiB). A page that does
    /// not read what it is sent must not be listened to meanwhile: each heartbeat of its makes one more text.
    virtual void sendText(std::string text) = 0;
};

} // namespace tanba::service
