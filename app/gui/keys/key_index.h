#pragma once

#include "app/gui/keys/key_entry.h"
#include "core/base/file_store.h"

#include <vector>

namespace tanba::gui {

/// The remembered entries on disk: JSON with the path and the certificates of each, readable by the owner
/// only. A file that is absent, damaged or of a later version gives no entries: everything in it can be found
/// again.
std::vector<KeyEntry> readKeyIndex(FileStore& files, const std::filesystem::path& index);
/// Replaces the index; entries that are not remembered are left out.
Outcome writeKeyIndex(FileStore& files, const std::filesystem::path& index,
                      const std::vector<KeyEntry>& entries);

} // namespace tanba::gui
