#pragma once

#include "core/keys/kz_profile.h"

#include <vector>

namespace tanba::keys {

/// Every row of resources/oids.json, read once.
const std::vector<Role>& roleTable();
/// The row of this OID, or null.
const Role* roleByOid(const Oid& oid);

} // namespace tanba::keys
