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
    std::map<std::string, std::vector<ConsentId>> sites;
    for (const auto& [each, open] : openQuestions_)
        sites[open.site].push_back(each);
    const std::size_t own = sites[site].size();
    if (own >= kMaxQuestionsOfOne)
        return false;
    if (openQuestions_.size() >= kMaxQuestions) {
        const auto crowd =
            std::ranges::max_element(sites, {}, [](const auto& asking) { return asking.second.size(); });
        std::optional<ConsentId> goes;
        if (crowd->second.size() >= own + 2)
            goes = crowd->second.back();
        else if (isPortal(caller))
            goes = youngestOfStrangers();
        if (!goes)
            return false;
        // It closes its question, and with it what is called here.
        const auto close = std::move(openQuestions_.at(*goes).giveWay);
        close();
    }
    openQuestions_.emplace(question, OpenQuestion{site, isPortal(caller), std::move(giveWay)});
    return true;
}

bool Reception::isPortal(const Caller& caller) const {
    const std::vector<std::string>& portals = surroundings_.hashOrigins;
    return caller.origin && std::ranges::find(portals, *caller.origin) != portals.end();
}

std::optional<ConsentId> Reception::youngestOfStrangers() const {
    std::optional<ConsentId> youngest;
    for (auto each = openQuestions_.begin(); each != openQuestions_.end(); ++each)
        if (each != openQuestions_.begin() && !each->second.ofPortal)
            youngest = each->first;
    return youngest;
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
