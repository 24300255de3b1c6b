#include "app/gui/consent/key_drive.h"

#include <algorithm>

namespace tanba::gui {

std::filesystem::path driveOf(const SigningKeyOption& key, const std::vector<std::filesystem::path>& drives) {
    const auto drive = std::ranges::find_if(drives, [&key](const std::filesystem::path& each) {
        const std::filesystem::path way = key.file.lexically_relative(each);
        return !key.onCard() && !way.empty() && *way.begin() != "..";
    });
    return drive == drives.end() ? std::filesystem::path() : *drive;
}

} // namespace tanba::gui
