#include "core/crypto/private_key.h"

#include "core/base/der_writer.h"
#include "core/base/encoding.h"
#include "core/crypto/openssl/handles.h"
#include "core/crypto/openssl/library_context.h"
#include "tests/support/outcome.h"
#include "tests/unit/crypto/key_samples.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tanba::crypto {
namespace {

using test::KeyShape;
using test::outcome;

class PrivateKeyOfShape : public testing::TestWithParam<KeyShape> {
  protected:
    const PrivateKey& key() const { return test::sampleKey(GetParam()); }
    Digest digest() const { return test::digestOf(naturalDigest(GetParam().algorithm), "some text"); }
};

TEST_P(PrivateKeyOfShape, IsWhatWasAskedFor) {
    EXPECT_EQ(key().algorithm(), GetParam().algorithm);
    if (GetParam().bits != 0) {
        EXPECT_EQ(key().publicKey().bits(), GetParam().bits);
    }
}

TEST_P(PrivateKeyOfShape, SurvivesPkcs8) {
    const SecretBytes info = key().toPkcs8().value();
    const Result<PrivateKey> again = PrivateKey::fromPkcs8(info.view());
    ASSERT_EQ(outcome(again), "ok");
    EXPECT_EQ(toHex(again.value().publicKey().subjectPublicKeyInfo()),
              toHex(key().publicKey().subjectPublicKeyInfo()));
    EXPECT_TRUE(again.value().toPkcs8().value().equals(info));
    const Result<Bytes> signature = again.value().signDigest(digest());
    ASSERT_EQ(outcome(signature), "ok");
    EXPECT_EQ(outcome(key().publicKey().verifyDigest(digest(), signature.value())), "ok");
}

TEST_P(PrivateKeyOfShape, OpenSslReadsOurPkcs8) {
    const SecretBytes info = key().toPkcs8().value();
    const unsigned char* position = info.view().data();
    const Pkcs8Handle structure(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &position, static_cast<long>(info.size())));
    ASSERT_NE(structure, nullptr);
    const KeyHandle read(EVP_PKCS82PKEY_ex(structure.get(), libraryContext(), nullptr));
    ASSERT_NE(read, nullptr) << drainErrors();
    unsigned char* der = nullptr;
    const int length = i2d_PUBKEY(read.get(), &der);
    ASSERT_GT(length, 0);
    EXPECT_EQ(toHex(Bytes(der, der + length)), toHex(key().publicKey().subjectPublicKeyInfo()));
    OPENSSL_free(der);
}

TEST_P(PrivateKeyOfShape, TruncatedPkcs8IsRefused) {
    const SecretBytes info = key().toPkcs8().value();
    for (std::size_t length = 0; length < info.size(); ++length)
        ASSERT_NE(outcome(PrivateKey::fromPkcs8(info.view().first(length))), "ok") << length;
}

TEST_P(PrivateKeyOfShape, ChangedPkcs8NeverCrashesAndNeverSignsForTheOldKey) {
    const SecretBytes info = key().toPkcs8().value();
    const bool rsa = GetParam().algorithm == KeyAlgorithm::Rsa;
    for (std::size_t bit = 0; bit < info.size() * 8; bit += rsa ? 37 : 5) {
        const Result<PrivateKey> changed = PrivateKey::fromPkcs8(test::withBitTurned(info.view(), bit));
        if (!changed.ok())
            continue;
        const bool sameKey = sameBytes(changed.value().publicKey().subjectPublicKeyInfo(),
                                       key().publicKey().subjectPublicKeyInfo());
        const Result<Bytes> signature = changed.value().signDigest(digest());
        // The secret numbers of RSA are redundant; with the same modulus the signature may be good or wrong.
        if (signature.ok() && !sameKey) {
            EXPECT_EQ(outcome(key().publicKey().verifyDigest(digest(), signature.value())),
                      "signature.wrong");
        }
    }
}

TEST_P(PrivateKeyOfShape, MovedKeysWork) {
    PrivateKey first = PrivateKey::fromPkcs8(key().toPkcs8().value().view()).value();
    const PrivateKey second = std::move(first);
    EXPECT_EQ(outcome(second.signDigest(digest())), "ok");
}

INSTANTIATE_TEST_SUITE_P(Shapes, PrivateKeyOfShape, testing::ValuesIn(test::keyShapes()),
                         testing::PrintToStringParamName());

TEST(PrivateKey, ShapesThatAreNotMade) {
    EXPECT_EQ(outcome(PrivateKey::generate(KeyAlgorithm::Rsa)), "algorithm.unsupported");
    EXPECT_EQ(outcome(PrivateKey::generate(KeyAlgorithm::Rsa, 1024)), "algorithm.unsupported");
    EXPECT_EQ(outcome(PrivateKey::generate(KeyAlgorithm::Rsa, 16384)), "algorithm.unsupported");
    EXPECT_EQ(outcome(PrivateKey::generate(KeyAlgorithm::Ec, 255)), "algorithm.unsupported");
    EXPECT_EQ(outcome(PrivateKey::generate(KeyAlgorithm::Ec)), "algorithm.unsupported");
    EXPECT_EQ(outcome(PrivateKey::generate(KeyAlgorithm::Gost2015_512, 256)), "algorithm.unsupported");
}

TEST(PrivateKey, GeneratedKeysDiffer) {
    const PrivateKey first = PrivateKey::generate(KeyAlgorithm::Gost2015_512).value();
    const PrivateKey second = PrivateKey::generate(KeyAlgorithm::Gost2015_512).value();
    EXPECT_FALSE(first.toPkcs8().value().equals(second.toPkcs8().value()));
}

TEST(PrivateKey, NothingAndNoise) {
    EXPECT_EQ(outcome(PrivateKey::fromPkcs8({})), "key.malformed");
    EXPECT_EQ(outcome(PrivateKey::fromPkcs8(Bytes(1000, 0x30))), "key.malformed");
    EXPECT_EQ(outcome(PrivateKey::fromPkcs8(test::knownGost2015().subjectPublicKeyInfo)), "key.malformed");
    const Bytes other = der::sequence(
        {der::integer(0), der::sequence({der::oid(Oid("1.3.101.112"))}), der::octetString(Bytes(34, 4))});
    EXPECT_EQ(outcome(PrivateKey::fromPkcs8(other)), "algorithm.unsupported");
}

/// The 33-octet INTEGER form and one with a short scalar, which only the older algorithm has.
TEST(PrivateKey, TheOlderAlgorithmHasAnInteger) {
    const Bytes& known = test::knownGost34310().privateKeyInfo;
    const ByteView algorithm = ByteView(known).subspan(5, 0x25 + 2);
    for (const Bytes& scalar : {Bytes(32, 0x90), Bytes{5}, Bytes{0x90, 0x01}}) {
        const Bytes info =
            der::sequence({der::integer(0), algorithm, der::octetString(der::integerFromBigEndian(scalar))});
        const Result<PrivateKey> key = PrivateKey::fromPkcs8(info);
        ASSERT_EQ(outcome(key), "ok");
        EXPECT_EQ(toHex(key.value().toPkcs8().value().view()), toHex(info));
    }
    const Bytes negative = der::sequence(
        {der::integer(0), algorithm, der::octetString(der::element(der::kInteger, Bytes{0x90}))});
    EXPECT_EQ(outcome(PrivateKey::fromPkcs8(negative)), "key.malformed");
    const Bytes octets =
        der::sequence({der::integer(0), algorithm, der::octetString(der::octetString(Bytes(32, 5)))});
    EXPECT_EQ(outcome(PrivateKey::fromPkcs8(octets)), "key.malformed");
}

/// PrivateKeyInfo of an EC key on P-256; the public point only if it is given.
Bytes ecPrivateKeyInfo(ByteView scalar, ByteView point) {
    const Bytes added =
        point.empty() ? Bytes() : der::element(der::contextConstructed(1), der::bitString(point));
    const Bytes key = der::sequence({der::integer(1), der::octetString(scalar), added});
    const Bytes algorithm =
        der::sequence({der::oid(Oid("1.2.840.10045.2.1")), der::oid(Oid("1.2.840.10045.3.1.7"))});
    return der::sequence({der::integer(0), algorithm, der::octetString(key)});
}

TEST(PrivateKey, EcWithoutItsPublicHalf) {
    Bytes scalar(32, 0);
    scalar.back() = 1;
    const Result<PrivateKey> key = PrivateKey::fromPkcs8(ecPrivateKeyInfo(scalar, {}));
    ASSERT_EQ(outcome(key), "ok");
    // The generator of P-256 (SEC 2, 2.4.2).
    EXPECT_EQ(toHex(key.value().publicKey().subjectPublicKeyInfo().last(64)),
              "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
              "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");
}

TEST(PrivateKey, EcHalvesThatDoNotBelongTogether) {
    Bytes one(32, 0);
    one.back() = 1;
    Bytes two(32, 0);
    two.back() = 2;
    const PrivateKey unit = PrivateKey::fromPkcs8(ecPrivateKeyInfo(one, {})).value();
    const ByteView point = unit.publicKey().subjectPublicKeyInfo().last(65);
    EXPECT_EQ(outcome(PrivateKey::fromPkcs8(ecPrivateKeyInfo(one, point))), "ok");
    EXPECT_EQ(outcome(PrivateKey::fromPkcs8(ecPrivateKeyInfo(two, point))), "key.malformed");
}

TEST(PrivateKey, EcScalarsOutOfRange) {
    EXPECT_EQ(outcome(PrivateKey::fromPkcs8(ecPrivateKeyInfo(Bytes(32, 0), {}))), "key.malformed");
    EXPECT_EQ(outcome(PrivateKey::fromPkcs8(ecPrivateKeyInfo(Bytes(32, 0xFF), {}))), "key.malformed");
    EXPECT_EQ(outcome(PrivateKey::fromPkcs8(ecPrivateKeyInfo(Bytes(33, 1), {}))), "key.malformed");
    EXPECT_EQ(outcome(PrivateKey::fromPkcs8(ecPrivateKeyInfo({}, {}))), "key.malformed");
}

} // namespace
} // namespace tanba::crypto
