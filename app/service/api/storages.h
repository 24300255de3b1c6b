#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tanba::service::api {

enum class StorageKind { File, Token };

/// Where keys lie, by the names of the interface.
struct StorageRow {
    std::string_view name;
    StorageKind kind;
};

/// Every storage that this program can open.
const std::vector<StorageRow>& storages();
/// Null for a name that the interface, or this program, does not know.
const StorageRow* storageByName(std::string_view name);

} // namespace tanba::service::api
