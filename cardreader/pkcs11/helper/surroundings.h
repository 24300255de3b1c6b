#pragma once

#include <optional>

namespace tanba::pkcs11::helper {

/// The first act of the helper. Standard input is the connection to the parent: it is moved out of the way of
/// the module, whose standard input, output and error become /dev/null; every other descriptor is closed; no
/// core dumps, no other process of the same user may look inside. None when standard input is no socket (on
/// Windows: no pipe): somebody started the helper by hand.
std::optional<int> takeConnectionAndHarden();

/// Ends the helper soon after the parent is gone, whatever the module is doing then.
void endWithParent(int connection);

} // namespace tanba::pkcs11::helper
