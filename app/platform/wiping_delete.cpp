// Replaces the C++ library's operator delete: what is given back is wiped first. SecretBytes hold what is
// known to be secret; but codes, tickets and tokens also pass through strings, JSON and buffers of libraries,
// which nobody else wipes.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define TANBA_SANITIZER_HAS_THE_HEAP
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TANBA_SANITIZER_HAS_THE_HEAP
#endif

#include <cstdlib>

#if defined(__GLIBC__) && !defined(TANBA_SANITIZER_HAS_THE_HEAP)

#include <malloc.h>

#include <cstring>
#include <new>

namespace {

/// Larger ones hold documents, and the system takes them back, emptied.
constexpr std::size_t kLargestWiped = std::size_t{128} * 1024;

void wipeAndFree(void* block) {
    if (block != nullptr)
        if (const std::size_t size = ::malloc_usable_size(block); size <= kLargestWiped)
            ::explicit_bzero(block, size);
    std::free(block); // NOLINT(cppcoreguidelines-owning-memory): this is where owning ends
}

} // namespace

// The library's operator new takes from malloc(), and its other forms of delete end in these.
void operator delete(void* block) noexcept { // NOLINT(cert-dcl54-cpp): see above
    wipeAndFree(block);
}
void operator delete(void* block, std::size_t /*size*/) noexcept {
    wipeAndFree(block);
}

#endif
