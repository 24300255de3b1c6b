#include "core/base/der_writer.h"
#include "core/crypto/openssl/handles.h"
#include "core/crypto/openssl/library_context.h"
#include "core/crypto/private_key.h"
#include "tests/support/outcome.h"
#include "tests/unit/crypto/key_samples.h"

#include <gtest/gtest.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>

namespace tanba::crypto {
namespace {

using test::hex;
using test::outcome;
using test::rsaPublicKeyInfo;

const Bytes kExponent = {1, 0, 1};

/// An odd number of exactly this many bits.
Bytes oddNumber(std::size_t bits) {
    Bytes number((bits + 7) / 8, 0xA5);
    number.front() = static_cast<std::uint8_t>(1U << ((bits - 1) % 8));
    number.back() |= 1;
    return number;
}

std::string loaded(ByteView info) {
    return outcome(PublicKey::fromSubjectPublicKeyInfo(info));
}

TEST(RsaLimits, TheLargestModulusIsAcceptedAndNotOneBitMore) {
    const Result<PublicKey> largest =
        PublicKey::fromSubjectPublicKeyInfo(rsaPublicKeyInfo(oddNumber(8192), kExponent));
    ASSERT_EQ(outcome(largest), "ok");
    EXPECT_EQ(largest.value().bits(), 8192);
    EXPECT_EQ(loaded(rsaPublicKeyInfo(oddNumber(8193), kExponent)), "key.too_large");
    EXPECT_EQ(loaded(rsaPublicKeyInfo(oddNumber(16384), kExponent)), "key.too_large");
    EXPECT_EQ(loaded(rsaPublicKeyInfo(oddNumber(1 << 20), kExponent)), "key.too_large");
}

TEST(RsaLimits, TheLargestExponentIsAcceptedAndNotOneBitMore) {
    EXPECT_EQ(loaded(rsaPublicKeyInfo(oddNumber(2048), oddNumber(32))), "ok");
    EXPECT_EQ(loaded(rsaPublicKeyInfo(oddNumber(2048), oddNumber(33))), "key.too_large");
    EXPECT_EQ(loaded(rsaPublicKeyInfo(oddNumber(2048), oddNumber(2047))), "key.too_large");
}

TEST(RsaLimits, ExponentsThatProveNothing) {
    for (const std::uint8_t exponent : Bytes{0, 1, 2, 4})
        EXPECT_EQ(loaded(rsaPublicKeyInfo(oddNumber(2048), Bytes{exponent})), "key.malformed")
            << int{exponent};
    EXPECT_EQ(loaded(rsaPublicKeyInfo(oddNumber(2048), Bytes{3})), "ok");
}

TEST(RsaLimits, ModuliThatAreNone) {
    Bytes even = oddNumber(2048);
    even.back() = static_cast<std::uint8_t>(even.back() & ~1U);
    EXPECT_EQ(loaded(rsaPublicKeyInfo(even, kExponent)), "key.malformed");
    EXPECT_EQ(loaded(rsaPublicKeyInfo(Bytes{0}, kExponent)), "key.malformed");
    EXPECT_EQ(loaded(rsaPublicKeyInfo(Bytes{3}, kExponent)), "key.malformed");
    // Weak, but a number: core/trust judges it.
    EXPECT_EQ(loaded(rsaPublicKeyInfo(oddNumber(512), kExponent)), "ok");
}

TEST(RsaLimits, NegativeNumbers) {
    Bytes modulus = oddNumber(2048);
    modulus.front() = 0x80;
    const Bytes numbers = der::sequence({der::element(der::kInteger, modulus), der::integer(65537)});
    const Bytes info = der::sequence(
        {der::sequence({der::oid(Oid("1.2.840.113549.1.1.1")), der::null()}), der::bitString(numbers)});
    EXPECT_EQ(loaded(info), "key.malformed");
}

TEST(RsaLimits, SignaturesOfAnyLengthAreJustWrong) {
    const PublicKey key = test::sampleKey({KeyAlgorithm::Rsa, 2048}).publicKey();
    const Digest digest = test::digestOf(DigestAlgorithm::Sha256, "abc");
    for (const std::size_t length : {0U, 1U, 255U, 256U, 257U, 100000U}) {
        EXPECT_EQ(outcome(key.verifyDigest(digest, Bytes(length, 0))), "signature.wrong");
        EXPECT_EQ(outcome(key.verifyDigest(digest, Bytes(length, 0xFF))), "signature.wrong");
    }
}

TEST(RsaLimits, VerifyingWithTheWeakestKeyDoesNotCrash) {
    for (const std::size_t bits : {128U, 129U, 256U, 512U}) {
        const PublicKey key =
            PublicKey::fromSubjectPublicKeyInfo(rsaPublicKeyInfo(oddNumber(bits), kExponent)).value();
        const Digest digest = test::digestOf(DigestAlgorithm::Sha512, "abc");
        EXPECT_EQ(outcome(key.verifyDigest(digest, Bytes((bits + 7) / 8, 1))), "signature.wrong");
    }
}

Bytes ecPublicKeyInfo(ByteView parameters, ByteView point) {
    return der::sequence(
        {der::sequence({der::oid(Oid("1.2.840.10045.2.1")), parameters}), der::bitString(point)});
}

/// An EC key as OpenSSL encodes it with the given "encoding" of its curve.
Bytes ecInfoByOpenSsl(const char* group, const char* encoding) {
    const KeyHandle key(EVP_PKEY_Q_keygen(libraryContext(), nullptr, "EC", group));
    EXPECT_EQ(EVP_PKEY_set_utf8_string_param(key.get(), OSSL_PKEY_PARAM_EC_ENCODING, encoding), 1);
    unsigned char* der = nullptr;
    const int length = i2d_PUBKEY(key.get(), &der);
    EXPECT_GT(length, 0);
    const Bytes info(der, der + length);
    OPENSSL_free(der);
    return info;
}

TEST(EcLimits, OnlyNamedCurves) {
    EXPECT_EQ(loaded(ecInfoByOpenSsl("P-256", OSSL_PKEY_EC_ENCODING_GROUP)), "ok");
    EXPECT_EQ(loaded(ecInfoByOpenSsl("P-256", OSSL_PKEY_EC_ENCODING_EXPLICIT)), "algorithm.unsupported");
    const Bytes point(65, 4);
    EXPECT_EQ(loaded(ecPublicKeyInfo(der::null(), point)), "algorithm.unsupported");
    EXPECT_EQ(loaded(ecPublicKeyInfo({}, point)), "algorithm.unsupported");
}

TEST(EcLimits, OnlyThreeCurves) {
    for (const char* group : {"P-256", "P-384", "P-521"})
        EXPECT_EQ(loaded(ecInfoByOpenSsl(group, OSSL_PKEY_EC_ENCODING_GROUP)), "ok") << group;
    for (const char* group : {"secp256k1", "P-224", "brainpoolP256r1", "sect571k1"})
        EXPECT_EQ(loaded(ecInfoByOpenSsl(group, OSSL_PKEY_EC_ENCODING_GROUP)), "algorithm.unsupported")
            << group;
}

TEST(EcLimits, PointsMustLieOnTheCurve) {
    const Bytes good = ecInfoByOpenSsl("P-256", OSSL_PKEY_EC_ENCODING_GROUP);
    for (std::size_t bit = 0; bit < 64 * 8; bit += 3)
        ASSERT_EQ(loaded(test::withBitTurned(good, (good.size() - 64) * 8 + bit)), "key.malformed");
    const Bytes curve = der::oid(Oid("1.2.840.10045.3.1.7"));
    EXPECT_EQ(loaded(ecPublicKeyInfo(curve, {})), "key.malformed");
    EXPECT_EQ(loaded(ecPublicKeyInfo(curve, Bytes{0})), "key.malformed"); // the point at infinity
    EXPECT_EQ(loaded(ecPublicKeyInfo(curve, Bytes(65, 0))), "key.malformed");
    EXPECT_EQ(loaded(ecPublicKeyInfo(curve, Bytes(1000, 4))), "key.malformed");
    Bytes hybrid(good.end() - 65, good.end());
    hybrid[0] = static_cast<std::uint8_t>(6 | (hybrid.back() & 1));
    EXPECT_EQ(loaded(ecPublicKeyInfo(curve, hybrid)), "key.malformed");
}

TEST(EcLimits, CompressedPointsAreTheSameKey) {
    const PrivateKey& key = test::sampleKey({KeyAlgorithm::Ec, 256});
    const ByteView point = key.publicKey().subjectPublicKeyInfo().last(65);
    Bytes compressed(point.begin(), point.begin() + 33);
    compressed[0] = static_cast<std::uint8_t>(2 | (point.back() & 1));
    const Result<PublicKey> loadedKey = PublicKey::fromSubjectPublicKeyInfo(
        ecPublicKeyInfo(der::oid(Oid("1.2.840.10045.3.1.7")), compressed));
    ASSERT_EQ(outcome(loadedKey), "ok");
    const Digest digest = test::digestOf(DigestAlgorithm::Sha256, "abc");
    EXPECT_EQ(outcome(loadedKey.value().verifyDigest(digest, key.signDigest(digest).value())), "ok");
}

TEST(PublicKeyLimits, OtherAlgorithmsAreUnsupported) {
    const Bytes bits = der::bitString(Bytes(32, 1));
    const struct {
        const char* oid;
        const char* what;
    } others[] = {
        {"1.2.840.113549.1.1.10", "RSASSA-PSS"},
        {"1.3.101.112", "Ed25519"},
        {"1.2.840.10040.4.1", "DSA"},
        {"1.2.398.3.10.1.1.2.1", "GOST 34.10-2015, 256 bits"},
        {"1.2.643.7.1.1.1.2", "Russian GOST"},
    };
    for (const auto& other : others)
        EXPECT_EQ(loaded(der::sequence({der::sequence({der::oid(Oid(other.oid))}), bits})),
                  "algorithm.unsupported")
            << other.what;
}

TEST(PublicKeyLimits, TruncatedAndChangedStructuresNeverCrash) {
    for (const test::KeyShape shape : test::keyShapes()) {
        const ByteView info = test::sampleKey(shape).publicKey().subjectPublicKeyInfo();
        for (std::size_t length = 0; length < info.size(); ++length)
            ASSERT_NE(loaded(info.first(length)), "ok") << length;
        for (std::size_t bit = 0; bit < info.size() * 8; ++bit) {
            const Bytes changed = test::withBitTurned(info, bit);
            const Result<PublicKey> key = PublicKey::fromSubjectPublicKeyInfo(changed);
            if (key.ok()) {
                EXPECT_EQ(test::outcome(key.value().verifyDigest(
                              test::digestOf(naturalDigest(key.value().algorithm()), "abc"), Bytes(64, 1))),
                          "signature.wrong");
            }
        }
    }
}

TEST(PublicKeyLimits, NothingAndNoise) {
    EXPECT_EQ(loaded({}), "key.malformed");
    EXPECT_EQ(loaded(Bytes(1000, 0x30)), "key.malformed");
    EXPECT_EQ(loaded(hex("3080")), "key.malformed");
    EXPECT_EQ(loaded(hex("30847fffffff")), "key.malformed");
}

} // namespace
} // namespace tanba::crypto
