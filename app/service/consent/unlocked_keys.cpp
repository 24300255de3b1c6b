#include "app/service/consent/unlocked_keys.h"

#include <algorithm>
#include <utility>

namespace tanba::service {

using std::chrono::milliseconds;

void UnlockedKeys::keep(const std::string& key, SecretBytes secret, std::chrono::minutes time) {
    tick();
    forget(key);
    const bool isChoice = std::ranges::find(kTimes, time) != kTimes.end();
    if (!isChoice || time.count() == 0 || secret.empty() || kept_.size() == kMost)
        return;
    const milliseconds now = clock_();
    kept_.emplace(key, Kept{std::move(secret), now, now + time});
}

std::optional<SecretBytes> UnlockedKeys::secretOf(const std::string& key) {
    tick();
    const auto kept = kept_.find(key);
    if (kept == kept_.end())
        return std::nullopt;
    return SecretBytes::copyOf(kept->second.secret.view());
}

milliseconds UnlockedKeys::left(const std::string& key) {
    tick();
    const auto kept = kept_.find(key);
    return kept == kept_.end() ? milliseconds(0) : kept->second.until - clock_();
}

void UnlockedKeys::tick() {
    const milliseconds now = clock_();
    // A clock that went back all the same would give more time than was agreed to.
    std::erase_if(kept_,
                  [now](const auto& each) { return now < each.second.since || now >= each.second.until; });
}

std::optional<milliseconds> UnlockedKeys::nextTick() const {
    if (kept_.empty())
        return std::nullopt;
    const auto first =
        std::ranges::min_element(kept_, {}, [](const auto& each) { return each.second.until; });
    return std::max(milliseconds(0), first->second.until - clock_());
}

} // namespace tanba::service
