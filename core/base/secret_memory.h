#pragma once

#include <cstddef>
#include <cstdint>

namespace tanba {

/// Whole pages that belong to one secret alone. Each operating system has its own implementation.
struct SecretPages {
    /// Zeroed memory; nullptr when the system gave none.
    std::uint8_t* data = nullptr;
    /// True when the pages cannot reach the swap.
    bool locked = false;
};

/// Pages for at least `capacity` bytes (not 0), kept out of swap and core dumps where the system allows.
SecretPages takeSecretPages(std::size_t capacity) noexcept;

/// Gives pages back that takeSecretPages() gave for the same capacity. The caller has wiped them.
void giveBackSecretPages(std::uint8_t* data, std::size_t capacity) noexcept;

} // namespace tanba
