#pragma once

#include "app/gui/documents/signing_key_option.h"

#include <filesystem>
#include <vector>

namespace tanba::gui {

/// The drive that a key file lies on; empty for a card, and for a file on none of these drives.
std::filesystem::path driveOf(const SigningKeyOption& key, const std::vector<std::filesystem::path>& drives);

} // namespace tanba::gui
