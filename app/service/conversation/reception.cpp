#include "app/service/conversation/reception.h"

#include "app/service/consent/caller_site.h"

#include <algorithm>
#include <atomic>
#include <vector>

namespace tanba::service {

ConsentId Reception::nextConsent() {
    // Of all services of this run: a desk outlives a service that is stopped and started again.
    static std::atomic<ConsentId> last{0};
    return ++last;
}

bool Reception::openQuestion(const Caller& caller, ConsentId question, std::function<void()> giveWay) {
    const std::string site = callerSite(caller);
    const auto own = static_cast<std::size_t>(std::ranges::count_if(
        openQuestions_, [&site](const auto& each) { return each.second.site == site; }));
    if (own >= kMaxQuestionsOfOne)
        return false;
    if (openQuestions_.size() >= kMaxQuestions) {
        const std::optional<ConsentId> goes = whoGivesWay(places(), site, standingOf(caller));
        if (!goes)
            return false;
        // It closes its question, and with it what is called here.
        const auto close = std::move(openQuestions_.at(*goes).giveWay);
        close();
    }
    openQuestions_.emplace(question, OpenQuestion{site, standingOf(caller), std::move(giveWay)});
    return true;
}

Standing Reception::standingOf(const Caller& caller) const {
    const std::vector<std::string>& portals = surroundings_.hashOrigins;
    const bool known = caller.origin && std::ranges::find(portals, *caller.origin) != portals.end();
    return known ? Standing::KnownPortal : Standing::Stranger;
}

std::vector<Place> Reception::places() const {
    const std::optional<ConsentId> shown = surroundings_.desk.shownQuestion();
    std::vector<Place> places;
    for (const auto& [id, open] : openQuestions_)
        places.push_back({id, open.site, open.standing, id != shown});
    return places;
}

void Reception::closeQuestion(ConsentId question) {
    openQuestions_.erase(question);
}

bool Reception::countStamp(const Caller& caller) {
    const Time now = surroundings_.clock.now();
    if (stamps_.size() >= kMaxRemembered)
        std::erase_if(stamps_, [now](const auto& site) { return site.second.back() + kStampWindow < now; });
    if (stamps_.size() >= kMaxRemembered)
        return false;
    std::deque<Time>& times = stamps_[callerSite(caller)];
    while (!times.empty() && times.front() + kStampWindow < now)
        times.pop_front();
    if (times.size() >= kMaxStamps)
        return false;
    times.push_back(now);
    return true;
}

void Reception::tellRefused(const RefusalNotice& notice) {
    const Time now = surroundings_.clock.now();
    if (told_.size() >= kMaxRemembered)
        told_.clear();
    const auto [row, isNew] = told_.emplace(std::pair(callerSite(notice.caller), notice.reason.code), now);
    // A clock that was set back must not silence anybody.
    const bool isRecent = !isNew && now >= row->second && now < row->second + kNoticePause;
    if (isRecent)
        return;
    row->second = now;
    surroundings_.desk.refused(notice);
}

void Reception::tellMissing(const Caller& caller, const std::string& module) {
    if (missing_.size() >= kMaxRemembered)
        missing_.clear();
    std::set<std::string>& modules = missing_[callerSite(caller)];
    if (modules.size() < kMaxMissingOfOne && modules.insert(module).second)
        surroundings_.desk.missingModule(caller, module);
}

} // namespace tanba::service
