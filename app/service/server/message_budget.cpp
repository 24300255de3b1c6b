#include "app/service/server/message_budget.h"

#include <utility>

namespace tanba::service {

namespace {

template <typename Key>
std::size_t heldBy(const std::map<Key, std::size_t>& holders, const Key& key) {
    const auto found = holders.find(key);
    return found == holders.end() ? 0 : found->second;
}

template <typename Key>
void giveBack(std::map<Key, std::size_t>& holders, const Key& key, std::size_t bytes) {
    const auto found = holders.find(key);
    if (found == holders.end())
        return;
    found->second -= bytes;
    if (found->second == 0)
        holders.erase(found);
}

} // namespace

MessageBudget::Share::Share(Share&& other) noexcept
    : budget_(std::move(other.budget_)), site_(std::move(other.site_)), connection_(other.connection_),
      small_(std::exchange(other.small_, 0)), taken_(std::exchange(other.taken_, 0)),
      memory_(std::exchange(other.memory_, 0)), large_(std::exchange(other.large_, false)) {}

MessageBudget::Share::~Share() {
    if (!budget_)
        return;
    const std::lock_guard lock(budget_->mutex_);
    giveBack(budget_->ofConnections_, connection_, small_);
    giveBack(budget_->ofSites_, site_, taken_);
    budget_->left_ += taken_;
    budget_->memoryLeft_ += memory_;
    if (large_)
        budget_->sitesWithLarge_.erase(site_);
}

bool MessageBudget::Share::take(std::size_t bytes) {
    const std::lock_guard lock(budget_->mutex_);
    if (taken_ == 0 && budget_->takeReserve(connection_, bytes)) {
        small_ += bytes;
        return true;
    }
    if (!budget_->take(site_, small_ + bytes))
        return false;
    taken_ += small_ + bytes;
    giveBack(budget_->ofConnections_, connection_, std::exchange(small_, 0));
    return true;
}

bool MessageBudget::Share::holdInMemory(std::size_t bytes) {
    const std::lock_guard lock(budget_->mutex_);
    const std::size_t counted = taken_ == 0 ? 0 : bytes;
    if (counted > memory_ && counted - memory_ > budget_->memoryLeft_)
        return false;
    budget_->memoryLeft_ = budget_->memoryLeft_ + memory_ - counted;
    memory_ = counted;
    return true;
}

bool MessageBudget::Share::takeLarge() {
    const std::lock_guard lock(budget_->mutex_);
    large_ = large_ || budget_->sitesWithLarge_.insert(site_).second;
    return large_;
}

std::size_t MessageBudget::left() const {
    const std::lock_guard lock(mutex_);
    return left_;
}

bool MessageBudget::takeReserve(ConnectionId connection, std::size_t bytes) {
    if (bytes > reserve_ - heldBy(ofConnections_, connection))
        return false;
    ofConnections_[connection] += bytes;
    return true;
}

bool MessageBudget::take(const std::string& site, std::size_t bytes) {
    if (bytes > left_ || heldBy(ofSites_, site) + bytes > left_ - bytes)
        return false;
    ofSites_[site] += bytes;
    left_ -= bytes;
    return true;
}

} // namespace tanba::service
