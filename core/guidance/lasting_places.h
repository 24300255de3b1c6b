#pragma once

#include "core/guidance/real_place.h"

#include <filesystem>
#include <optional>

namespace tanba::guidance {

/// Places whose files stay until their person removes them: below the home folder, on its file system, and
/// not in the Trash or in a folder for what is temporary. Everything else may be gone after a restart or
/// without its drive or network.
class LastingPlaces {
  public:
    /// @param home empty when there is none: then nothing lasts.
    LastingPlaces(RealPlaces& places, const std::filesystem::path& home);

    /// False also when it cannot be told.
    bool hold(const std::filesystem::path& file) const;

  private:
    RealPlaces& places_;
    std::optional<RealPlace> home_;
};

} // namespace tanba::guidance
