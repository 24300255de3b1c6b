#include "cardreader/pkcs11/signature_forms.h"

#include "cardreader/pkcs11/key_material.h"
#include "core/base/encoding.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

namespace tanba::pkcs11 {
namespace {

using test::outcome;

Bytes hex(std::string_view text) {
    return fromHex(text).value();
}

TEST(SignatureForms, DigestInfoIsThatOfTheStandard) {
    // RFC 8017 9.2, note 1: the prefixes as octets.
    const auto prefix = [](crypto::DigestAlgorithm algorithm, std::size_t size) {
        const std::string all = toHex(digestInfo({algorithm, Bytes(size, 0xAB)}));
        return all.substr(0, all.size() - 2 * size);
    };
    EXPECT_EQ(prefix(crypto::DigestAlgorithm::Sha1, 20), "3021300906052b0e03021a05000414");
    EXPECT_EQ(prefix(crypto::DigestAlgorithm::Sha256, 32), "3031300d060960864801650304020105000420");
    EXPECT_EQ(prefix(crypto::DigestAlgorithm::Sha384, 48), "3041300d060960864801650304020205000430");
    EXPECT_EQ(prefix(crypto::DigestAlgorithm::Sha512, 64), "3051300d060960864801650304020305000440");
}

TEST(SignatureForms, EcdsaValuesBecomeDer) {
    Bytes raw(64, 0);
    raw[31] = 1;
    raw[32] = 0x80;
    EXPECT_EQ(toHex(ecdsaSignature(raw, 256).value()),
              "3026020101022100"
              "8000000000000000000000000000000000000000000000000000000000000000");
    EXPECT_EQ(ecdsaHalfSize(521), 66u);
    for (const std::size_t size : {0u, 63u, 65u, 128u})
        EXPECT_EQ(outcome(ecdsaSignature(Bytes(size), 256)), "module.failed") << size;
    EXPECT_EQ(outcome(ecdsaSignature(Bytes(132, 1), 521)), "ok");
}

TEST(SignatureForms, LongDigestsAreCutToTheOrder) {
    const Bytes digest(64, 7);
    EXPECT_EQ(ecdsaInput(digest, 256).size(), 32u);
    EXPECT_EQ(ecdsaInput(digest, 384).size(), 48u);
    EXPECT_EQ(ecdsaInput(digest, 521).size(), 64u);
    EXPECT_EQ(ecdsaInput(ByteView(digest).first(20), 256).size(), 20u);
}

TEST(SignatureForms, OrdersOfGost) {
    const Bytes value = hex("01020304");
    EXPECT_EQ(toHex(digestInOrder(value, DigestOrder::Straight)), "01020304");
    EXPECT_EQ(toHex(digestInOrder(value, DigestOrder::Reversed)), "04030201");
    EXPECT_EQ(toHex(valueFromOrder(value, ValueOrder::Straight)), "01020304");
    EXPECT_EQ(toHex(valueFromOrder(value, ValueOrder::Reversed)), "04030201");
    EXPECT_EQ(toHex(valueFromOrder(value, ValueOrder::HalvesReversed)), "02010403");
    EXPECT_EQ(toHex(valueFromOrder(value, ValueOrder::HalvesSwapped)), "03040102");
}

TEST(KeyMaterial, FormsOfOneKeyAreEqual) {
    EXPECT_EQ(materialFromModulus(hex("0000c1")), hex("c1"));
    EXPECT_TRUE(materialFromModulus(hex("0000")).empty());
    EXPECT_EQ(materialFromPoint(hex("0403040506")), hex("040506"));
    EXPECT_EQ(materialFromPoint(hex("04a1a2")), hex("04a1a2"));
    EXPECT_FALSE(sameMaterial({}, {}));
    EXPECT_TRUE(sameMaterial(hex("01"), hex("01")));
    EXPECT_FALSE(sameMaterial(hex("0102"), hex("0201")));
    Bytes gost(128);
    gost[0] = 1;
    EXPECT_TRUE(sameMaterial(gost, Bytes(gost.rbegin(), gost.rend())));
    EXPECT_FALSE(sameMaterial(gost, Bytes(128)));
}

} // namespace
} // namespace tanba::pkcs11
