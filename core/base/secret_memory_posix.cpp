#include "core/base/secret_memory.h"

#include <sys/mman.h>

namespace tanba {

SecretPages takeSecretPages(std::size_t capacity) noexcept {
    // Anonymous maps are zeroed, and the kernel rounds every length up to whole pages.
    void* pages = mmap(nullptr, capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        return {};
    // A refusal (RLIMIT_MEMLOCK) is reported, not fatal: a password that may be swapped still has to be
    // typed.
    const bool locked = mlock(pages, capacity) == 0;
#ifdef MADV_DONTDUMP
    static_cast<void>(madvise(pages, capacity, MADV_DONTDUMP));
#endif
    return {static_cast<std::uint8_t*>(pages), locked};
}

void giveBackSecretPages(std::uint8_t* data, std::size_t capacity) noexcept {
    // Unmapping unlocks as well.
    static_cast<void>(munmap(data, capacity));
}

} // namespace tanba
