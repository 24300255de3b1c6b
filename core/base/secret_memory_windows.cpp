#include "core/base/secret_memory.h"

#include <windows.h>

namespace tanba {

SecretPages takeSecretPages(std::size_t capacity) noexcept {
    // Zeroed, and rounded up to whole pages.
    void* const pages = ::VirtualAlloc(nullptr, capacity, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    if (pages == nullptr)
        return {};
    // A process may lock little more than its smallest working set; a refusal is reported, not fatal.
    const bool locked = ::VirtualLock(pages, capacity) != 0;
    return {static_cast<std::uint8_t*>(pages), locked};
}

void giveBackSecretPages(std::uint8_t* data, std::size_t) noexcept {
    // Freeing unlocks as well.
    ::VirtualFree(data, 0, MEM_RELEASE);
}

} // namespace tanba
