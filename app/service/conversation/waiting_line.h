#pragma once

#include "app/service/conversation/message.h"

#include <deque>
#include <memory>
#include <string>

namespace tanba::service {

/// Requests of one connection that wait for the one in work, in their order and in bounded memory.
class WaitingLine {
  public:
    static constexpr std::size_t kMaxAlike = 1000;

    /// One request, or the answer to one that was not taken in.
    struct Place {
        std::shared_ptr<const Message> message;
        std::string readyReply;
    };

    WaitingLine(std::size_t maxCount, std::size_t maxBytes) : maxCount_(maxCount), maxBytes_(maxBytes) {}

    /// False when there is no room: the caller adds a ready reply instead. The first one always has room.
    bool add(std::shared_ptr<const Message> message);
    /// Beyond the count only the number of these is kept, up to kMaxAlike, and all are answered like the
    /// first. What comes beyond that has no answer: all of them go out at once, and would be a burst without
    /// end.
    void addReply(std::string reply);
    bool empty() const { return places_.empty(); }
    Place take();
    void clear();

  private:
    struct Counted {
        Place place;
        std::size_t times = 1;
    };

    std::size_t maxCount_;
    std::size_t maxBytes_;
    std::size_t bytes_ = 0;
    std::deque<Counted> places_;
};

} // namespace tanba::service
