#include "app/service/conversation/waiting_line.h"

#include <utility>

namespace tanba::service {

bool WaitingLine::add(std::shared_ptr<const Message> message) {
    const std::size_t size = message->text().size();
    const bool fits = places_.size() < maxCount_ && bytes_ + size <= maxBytes_;
    if (!places_.empty() && !fits)
        return false;
    bytes_ += size;
    places_.push_back({{std::move(message), {}}, 1});
    return true;
}

void WaitingLine::addReply(std::string reply) {
    const bool isAlike = places_.size() >= maxCount_ && !places_.back().place.message;
    if (!isAlike)
        places_.push_back({{nullptr, std::move(reply)}, 1});
    else if (places_.back().times < kMaxAlike)
        ++places_.back().times;
}

WaitingLine::Place WaitingLine::take() {
    Counted& first = places_.front();
    if (--first.times > 0)
        return first.place;
    Place place = std::move(first.place);
    places_.pop_front();
    if (place.message)
        bytes_ -= place.message->text().size();
    return place;
}

void WaitingLine::clear() {
    places_.clear();
    bytes_ = 0;
}

} // namespace tanba::service
