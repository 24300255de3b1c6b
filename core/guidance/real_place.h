#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace tanba::guidance {

/// Where something lies when every link on the way was followed.
struct RealPlace {
    std::filesystem::path path;
    /// Names the file system of the folder that it lies in, for a folder its own; only good for comparing.
    std::string fileSystem;
};

/// A port, since systems tell file systems apart in different ways.
class RealPlaces {
  public:
    virtual ~RealPlaces() = default;
    /// @returns file.not_found when nothing lies there, file.not_readable when that cannot be told.
    virtual Result<RealPlace> placeOf(const std::filesystem::path& path) = 0;
};

class SystemRealPlaces : public RealPlaces {
  public:
    Result<RealPlace> placeOf(const std::filesystem::path& path) override;
};

} // namespace tanba::guidance
