#pragma once

#include "app/gui/cards/card_entry.h"
#include "core/base/file_store.h"

#include <filesystem>
#include <vector>

namespace tanba::gui {

/// The remembered cards on disk: JSON with public facts only (what kind of card, the SHA-256 of its serial
/// number, its certificates), readable by the owner only. All come back as Gone. A file that is absent,
/// damaged or of a later version gives none: a card tells everything again when it is inserted.
std::vector<CardEntry> readCardIndex(FileStore& files, const std::filesystem::path& index);
/// Replaces the index; entries that are not remembered are left out, and demonstration cards always.
Outcome writeCardIndex(FileStore& files, const std::filesystem::path& index,
                       const std::vector<CardEntry>& entries);

} // namespace tanba::gui
