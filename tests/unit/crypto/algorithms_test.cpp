#include "core/crypto/algorithms.h"

#include "tests/unit/crypto/key_samples.h"

#include <gtest/gtest.h>

#include <set>

namespace tanba::crypto {
namespace {

TEST(Algorithms, EveryDigestIsFoundByOidAndByName) {
    for (const DigestRow& row : digestTable()) {
        EXPECT_EQ(digestByOid(Oid(row.oid)), row.algorithm) << row.name;
        EXPECT_EQ(digestByName(row.name), row.algorithm) << row.name;
        EXPECT_EQ(digestRow(row.algorithm).oid, row.oid);
    }
}

TEST(Algorithms, EverySignatureSchemeIsFoundByOid) {
    for (const SignatureRow& row : signatureTable()) {
        EXPECT_EQ(schemeByOid(Oid(row.oid)), row.scheme) << row.name;
        ASSERT_NE(signatureRow(row.scheme), nullptr);
        EXPECT_EQ(signatureRow(row.scheme)->oid, row.oid);
    }
}

TEST(Algorithms, NamesAndOidsAreUnique) {
    std::set<std::string_view> seen;
    for (const DigestRow& row : digestTable()) {
        EXPECT_TRUE(seen.insert(row.name).second) << row.name;
        EXPECT_TRUE(seen.insert(row.oid).second) << row.oid;
    }
    for (const SignatureRow& row : signatureTable()) {
        EXPECT_TRUE(seen.insert(row.name).second) << row.name;
        EXPECT_TRUE(seen.insert(row.oid).second) << row.oid;
    }
}

TEST(Algorithms, UnknownOnesAreNothing) {
    EXPECT_EQ(digestByOid(Oid("1.2.3.4")), std::nullopt);
    EXPECT_EQ(digestByOid(Oid()), std::nullopt);
    EXPECT_EQ(digestByName("md5"), std::nullopt);
    EXPECT_EQ(digestByName(""), std::nullopt);
    EXPECT_EQ(schemeByOid(Oid("1.2.840.113549.1.1.4")), std::nullopt);   // md5WithRSAEncryption
    EXPECT_EQ(schemeByOid(Oid("1.2.398.3.10.1.1.2.3.1")), std::nullopt); // the 256-bit scheme
}

TEST(Algorithms, AGostKeyHasExactlyOneDigest) {
    for (const KeyAlgorithm key : {KeyAlgorithm::Gost2015_512, KeyAlgorithm::Gost34310}) {
        for (const DigestRow& row : digestTable())
            EXPECT_EQ(signatureRow({key, row.algorithm}) != nullptr, row.algorithm == naturalDigest(key))
                << row.name;
    }
}

TEST(Algorithms, ParametersAreNullExceptWithEcdsa) {
    for (const SignatureRow& row : signatureTable())
        EXPECT_EQ(row.nullParameters, row.scheme.key != KeyAlgorithm::Ec) << row.name;
}

TEST(Algorithms, KazakhObjectIdentifiers) {
    const SignatureScheme current{KeyAlgorithm::Gost2015_512, DigestAlgorithm::Streebog512};
    const SignatureScheme old{KeyAlgorithm::Gost34310, DigestAlgorithm::Gost34311_95};
    EXPECT_EQ(schemeByOid(Oid("1.2.398.3.10.1.1.2.3.2")), current);
    EXPECT_EQ(schemeByOid(Oid("1.2.398.3.10.1.1.1.2")), old);
    EXPECT_EQ(digestByOid(Oid("1.2.398.3.10.1.3.3")), DigestAlgorithm::Streebog512);
    EXPECT_EQ(digestByOid(Oid("1.2.398.3.10.1.3.2")), DigestAlgorithm::Streebog256);
    EXPECT_EQ(digestByOid(Oid("1.2.398.3.10.1.3.1")), DigestAlgorithm::Gost34311_95);
}

} // namespace
} // namespace tanba::crypto
