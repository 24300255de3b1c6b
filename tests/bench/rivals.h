#pragma once

#include "core/base/bytes.h"

#include <functional>
#include <optional>
#include <string>

namespace tanba::bench {

/// Another implementation of GOST 34.10 with 512 bits and of Streebog-512. Every call does the work once; a
/// wrong result ends the program.
struct Rival {
    std::string name;
    std::function<void()> sign;
    std::function<void()> verify;
    std::function<void(ByteView)> hash;
};

/// nettle's functions with nothing around them: no provider, no wiping of freed memory.
/// @param scalar little-endian, of the key that this program is measured with.
Rival bareNettle(ByteView scalar, ByteView digest);
/// Debian's gost-engine with its key and signature contexts made beforehand; nothing when it is not
/// installed.
std::optional<Rival> gostEngine(ByteView digest);
Rival botan(ByteView digest);

} // namespace tanba::bench
