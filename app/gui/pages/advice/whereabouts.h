#pragma once

#include "core/base/file_store.h"

#include <filesystem>

namespace tanba::gui {

/// Where a file lies after a fix that failed, perhaps half way.
enum class Whereabouts {
    OldPlace,
    NewPlace,
    BothPlaces,
    Nowhere, ///< also when its drive was pulled
    Unknown, ///< the file store does not answer
};

/// @param newPlace empty when the fix has none.
Whereabouts whereaboutsOf(FileStore& files, const std::filesystem::path& oldPlace,
                          const std::filesystem::path& newPlace);

/// What became of a fix, and where the file lies if it failed.
template <typename Value>
struct Fixed {
    Result<Value> outcome;
    Whereabouts where = Whereabouts::OldPlace;
};

/// With a name that was taken in the new place the fix did not begin: what lies there is another file.
template <typename Value>
Fixed<Value> fixedOrFound(FileStore& files, Result<Value> outcome, const std::filesystem::path& oldPlace,
                          const std::filesystem::path& newPlace) {
    if (outcome.ok())
        return {std::move(outcome), Whereabouts::OldPlace};
    const bool taken = outcome.failure().code == FailureCode::FileExists;
    const Whereabouts where = whereaboutsOf(files, oldPlace, taken ? std::filesystem::path() : newPlace);
    return {std::move(outcome), where};
}

} // namespace tanba::gui
