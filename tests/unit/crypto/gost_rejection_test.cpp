#include "core/base/der_writer.h"
#include "core/crypto/private_key.h"
#include "tests/support/outcome.h"
#include "tests/unit/crypto/key_samples.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tanba::crypto {
namespace {

using test::hex;
using test::KnownKey;
using test::outcome;
using test::withBitTurned;

// Orders and fields of the two curves, big-endian (RFC 7836 A.1; RFC 4357 10.8).
const char* const kOrder512 = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                              "27e69532f48d89116ff22b8d4e0560609b4b38abfad2b85dcacdb1411f10b275";
const char* const kField512 = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                              "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc7";
const char* const kOrder256 = "ffffffffffffffffffffffffffffffff6c611070995ad10045841b09b761b893";
const char* const kField256 = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd97";

class GostRejection : public testing::TestWithParam<KnownKey> {
  protected:
    bool is512() const { return GetParam().algorithm == KeyAlgorithm::Gost2015_512; }
    std::size_t size() const { return is512() ? 64 : 32; }
    Bytes order() const { return littleEndian(is512() ? kOrder512 : kOrder256); }
    Bytes field() const { return littleEndian(is512() ? kField512 : kField256); }
    PublicKey key() const {
        return PublicKey::fromSubjectPublicKeyInfo(GetParam().subjectPublicKeyInfo).value();
    }
    Digest digest() const { return {naturalDigest(GetParam().algorithm), GetParam().digest}; }

    static Bytes littleEndian(const char* bigEndian) {
        Bytes bytes = hex(bigEndian);
        std::ranges::reverse(bytes);
        return bytes;
    }

    /// The signature with one half replaced: 0 for r, 1 for s.
    Bytes withHalf(int half, ByteView value) const {
        Bytes signature = GetParam().signature;
        std::ranges::copy(value, signature.begin() + half * static_cast<std::ptrdiff_t>(size()));
        return signature;
    }

    /// The known key's SubjectPublicKeyInfo with other coordinates.
    Bytes withPoint(ByteView x, ByteView y) const {
        Bytes info = GetParam().subjectPublicKeyInfo;
        auto target = info.end() - 2 * static_cast<std::ptrdiff_t>(size());
        target = std::ranges::copy(x, target).out;
        std::ranges::copy(y, target);
        return info;
    }

    /// The known key's PrivateKeyInfo with another scalar, given little-endian.
    Bytes withScalar(ByteView scalar) const {
        const Bytes& known = GetParam().privateKeyInfo;
        const std::size_t identifier = is512() ? 0x23 + 2 : 0x25 + 2;
        const ByteView algorithm = ByteView(known).subspan(5, identifier);
        const Bytes bigEndian(scalar.rbegin(), scalar.rend());
        const Bytes value = is512() ? der::octetString(scalar) : der::integerFromBigEndian(bigEndian);
        return der::sequence({der::integer(0), algorithm, der::octetString(value)});
    }
};

TEST_P(GostRejection, EveryBitOfTheSignatureCounts) {
    const PublicKey signer = key();
    for (std::size_t bit = 0; bit < GetParam().signature.size() * 8; bit += 3) {
        const Bytes changed = withBitTurned(GetParam().signature, bit);
        ASSERT_EQ(outcome(signer.verifyDigest(digest(), changed)), "signature.wrong") << "bit " << bit;
    }
}

TEST_P(GostRejection, EveryBitOfTheDigestCounts) {
    const PublicKey signer = key();
    for (std::size_t bit = 0; bit < GetParam().digest.size() * 8; bit += 7) {
        const Digest changed{digest().algorithm, withBitTurned(GetParam().digest, bit)};
        ASSERT_EQ(outcome(signer.verifyDigest(changed, GetParam().signature)), "signature.wrong")
            << "bit " << bit;
    }
}

TEST_P(GostRejection, SignatureNumbersOutOfRange) {
    const Bytes zero(size(), 0);
    const Bytes largest(size(), 0xFF);
    for (const int half : {0, 1}) {
        for (const Bytes& value : {zero, order(), largest, field()})
            EXPECT_EQ(outcome(key().verifyDigest(digest(), withHalf(half, value))), "signature.wrong")
                << half;
    }
    EXPECT_EQ(outcome(key().verifyDigest(digest(), Bytes(2 * size(), 0))), "signature.wrong");
}

TEST_P(GostRejection, SignaturesOfOtherLengths) {
    const Bytes& signature = GetParam().signature;
    for (std::size_t length = 0; length < signature.size(); ++length)
        ASSERT_EQ(outcome(key().verifyDigest(digest(), ByteView(signature).first(length))),
                  "signature.wrong");
    Bytes longer = signature;
    longer.push_back(0);
    EXPECT_EQ(outcome(key().verifyDigest(digest(), longer)), "signature.wrong");
}

TEST_P(GostRejection, DigestsOfOtherLengths) {
    for (const std::size_t length : {0U, 1U, 20U, 31U, 63U, 65U, 128U}) {
        const Digest other{digest().algorithm, Bytes(length, 1)};
        EXPECT_EQ(outcome(key().verifyDigest(other, GetParam().signature)), "signing.digest_length_wrong");
    }
}

TEST_P(GostRejection, OtherDigestAlgorithms) {
    for (const DigestRow& row : digestTable()) {
        if (row.algorithm == digest().algorithm)
            continue;
        const Digest other{row.algorithm, Bytes(row.size, 1)};
        EXPECT_EQ(outcome(key().verifyDigest(other, GetParam().signature)), "algorithm.unsupported")
            << row.name;
    }
}

TEST_P(GostRejection, PointsThatAreNotOnTheCurve) {
    const Bytes& info = GetParam().subjectPublicKeyInfo;
    const std::size_t pointBits = 2 * size() * 8;
    for (std::size_t bit = 0; bit < pointBits; bit += 5) {
        const Bytes changed = withBitTurned(info, (info.size() - 2 * size()) * 8 + bit);
        ASSERT_EQ(outcome(PublicKey::fromSubjectPublicKeyInfo(changed)), "key.malformed") << "bit " << bit;
    }
    const Bytes zero(size(), 0);
    EXPECT_EQ(outcome(PublicKey::fromSubjectPublicKeyInfo(withPoint(zero, zero))), "key.malformed");
}

/// The scalar 1 gives the generator of the curve, whose x is so small (3 and 1) that x + p still fits.
TEST_P(GostRejection, CoordinatesBeyondTheField) {
    Bytes one(size(), 0);
    one[0] = 1;
    const Result<PrivateKey> unit = PrivateKey::fromPkcs8(withScalar(one));
    ASSERT_EQ(outcome(unit), "ok");
    const ByteView info = unit.value().publicKey().subjectPublicKeyInfo();
    const ByteView point = info.last(2 * size());
    Bytes x(point.begin(), point.begin() + static_cast<std::ptrdiff_t>(size()));
    ASSERT_EQ(x[0], is512() ? 3 : 1);
    ASSERT_EQ(outcome(PublicKey::fromSubjectPublicKeyInfo(withPoint(x, point.last(size())))), "ok");
    unsigned carry = x[0];
    Bytes beyond = field();
    for (std::uint8_t& octet : beyond) {
        carry += octet;
        octet = static_cast<std::uint8_t>(carry);
        carry >>= 8;
    }
    ASSERT_EQ(carry, 0U);
    EXPECT_EQ(outcome(PublicKey::fromSubjectPublicKeyInfo(withPoint(beyond, point.last(size())))),
              "key.malformed");
}

TEST_P(GostRejection, ScalarsOutOfRange) {
    EXPECT_EQ(outcome(PrivateKey::fromPkcs8(withScalar(Bytes(size(), 0)))), "key.malformed");
    EXPECT_EQ(outcome(PrivateKey::fromPkcs8(withScalar(order()))), "key.malformed");
    EXPECT_EQ(outcome(PrivateKey::fromPkcs8(withScalar(Bytes(size(), 0xFF)))), "key.malformed");
    Bytes last = order();
    last[0] = static_cast<std::uint8_t>(last[0] - 1);
    EXPECT_EQ(outcome(PrivateKey::fromPkcs8(withScalar(last))), "ok");
    EXPECT_EQ(outcome(PrivateKey::fromPkcs8(withScalar(Bytes(size() + 1, 1)))), "key.malformed");
}

TEST_P(GostRejection, TruncatedAndExtendedStructures) {
    for (std::size_t length = 0; length < GetParam().subjectPublicKeyInfo.size(); ++length) {
        const ByteView part = ByteView(GetParam().subjectPublicKeyInfo).first(length);
        ASSERT_EQ(outcome(PublicKey::fromSubjectPublicKeyInfo(part)), "key.malformed") << length;
    }
    for (std::size_t length = 0; length < GetParam().privateKeyInfo.size(); ++length) {
        const ByteView part = ByteView(GetParam().privateKeyInfo).first(length);
        ASSERT_EQ(outcome(PrivateKey::fromPkcs8(part)), "key.malformed") << length;
    }
    Bytes longer = GetParam().subjectPublicKeyInfo;
    longer.push_back(0);
    EXPECT_EQ(outcome(PublicKey::fromSubjectPublicKeyInfo(longer)), "key.malformed");
}

TEST_P(GostRejection, AnyChangeOfTheStructureIsRefused) {
    const Bytes& info = GetParam().subjectPublicKeyInfo;
    for (std::size_t bit = 0; bit < (info.size() - 2 * size()) * 8; ++bit) {
        const std::string result = outcome(PublicKey::fromSubjectPublicKeyInfo(withBitTurned(info, bit)));
        ASSERT_TRUE(result == "key.malformed" || result == "algorithm.unsupported")
            << "bit " << bit << ": " << result;
    }
}

/// Parameter sets B, C and D, and the second set of hash parameters.
TEST_P(GostRejection, OtherParameterSetsAreUnsupportedNotWrong) {
    const Bytes& info = GetParam().subjectPublicKeyInfo;
    const Bytes setA = hex(is512() ? "060a2a830e030a0101020201" : "060a2a830e030a0101010101");
    const Bytes hash = hex(is512() ? "06082a830e030a010303" : "060a2a830e030a0103010100");
    for (const Bytes& oid : {setA, hash}) {
        Bytes changed = info;
        const auto found = std::search(changed.begin(), changed.end(), oid.begin(), oid.end());
        ASSERT_NE(found, changed.end());
        std::uint8_t& lastArc = *(found + static_cast<std::ptrdiff_t>(oid.size()) - 1);
        lastArc = static_cast<std::uint8_t>(lastArc ^ 2);
        EXPECT_EQ(outcome(PublicKey::fromSubjectPublicKeyInfo(changed)), "algorithm.unsupported");
    }
}

INSTANTIATE_TEST_SUITE_P(Keys, GostRejection, testing::ValuesIn(test::knownGostKeys()),
                         [](const auto& instance) {
                             return instance.param.algorithm == KeyAlgorithm::Gost2015_512 ? "Gost2015"
                                                                                           : "Gost34310";
                         });

} // namespace
} // namespace tanba::crypto
