#pragma once

#include "core/base/time.h"
#include "core/crypto/private_key.h"
#include "core/keys/certificate.h"

#include <string>
#include <vector>

namespace tanba::card {

/// A key of the simulated card.
struct DemoKey {
    std::string id; ///< "gost512", "rsa2048", "p256": the same in each run, unlike the key
    crypto::PrivateKey key;
    keys::Certificate certificate;
};

struct DemoKeys {
    keys::Certificate authority;
    std::vector<DemoKey> keys;
};

/// An authority and its keys, made anew.
Result<DemoKeys> makeDemoKeys(Time now);

} // namespace tanba::card
