#include "tests/bench/rivals.h"

#include <gmp.h>
#include <nettle/ecc-curve.h>
#include <nettle/gostdsa.h>
#include <nettle/streebog.h>
#include <openssl/rand.h>

#include <cstdlib>
#include <memory>

namespace tanba::bench {

namespace {

void fillRandom(void*, std::size_t length, std::uint8_t* target) {
    if (RAND_priv_bytes(target, static_cast<int>(length)) != 1)
        std::abort();
}

/// Takes this program's wiping functions out of GMP while it lives. Blocks go from one to the other and back:
/// both stand on malloc.
class PlainGmpMemory {
  public:
    PlainGmpMemory() {
        mp_get_memory_functions(&allocate_, &reallocate_, &free_);
        mp_set_memory_functions(nullptr, nullptr, nullptr);
    }
    ~PlainGmpMemory() { mp_set_memory_functions(allocate_, reallocate_, free_); }
    PlainGmpMemory(const PlainGmpMemory&) = delete;
    PlainGmpMemory& operator=(const PlainGmpMemory&) = delete;

  private:
    void* (*allocate_)(std::size_t) = nullptr;
    void* (*reallocate_)(void*, std::size_t, std::size_t) = nullptr;
    void (*free_)(void*, std::size_t) = nullptr;
};

struct NettleKey {
    NettleKey(ByteView littleEndian, ByteView digestToSign)
        : digest(digestToSign.begin(), digestToSign.end()) {
        ecc_point_init(&point, nettle_get_gost_gc512a());
        ecc_scalar_init(&scalar, nettle_get_gost_gc512a());
        dsa_signature_init(&signature);
        mpz_t number;
        mpz_init(number);
        mpz_import(number, littleEndian.size(), -1, 1, 0, 0, littleEndian.data());
        if (ecc_scalar_set(&scalar, number) != 1)
            std::abort();
        mpz_clear(number);
        ecc_point_mul_g(&point, &scalar);
        sign();
    }
    ~NettleKey() {
        dsa_signature_clear(&signature);
        ecc_scalar_clear(&scalar);
        ecc_point_clear(&point);
    }
    NettleKey(const NettleKey&) = delete;
    NettleKey& operator=(const NettleKey&) = delete;

    void sign() {
        const PlainGmpMemory plain;
        gostdsa_sign(&scalar, nullptr, &fillRandom, digest.size(), digest.data(), &signature);
    }
    void verify() const {
        const PlainGmpMemory plain;
        if (gostdsa_verify(&point, digest.size(), digest.data(), &signature) != 1)
            std::abort();
    }

    Bytes digest;
    ecc_point point{};
    ecc_scalar scalar{};
    dsa_signature signature{};
};

void hash(ByteView content) {
    streebog512_ctx context;
    std::uint8_t digest[STREEBOG512_DIGEST_SIZE];
    streebog512_init(&context);
    streebog512_update(&context, content.size(), content.data());
    streebog512_digest(&context, sizeof(digest), digest);
}

} // namespace

Rival bareNettle(ByteView scalar, ByteView digest) {
    const auto key = std::make_shared<NettleKey>(scalar, digest);
    return {"bare nettle", [key] { key->sign(); }, [key] { key->verify(); }, &hash};
}

} // namespace tanba::bench
