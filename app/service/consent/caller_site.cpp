#include "app/service/consent/caller_site.h"

#include "app/service/consent/origin_display.h"

namespace tanba::service {

std::string callerSite(const Caller& caller) {
    return caller.origin ? registrableDomain(*caller.origin) : "program " + caller.program;
}

} // namespace tanba::service
