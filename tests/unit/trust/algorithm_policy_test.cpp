#include "core/trust/algorithm_policy.h"

#include "core/base/encoding.h"
#include "tests/unit/trust/trust_test_support.h"

#include <algorithm>
#include <array>

namespace tanba::trust {
namespace {

using crypto::DigestAlgorithm;
using crypto::KeyAlgorithm;

struct SignatureRow {
    KeyAlgorithm key;
    DigestAlgorithm digest;
    std::string_view at;
    AlgorithmAge age;
};
TEST(AlgorithmPolicy, SignaturesHaveTheirDates) {
    constexpr std::array<SignatureRow, 8> rows{{
        {KeyAlgorithm::Rsa, DigestAlgorithm::Sha1, "2016-12-31T23:59:59Z", AlgorithmAge::Fine},
        {KeyAlgorithm::Rsa, DigestAlgorithm::Sha1, "2017-01-01T00:00:00Z", AlgorithmAge::PastDate},
        {KeyAlgorithm::Ec, DigestAlgorithm::Sha1, "2026-01-01T00:00:00Z", AlgorithmAge::PastDate},
        {KeyAlgorithm::Rsa, DigestAlgorithm::Sha256, "2026-01-01T00:00:00Z", AlgorithmAge::Fine},
        {KeyAlgorithm::Ec, DigestAlgorithm::Sha384, "2026-01-01T00:00:00Z", AlgorithmAge::Fine},
        {KeyAlgorithm::Gost2015_512, DigestAlgorithm::Streebog512, "2026-01-01T00:00:00Z",
         AlgorithmAge::Fine},
        {KeyAlgorithm::Gost34310, DigestAlgorithm::Gost34311_95, "2026-01-01T00:00:00Z",
         AlgorithmAge::OldGost},
        {KeyAlgorithm::Gost34310, DigestAlgorithm::Gost34311_95, "2016-01-01T00:00:00Z",
         AlgorithmAge::OldGost},
    }};
    for (const SignatureRow& row : rows)
        EXPECT_EQ(signatureAge({row.key, row.digest}, test::at(row.at)), row.age)
            << crypto::digestRow(row.digest).name << " " << row.at;
}

TEST(AlgorithmPolicy, EveryDigestHasARow) {
    for (const crypto::DigestRow& digest : crypto::digestTable())
        EXPECT_EQ(std::ranges::count(digestDates(), digest.algorithm, &DigestDate::digest), 1) << digest.name;
}

crypto::PublicKey rsaKey(std::string_view base64) {
    const auto encoded = fromBase64(base64);
    EXPECT_TRUE(encoded.ok());
    auto key = crypto::PublicKey::fromSubjectPublicKeyInfo(encoded.value());
    EXPECT_TRUE(key.ok());
    return std::move(key).value();
}

// Keys nobody signs with any more; made for this test.
constexpr std::string_view kRsa512 =
    "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKgLRU8FRN0bovB4bRxeKBKWip3UsynQl1rtkQflWK8otn6q1MGxtLbK+N2Oy4y+"
    "g0VC7vW+FfC4g9w4ypBbhF8CAwEAAQ==";
constexpr std::string_view kRsa1024 =
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC6Ci9fywFJs2FKUauo8c5qL4TYnWczhlGPzVe4mk8R1Ajx3D0IUahsbgcx"
    "3smzVkh0QCWudWm1oTxNLpL/UeC/5Wi1f988rRi3ktjgHcL7h0nSL28/7y2N4UTNOmV/HyF3bC80TrqzH16An3WbaeoMoLpW"
    "aRyUq1ECoKDGcepx+wIDAQAB";

TEST(AlgorithmPolicy, ShortKeysHaveTheirDates) {
    const crypto::PublicKey tiny = rsaKey(kRsa512);
    const crypto::PublicKey small = rsaKey(kRsa1024);
    EXPECT_EQ(keyAge(tiny, test::at("1999-01-01T00:00:00Z")), AlgorithmAge::PastDate);
    EXPECT_EQ(keyAge(small, test::at("2013-12-31T23:59:59Z")), AlgorithmAge::Fine);
    EXPECT_EQ(keyAge(small, test::at("2014-01-01T00:00:00Z")), AlgorithmAge::PastDate);
    EXPECT_EQ(keyText(small), "rsa-1024");
    auto ordinary = crypto::PrivateKey::generate(KeyAlgorithm::Rsa, 2048);
    ASSERT_TRUE(ordinary.ok());
    EXPECT_EQ(keyAge(ordinary.value().publicKey(), test::goodTime()), AlgorithmAge::Fine);
    auto curve = crypto::PrivateKey::generate(KeyAlgorithm::Ec, 256);
    ASSERT_TRUE(curve.ok());
    EXPECT_EQ(keyAge(curve.value().publicKey(), test::goodTime()), AlgorithmAge::Fine);
}

TEST(AlgorithmPolicy, ReasonsAreGivenOnceForEachThing) {
    std::vector<sign::Reason> reasons;
    addAgeReason(reasons, AlgorithmAge::Fine, "rsa-sha256");
    EXPECT_TRUE(reasons.empty());
    addAgeReason(reasons, AlgorithmAge::PastDate, "rsa-sha1");
    addAgeReason(reasons, AlgorithmAge::PastDate, "rsa-sha1");
    addAgeReason(reasons, AlgorithmAge::PastDate, "rsa-1024");
    addAgeReason(reasons, AlgorithmAge::OldGost, "gost34310");
    addAgeReason(reasons, AlgorithmAge::OldGost, "gost34310-95");
    EXPECT_EQ(test::codesOf(reasons), "algorithm.past_its_date algorithm.past_its_date notice.gost_2004");
}

} // namespace
} // namespace tanba::trust
