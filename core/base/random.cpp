#include "core/base/random.h"

namespace tanba {

Result<Bytes> randomBytes(std::size_t count) {
    Bytes bytes(count);
    TANBA_CHECK(fillRandom(bytes));
    return bytes;
}

} // namespace tanba
