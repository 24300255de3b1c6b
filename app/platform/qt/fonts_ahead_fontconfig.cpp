#include "app/platform/qt/fonts_ahead.h"

#include <fontconfig/fontconfig.h>

namespace tanba::platform {

FontsAhead::FontsAhead() : reader_([] { FcInit(); }) {}

void FontsAhead::wait() {
    if (reader_.joinable())
        reader_.join();
}

} // namespace tanba::platform
