#include "app/gui/pages/advice/whereabouts.h"

namespace tanba::gui {

Whereabouts whereaboutsOf(FileStore& files, const std::filesystem::path& oldPlace,
                          const std::filesystem::path& newPlace) {
    const auto old = files.status(oldPlace);
    if (!old.ok())
        return Whereabouts::Unknown;
    const bool isOld = old.value().kind != FileKind::Absent;
    if (newPlace.empty())
        return isOld ? Whereabouts::OldPlace : Whereabouts::Nowhere;
    const auto fresh = files.status(newPlace);
    if (!fresh.ok())
        return Whereabouts::Unknown;
    const bool isNew = fresh.value().kind != FileKind::Absent;
    if (isOld)
        return isNew ? Whereabouts::BothPlaces : Whereabouts::OldPlace;
    return isNew ? Whereabouts::NewPlace : Whereabouts::Nowhere;
}

} // namespace tanba::gui
