#include "core/keys/search_shares.h"

namespace tanba::keys {

SearchShares::Share SearchShares::read(Share share, std::size_t below) {
    const Share each = share / (static_cast<Share>(below) + 1);
    done_ += share - each * below; // its own part, and what the division leaves over
    return each;
}

} // namespace tanba::keys
