#include "app/service/api/storages.h"

#include <algorithm>

namespace tanba::service::api {

const std::vector<StorageRow>& storages() {
    static const std::vector<StorageRow> kStorages = {
        {"PKCS12", StorageKind::File},
        {"AKKaztokenStore", StorageKind::Token},
        {"AKKZIDCardStore", StorageKind::Token},
        {"AKEToken72KStore", StorageKind::Token},
        {"AKEToken5110Store", StorageKind::Token},
        {"AKJaCartaStore", StorageKind::Token},
        {"AKAKEYStore", StorageKind::Token},
    };
    return kStorages;
}

const StorageRow* storageByName(std::string_view name) {
    const auto found = std::ranges::find(storages(), name, &StorageRow::name);
    return found == storages().end() ? nullptr : &*found;
}

} // namespace tanba::service::api
