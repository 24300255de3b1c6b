#include "app/service/conversation/work_room.h"

namespace tanba::service {

WorkRoom::Share::~Share() {
    if (room_ == nullptr)
        return;
    const std::lock_guard lock(room_->mutex_);
    room_->giveBack(site_, bytes_);
}

bool WorkRoom::Share::takeMore(std::size_t bytes) {
    const std::lock_guard lock(room_->mutex_);
    room_->giveBack(site_, bytes_);
    const bool fits = room_->fits(site_, bytes_ + bytes);
    bytes_ += fits ? bytes : 0;
    room_->hold(site_, bytes_);
    return fits;
}

std::optional<WorkRoom::Share> WorkRoom::take(const std::string& site, std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    if (!fits(site, bytes))
        return std::nullopt;
    hold(site, bytes);
    return Share(*this, site, bytes);
}

bool WorkRoom::fits(const std::string& site, std::size_t bytes) {
    if (bytes <= kSmall)
        return true;
    const Part& part = partFor(bytes);
    const auto found = part.ofSites.find(site);
    const std::size_t held = found == part.ofSites.end() ? 0 : found->second;
    const bool isFirstLarge = bytes > kLarge && held == 0;
    return bytes <= part.left && (isFirstLarge || held + bytes <= part.left - bytes);
}

void WorkRoom::hold(const std::string& site, std::size_t bytes) {
    if (bytes <= kSmall)
        return;
    Part& part = partFor(bytes);
    part.ofSites[site] += bytes;
    part.left -= bytes;
}

void WorkRoom::giveBack(const std::string& site, std::size_t bytes) {
    if (bytes <= kSmall)
        return;
    Part& part = partFor(bytes);
    part.left += bytes;
    const auto held = part.ofSites.find(site);
    held->second -= bytes;
    if (held->second == 0)
        part.ofSites.erase(held);
}

} // namespace tanba::service
