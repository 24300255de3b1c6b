#pragma once

#include <filesystem>

namespace tanba {

/// Notes on a file that it comes from where another one came from, so that what opens it can be careful: on
/// Linux the extended attributes user.xdg.origin.url and user.xdg.referrer.url. Does nothing where there is
/// no such mark, or where the file system keeps none.
void copyOriginMark(const std::filesystem::path& from, const std::filesystem::path& to);

} // namespace tanba
