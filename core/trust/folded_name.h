#pragma once

#include "core/keys/name.h"

#include <string>

namespace tanba::trust {

/// A key for looking names up in the manner of RFC 5280 7.1: attribute types in their order, values without
/// regard to ASCII case, string type and repeated blanks. Only candidates are found by it: a certificate's
/// place in a chain is proved by the signature and by OpenSSL's own comparison of names.
std::string foldedName(const keys::Name& name);

} // namespace tanba::trust
