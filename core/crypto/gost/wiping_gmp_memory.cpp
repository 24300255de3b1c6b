#include "core/crypto/gost/wiping_gmp_memory.h"

#include <gmp.h>
#include <openssl/crypto.h>

#include <algorithm>
#include <cstring>

// nettle computes with GMP numbers: the private scalar while it is read, the one-time k of every signature
// (whoever learns a k computes the private key from it) and all intermediate values lie in blocks which GMP
// frees as they are. GMP has one hook for that, for the whole process. The functions below call the ones that
// were there before and only add the wiping, so that blocks which another library got earlier are still freed
// by their own allocator.
namespace tanba::crypto::gost {

namespace {

using AllocateFunction = void* (*)(std::size_t);
using ReallocateFunction = void* (*)(void*, std::size_t, std::size_t);
using FreeFunction = void (*)(void*, std::size_t);

AllocateFunction allocateBelow = nullptr;
FreeFunction freeBelow = nullptr;

void freeWiped(void* block, std::size_t size) {
    OPENSSL_cleanse(block, size);
    freeBelow(block, size);
}

void* reallocateWiped(void* block, std::size_t oldSize, std::size_t newSize) {
    void* const moved = allocateBelow(newSize);
    std::memcpy(moved, block, std::min(oldSize, newSize));
    freeWiped(block, oldSize);
    return moved;
}

} // namespace

void installWipingGmpMemory() {
    ReallocateFunction reallocateBelow = nullptr;
    mp_get_memory_functions(&allocateBelow, &reallocateBelow, &freeBelow);
    mp_set_memory_functions(allocateBelow, &reallocateWiped, &freeWiped);
}

} // namespace tanba::crypto::gost
