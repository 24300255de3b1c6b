#include "core/crypto/private_key.h"
#include "tests/support/outcome.h"
#include "tests/unit/crypto/key_samples.h"

#include <gtest/gtest.h>

#include <set>

namespace tanba::crypto {
namespace {

using test::KeyShape;
using test::outcome;

class Signing : public testing::TestWithParam<KeyShape> {
  protected:
    const PrivateKey& key() const { return test::sampleKey(GetParam()); }
    KeyAlgorithm algorithm() const { return GetParam().algorithm; }
};

TEST_P(Signing, EverySchemeOfTheTableSignsAndVerifies) {
    int schemes = 0;
    for (const SignatureRow& row : signatureTable()) {
        if (row.scheme.key != algorithm())
            continue;
        const Digest digest = test::digestOf(row.scheme.digest, "some text");
        const Result<Bytes> signature = key().signDigest(digest);
        ASSERT_EQ(outcome(signature), "ok") << row.name;
        EXPECT_EQ(outcome(key().publicKey().verify(row.scheme, viewOf("some text"), signature.value())),
                  "ok");
        EXPECT_EQ(outcome(key().publicKey().verify(row.scheme, viewOf("some texT"), signature.value())),
                  "signature.wrong");
        ++schemes;
    }
    EXPECT_GE(schemes, 1);
}

TEST_P(Signing, TwoHundredSignaturesVerify) {
    const bool deterministic = algorithm() == KeyAlgorithm::Rsa;
    std::set<Bytes> different;
    for (int i = 0; i < 200; ++i) {
        const Digest digest = test::digestOf(naturalDigest(algorithm()), std::to_string(i));
        const Result<Bytes> signature = key().signDigest(digest);
        ASSERT_EQ(outcome(signature), "ok");
        ASSERT_EQ(outcome(key().publicKey().verifyDigest(digest, signature.value())), "ok") << i;
        different.insert(signature.value());
    }
    EXPECT_EQ(different.size(), 200U);
    const Digest same = test::digestOf(naturalDigest(algorithm()), "same");
    EXPECT_EQ(key().signDigest(same).value() == key().signDigest(same).value(), deterministic);
}

TEST_P(Signing, AnotherKeyDoesNotVerify) {
    const PrivateKey other = PrivateKey::generate(algorithm(), GetParam().bits).value();
    const Digest digest = test::digestOf(naturalDigest(algorithm()), "some text");
    EXPECT_EQ(outcome(other.publicKey().verifyDigest(digest, key().signDigest(digest).value())),
              "signature.wrong");
}

TEST_P(Signing, ChangedSignaturesAreWrong) {
    const Digest digest = test::digestOf(naturalDigest(algorithm()), "some text");
    const Bytes signature = key().signDigest(digest).value();
    for (std::size_t bit = 0; bit < signature.size() * 8; bit += 11)
        ASSERT_EQ(outcome(key().publicKey().verifyDigest(digest, test::withBitTurned(signature, bit))),
                  "signature.wrong")
            << "bit " << bit;
    Bytes longer = signature;
    longer.push_back(0);
    EXPECT_EQ(outcome(key().publicKey().verifyDigest(digest, longer)), "signature.wrong");
}

TEST_P(Signing, DigestsOfTheWrongLengthAreRefused) {
    for (const std::size_t length : {0U, 1U, 33U, 65U}) {
        const Digest digest{naturalDigest(algorithm()), Bytes(length, 1)};
        EXPECT_EQ(outcome(key().signDigest(digest)), "signing.digest_length_wrong");
        EXPECT_EQ(outcome(key().publicKey().verifyDigest(digest, Bytes(64, 1))),
                  "signing.digest_length_wrong");
    }
}

TEST_P(Signing, DigestsOfAnotherFamilyAreRefused) {
    for (const DigestRow& row : digestTable()) {
        if (signatureRow({algorithm(), row.algorithm}) != nullptr)
            continue;
        const Digest digest{row.algorithm, Bytes(row.size, 1)};
        EXPECT_EQ(outcome(key().signDigest(digest)), "algorithm.unsupported") << row.name;
    }
}

TEST_P(Signing, SchemesOfAnotherKeyAreRefused) {
    for (const SignatureRow& row : signatureTable()) {
        if (row.scheme.key == algorithm())
            continue;
        EXPECT_EQ(outcome(key().publicKey().verify(row.scheme, viewOf("x"), Bytes(64, 1))),
                  "algorithm.unsupported");
    }
}

INSTANTIATE_TEST_SUITE_P(Shapes, Signing, testing::ValuesIn(test::keyShapes()),
                         testing::PrintToStringParamName());

} // namespace
} // namespace tanba::crypto
