#include "core/crypto/gost/gost_key.h"

#include "core/crypto/openssl/library_context.h"

#include <nettle/gostdsa.h>
#include <openssl/rand.h>

#include <algorithm>
#include <cstring>

namespace tanba::crypto::gost {

namespace {

class Integer {
  public:
    Integer() { mpz_init(value_); }
    ~Integer() { mpz_clear(value_); }
    Integer(const Integer&) = delete;
    Integer& operator=(const Integer&) = delete;

    mpz_ptr get() { return value_; }

  private:
    mpz_t value_;
};

class SignatureValue {
  public:
    SignatureValue() { dsa_signature_init(&value_); }
    ~SignatureValue() { dsa_signature_clear(&value_); }
    SignatureValue(const SignatureValue&) = delete;
    SignatureValue& operator=(const SignatureValue&) = delete;

    dsa_signature* get() { return &value_; }

  private:
    dsa_signature value_{};
};

constexpr int kLeastSignificantFirst = -1;

void readLittleEndian(mpz_ptr number, ByteView octets) {
    mpz_import(number, octets.size(), kLeastSignificantFirst, 1, 0, 0, octets.data());
}

/// The number must fit.
void writeLittleEndian(std::span<std::uint8_t> octets, mpz_srcptr number) {
    std::ranges::fill(octets, std::uint8_t{0});
    mpz_export(octets.data(), nullptr, kLeastSignificantFirst, 1, 0, 0, number);
}

/// nettle's random callback cannot fail; this one remembers that it did.
struct RandomSource {
    bool failed = false;

    static void fill(void* source, std::size_t length, std::uint8_t* target) {
        if (RAND_priv_bytes_ex(libraryContext(), target, length, 0) == 1)
            return;
        static_cast<RandomSource*>(source)->failed = true;
        // nettle draws until the number is in range: give it one that is. What it makes of it is thrown away.
        std::memset(target, 0x5A, length);
    }
};

} // namespace

GostKey::GostKey(const KeyKind& kind) : kind_(kind) {
    ecc_point_init(&point_, kind.curve());
}

GostKey::~GostKey() {
    ecc_point_clear(&point_);
}

bool GostKey::setPublic(ByteView point) {
    if (point.size() != 2 * kind_.size)
        return false;
    Integer x;
    Integer y;
    readLittleEndian(x.get(), point.first(kind_.size));
    readLittleEndian(y.get(), point.last(kind_.size));
    hasPublic_ = ecc_point_set(&point_, x.get(), y.get()) == 1;
    return hasPublic_;
}

bool GostKey::setPrivate(ByteView scalar) {
    if (scalar.size() != kind_.size)
        return false;
    prepareScalar();
    Integer number;
    readLittleEndian(number.get(), scalar);
    if (ecc_scalar_set(&scalar_, number.get()) != 1)
        return false;
    derivePublic();
    return true;
}

bool GostKey::generate() {
    prepareScalar();
    RandomSource random;
    ecc_scalar_random(&scalar_, &random, &RandomSource::fill);
    if (random.failed)
        return false;
    derivePublic();
    return true;
}

void GostKey::prepareScalar() {
    const ecc_curve* const curve = kind_.curve();
    limbs_ = SecretBytes(static_cast<std::size_t>(ecc_size(curve)) * sizeof(mp_limb_t));
    limbs_.resize(limbs_.capacity());
    scalar_ = {curve, static_cast<mp_limb_t*>(static_cast<void*>(limbs_.data()))};
}

void GostKey::derivePublic() {
    ecc_point_mul_g(&point_, &scalar_);
    hasPublic_ = true;
    hasPrivate_ = true;
}

Bytes GostKey::point() const {
    Integer x;
    Integer y;
    ecc_point_get(&point_, x.get(), y.get());
    Bytes octets(2 * kind_.size);
    const std::span<std::uint8_t> target(octets);
    writeLittleEndian(target.first(kind_.size), x.get());
    writeLittleEndian(target.last(kind_.size), y.get());
    return octets;
}

void GostKey::writeScalar(std::span<std::uint8_t> target) const {
    Integer number;
    ecc_scalar_get(&scalar_, number.get());
    writeLittleEndian(target.first(kind_.size), number.get());
}

bool GostKey::sign(ByteView digest, std::span<std::uint8_t> signature) const {
    if (!hasPrivate_ || digest.size() != kind_.digest.function->digest_size ||
        signature.size() != 2 * kind_.size)
        return false;
    SignatureValue value;
    RandomSource random;
    // nettle reads the digest as a little-endian number, just as Kazakh signatures want it.
    gostdsa_sign(&scalar_, &random, &RandomSource::fill, digest.size(), digest.data(), value.get());
    if (random.failed)
        return false;
    writeLittleEndian(signature.first(kind_.size), value.get()->r);
    writeLittleEndian(signature.last(kind_.size), value.get()->s);
    return true;
}

bool GostKey::verify(ByteView digest, ByteView signature) const {
    if (!hasPublic_ || digest.size() != kind_.digest.function->digest_size ||
        signature.size() != 2 * kind_.size)
        return false;
    SignatureValue value;
    readLittleEndian(value.get()->r, signature.first(kind_.size));
    readLittleEndian(value.get()->s, signature.last(kind_.size));
    return gostdsa_verify(&point_, digest.size(), digest.data(), value.get()) == 1;
}

} // namespace tanba::crypto::gost
