#include "core/base/failure.h"
#include "core/guidance/file_system_name.h"
#include "core/guidance/real_place.h"

#include <system_error>

namespace tanba::guidance {

Result<RealPlace> SystemRealPlaces::placeOf(const std::filesystem::path& path) {
    namespace fs = std::filesystem;
    std::error_code error;
    RealPlace place;
    place.path = fs::canonical(path, error);
    if (error == std::errc::no_such_file_or_directory)
        return fail(FailureCode::FileNotFound, path.string());
    if (error)
        return fail(FailureCode::FileNotReadable, path.string(), error.message());
    // Layered file systems (overlayfs) give a file the number of the layer that it happens to lie in.
    const bool folder = fs::is_directory(place.path, error);
    TANBA_TRY(place.fileSystem, fileSystemName(folder ? place.path : place.path.parent_path()));
    return place;
}

} // namespace tanba::guidance
