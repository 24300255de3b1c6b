#include "app/service/conversation/work_room.h"

namespace tanba::service {

WorkRoom::Share::~Share() {
    if (room_ != nullptr)
        room_->giveBack(site_, bytes_);
}

std::optional<WorkRoom::Share> WorkRoom::take(const std::string& site, std::size_t bytes) {
    if (bytes > kSmall) {
        Part& part = partFor(bytes);
        const auto found = part.ofSites.find(site);
        const std::size_t held = found == part.ofSites.end() ? 0 : found->second;
        const bool isFirstLarge = bytes > kLarge && held == 0;
        if (bytes > part.left || (!isFirstLarge && held + bytes > part.left - bytes))
            return std::nullopt;
        part.ofSites[site] = held + bytes;
        part.left -= bytes;
    }
    return Share(*this, site, bytes);
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
