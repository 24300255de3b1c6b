#pragma once

#include <filesystem>
#include <string>

namespace tanba {

/// How the names of temporary files beside `target` begin: ".<name>.tanba-", with the name cut so that the
/// whole fits where a plain name of any length does. Whoever goes on after a crash finds what was left
/// half-written by it.
std::string temporaryPrefix(const std::filesystem::path& target);

} // namespace tanba
