#include "app/text/dates.h"
#include "app/text/own_system.h"

#include <cstdlib>
#include <ctime>

namespace tanba::text {

System ownSystem() {
    return System::Linux;
}

UtcOffset localOffset(Time time) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm broken{};
    if (localtime_r(&seconds, &broken) == nullptr)
        return UtcOffset(0);
    return UtcOffset(broken.tm_gmtoff / 60);
}

std::string processEnvironment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

} // namespace tanba::text
