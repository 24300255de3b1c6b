#include "app/gui/consent/asking_pace.h"

#include <algorithm>

namespace tanba::gui {

AskingPace::Moment AskingPace::allowedAt(const std::string& site, Asker asker) const {
    const auto found = sites_.find(site);
    const Moment own = found == sites_.end() ? Moment{} : found->second.until;
    return asker == Asker::KnownPortal ? own : std::max(own, crowd_.until);
}

void AskingPace::extend(Quiet& quiet, Moment now, int free) {
    if (forgotten(quiet, now))
        quiet.times = 0;
    ++quiet.times;
    Moment length = kFirstQuiet;
    for (int time = free + 1; time < quiet.times && length < kLongestQuiet; ++time)
        length *= 2;
    quiet.until = now + (quiet.times > free ? std::min(length, kLongestQuiet) : Moment{});
}

void AskingPace::withdrawnUnseen(const std::string& site, Moment now) {
    if (sites_.size() >= kMostSites && !sites_.contains(site))
        sites_.erase(
            std::ranges::min_element(sites_, {}, [](const auto& each) { return each.second.until; }));
    extend(sites_[site], now, 0);
}

void AskingPace::endedWithoutConsent(const std::string& site, Moment now) {
    withdrawnUnseen(site, now);
    if (forgotten(crowd_, now) || crowdSites_.size() >= kMostSites)
        crowdSites_.clear();
    if (crowdSites_.insert(site).second)
        extend(crowd_, now, kCrowd);
}

void AskingPace::granted(const std::string& site) {
    sites_.erase(site);
    crowd_ = {};
    crowdSites_.clear();
}

} // namespace tanba::gui
