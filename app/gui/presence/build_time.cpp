#include "app/gui/presence/build_time.h"

namespace tanba::gui {

Time buildTime() {
    const Result<Time> built = parseRfc3339(TANBA_BUILD_DAY "T00:00:00Z");
    return built.ok() ? built.value() : Time{};
}

} // namespace tanba::gui
