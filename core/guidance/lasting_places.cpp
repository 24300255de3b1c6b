#include "core/guidance/lasting_places.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace tanba::guidance {

namespace {

namespace fs = std::filesystem;

/// In small letters. Desktops call the Trash like this in every language (XDG trash specification, Windows).
/// A folder that a person named so by chance costs an offer, never a key.
constexpr std::array<std::string_view, 7> kShortLivedNames{
    "trash", ".trash", "$recycle.bin", "temp", "tmp", "cache", ".cache",
};
/// The Trash of a file system of its own: .Trash-1000.
constexpr std::string_view kTrashOfOneUser = ".trash-";

std::string inSmallLetters(std::string text) {
    for (char& c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

bool isShortLived(const fs::path& folder) {
    const std::string name = inSmallLetters(folder.string());
    return name.starts_with(kTrashOfOneUser) ||
           std::ranges::find(kShortLivedNames, name) != kShortLivedNames.end();
}

} // namespace

LastingPlaces::LastingPlaces(RealPlaces& places, const fs::path& home) : places_(places) {
    if (home.empty())
        return;
    auto place = places_.placeOf(home);
    // The home folder of an account of the system may be "/", and below that lies everything.
    if (place.ok() && place.value().path.has_relative_path())
        home_ = std::move(place).value();
}

bool LastingPlaces::hold(const fs::path& file) const {
    if (!home_)
        return false;
    const auto place = places_.placeOf(file);
    if (!place.ok() || place.value().fileSystem != home_->fileSystem)
        return false;
    const fs::path folder = place.value().path.parent_path();
    const auto below = std::mismatch(home_->path.begin(), home_->path.end(), folder.begin(), folder.end());
    return below.first == home_->path.end() && std::none_of(below.second, folder.end(), isShortLived);
}

} // namespace tanba::guidance
