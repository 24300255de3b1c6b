#pragma once

#include "core/guidance/key_place.h"

#include <filesystem>
#include <vector>

namespace tanba::gui {

/// Where this person's files lie, as far as advice about key files needs to know.
struct Folders {
    std::filesystem::path home;                ///< empty when there is none
    guidance::UserPlaces bad;                  ///< where a key lies badly
    std::vector<std::filesystem::path> drives; ///< flash drives that are plugged in
};

} // namespace tanba::gui
