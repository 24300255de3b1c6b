#include "app/service/consent/caller_site.h"

#include "app/service/consent/origin_display.h"

namespace tanba::service {

std::string callerSite(const Caller& caller) {
    if (caller.origin)
        return domainOfLimits(*caller.origin);
    // Never domains.
    return caller.kind == Caller::Kind::Browser ? "browser " + caller.program : "programs";
}

} // namespace tanba::service
