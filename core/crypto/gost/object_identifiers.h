#pragma once

namespace tanba::crypto::gost {

/// Makes OpenSSL know the Kazakh object identifiers, for the whole process; to be called once.
bool registerObjectIdentifiers();

} // namespace tanba::crypto::gost
