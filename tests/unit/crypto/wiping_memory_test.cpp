#include "core/crypto/private_key.h"
#include "tests/support/outcome.h"

#include <gmp.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>

// GMP's allocator is replaced before the library installs its own above it; what arrives here to be freed
// must have been wiped.
namespace tanba::crypto {
namespace {

std::atomic<int> freedBlocks = 0;
std::atomic<int> unwipedBlocks = 0;

void* allocateBlock(std::size_t size) {
    return std::malloc(size);
}

void* reallocateBlock(void*, std::size_t, std::size_t) {
    std::abort();
}

void freeBlock(void* block, std::size_t size) {
    const ByteView content(static_cast<const std::uint8_t*>(block), size);
    ++freedBlocks;
    if (std::ranges::any_of(content, [](std::uint8_t octet) { return octet != 0; }))
        ++unwipedBlocks;
    std::free(block);
}

class WipingMemory : public testing::Test {
  protected:
    static void SetUpTestSuite() { mp_set_memory_functions(&allocateBlock, &reallocateBlock, &freeBlock); }
    void SetUp() override {
        freedBlocks = 0;
        unwipedBlocks = 0;
    }
};

TEST_F(WipingMemory, NothingOfAKeyOrSignatureStaysInFreedMemory) {
    for (const KeyAlgorithm algorithm : {KeyAlgorithm::Gost2015_512, KeyAlgorithm::Gost34310}) {
        const PrivateKey made = PrivateKey::generate(algorithm).value();
        const PrivateKey key = PrivateKey::fromPkcs8(made.toPkcs8().value().view()).value();
        const Digest digest = digestOf(naturalDigest(algorithm), viewOf("some text")).value();
        const Bytes signature = key.signDigest(digest).value();
        EXPECT_EQ(test::outcome(key.publicKey().verifyDigest(digest, signature)), "ok");
    }
    EXPECT_GT(freedBlocks, 20);
    EXPECT_EQ(unwipedBlocks, 0);
}

TEST_F(WipingMemory, GrowingNumbersAreWipedToo) {
    static_cast<void>(PrivateKey::generate(KeyAlgorithm::Gost2015_512));
    mpz_t number;
    mpz_init_set_ui(number, 3);
    mpz_pow_ui(number, number, 5000);
    mpz_clear(number);
    EXPECT_GT(freedBlocks, 1);
    EXPECT_EQ(unwipedBlocks, 0);
}

} // namespace
} // namespace tanba::crypto
