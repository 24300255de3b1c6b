#include "app/platform/resting_memory.h"

#ifdef __linux__

#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>

namespace tanba::platform {

namespace {

/// glibc's own at first; it grows with what is freed unless it is set.
constexpr int kMostUnusedOfThread = 128 * 1024;

/// Code is mapped from files and never written to (full RELRO, no text relocations), so a page that is
/// dropped is read again and nothing is lost. Writable segments hold relocations and are left alone.
int dropCode(dl_phdr_info* object, std::size_t, void*) {
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    for (int index = 0; index < object->dlpi_phnum; ++index) {
        const ElfW(Phdr)& segment = object->dlpi_phdr[index];
        if (segment.p_type != PT_LOAD || (segment.p_flags & PF_X) == 0 || (segment.p_flags & PF_W) != 0)
            continue;
        const std::uintptr_t begin = (object->dlpi_addr + segment.p_vaddr) / page * page;
        const std::uintptr_t end = object->dlpi_addr + segment.p_vaddr + segment.p_memsz;
        // A failure (a locked page) costs memory and nothing else.
        static_cast<void>(::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED)); // NOLINT
    }
    return 0;
}

} // namespace

void giveBackMemory() {
    giveBackHeap();
    ::dl_iterate_phdr(dropCode, nullptr);
}

void giveBackHeap() {
    ::malloc_trim(0);
}

void giveBackEarly() {
    ::mallopt(M_TRIM_THRESHOLD, kMostUnusedOfThread);
}

} // namespace tanba::platform

#else

namespace tanba::platform {

void giveBackMemory() {}

void giveBackHeap() {}

void giveBackEarly() {}

} // namespace tanba::platform

#endif
