#include "app/service/conversation/reception.h"

#include "app/service/consent/caller_site.h"

#include <atomic>

namespace tanba::service {

ConsentId Reception::nextConsent() {
    // Of all services of this run: a desk outlives a service that is stopped and started again.
    static std::atomic<ConsentId> last{0};
    return ++last;
}

bool Reception::openQuestion(const Caller& caller) {
    const std::string site = callerSite(caller);
    if (openQuestions_.size() >= kMaxQuestions || openQuestions_.count(site) >= kMaxQuestionsOfOne)
        return false;
    openQuestions_.insert(site);
    return true;
}

void Reception::closeQuestion(const Caller& caller) {
    const auto found = openQuestions_.find(callerSite(caller));
    if (found != openQuestions_.end())
        openQuestions_.erase(found);
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
    if (missing_.size() < kMaxRemembered && missing_.emplace(callerSite(caller), module).second)
        surroundings_.desk.missingModule(caller, module);
}

} // namespace tanba::service
