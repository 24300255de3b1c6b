#pragma once

#include "core/crypto/private_key.h"

namespace tanba::test {

/// An RSA key of 2048 bits that no other call in this process got. Each test runs in a process of its own,
/// and making such keys anew in each of them took half the time of the card tests: the n-th key of a process
/// is made once a build folder and kept there. Ends the program when the folder cannot be written.
crypto::PrivateKey nextKeptRsaKey();

} // namespace tanba::test
