#include "tests/unit/cardreader/pkcs11/softhsm.h"

#include "core/base/encoding.h"
#include "tests/support/fixtures.h"
#include "tests/support/outcome.h"
#include "tests/unit/cardreader/pkcs11/pins.h"

#include <gtest/gtest.h>

namespace tanba::pkcs11 {
namespace {

using crypto::DigestAlgorithm;
using crypto::KeyAlgorithm;
using test::outcome;

test::Identity person(KeyAlgorithm algorithm) {
    auto root = test::Authority::makeRoot(KeyAlgorithm::Rsa, "root");
    return root.issue(algorithm);
}

class SoftHsmTest : public testing::Test {
  protected:
    void SetUp() override { TANBA_NEEDS_SOFTHSM(); }
    PreparedPin pins{"12345678"};
};

TEST_F(SoftHsmTest, RsaAndEcdsaKeysSignWithEveryDigest) {
    SoftHsm softHsm;
    for (const auto& [algorithm, id] :
         {std::pair(KeyAlgorithm::Rsa, "45"), std::pair(KeyAlgorithm::Ec, "46")}) {
        const test::Identity identity = person(algorithm);
        softHsm.importKey(identity, id);
        softHsm.importCertificate(identity, id);
    }
    const auto token = softHsm.token();
    ASSERT_NE(token, nullptr);
    EXPECT_FALSE(token->serial().empty());
    EXPECT_EQ(token->proof(), keys::TokenProof::Real);
    const auto keys = token->keys();
    ASSERT_EQ(keys.size(), 2u);
    for (const auto& key : keys) {
        const auto session = key->open(pins, nullptr);
        ASSERT_TRUE(session.ok()) << outcome(session);
        for (const auto algorithm :
             {DigestAlgorithm::Sha256, DigestAlgorithm::Sha384, DigestAlgorithm::Sha512}) {
            const auto digest = crypto::digestOf(algorithm, viewOf("құжат")).value();
            EXPECT_EQ(outcome(keys::signChecked(*session.value(), digest)), "ok")
                << crypto::digestRow(algorithm).name;
        }
        EXPECT_EQ(outcome(session.value()->sign(
                      crypto::digestOf(DigestAlgorithm::Streebog512, viewOf("text")).value())),
                  "algorithm.unsupported");
    }
    EXPECT_EQ(pins.asked, 2);
    EXPECT_EQ(pins.label, "ЭЦҚ токені");
}

TEST_F(SoftHsmTest, AWrongPinRaisesTheWarning) {
    SoftHsm softHsm;
    const test::Identity identity = person(KeyAlgorithm::Ec);
    softHsm.importKey(identity, "45");
    softHsm.importCertificate(identity, "45");
    const auto token = softHsm.token();
    ASSERT_NE(token, nullptr);
    EXPECT_FALSE(token->pinRules().countLow);
    PreparedPin wrong("87654321");
    EXPECT_EQ(outcome(token->keys().at(0)->open(wrong, nullptr)), "pin.wrong_count_unknown");
    const auto warned = softHsm.token();
    ASSERT_NE(warned, nullptr);
    EXPECT_TRUE(warned->pinRules().countLow);
    EXPECT_EQ(outcome(token->keys().at(0)->open(pins, nullptr)), "ok");
    EXPECT_TRUE(pins.rules.countLow);
}

TEST_F(SoftHsmTest, ThePinIsChanged) {
    SoftHsm softHsm;
    const test::Identity identity = person(KeyAlgorithm::Ec);
    softHsm.importKey(identity, "45");
    softHsm.importCertificate(identity, "45");
    const auto token = softHsm.token();
    ASSERT_NE(token, nullptr);
    PreparedChange wrong("00000000", "23456789");
    EXPECT_EQ(outcome(token->pinManagement()->change(wrong, nullptr)), "pin.wrong_count_unknown");
    PreparedChange change("12345678", "23456789");
    EXPECT_EQ(outcome(token->pinManagement()->change(change, nullptr)), "ok");
    EXPECT_EQ(outcome(token->keys().at(0)->open(pins, nullptr)), "pin.wrong_count_unknown");
    PreparedPin next("23456789");
    EXPECT_EQ(outcome(token->keys().at(0)->open(next, nullptr)), "ok");
}

TEST_F(SoftHsmTest, KeysWithoutACertificateAndWithAnotherId) {
    SoftHsm softHsm;
    const test::Identity rsa = person(KeyAlgorithm::Rsa);
    const test::Identity ec = person(KeyAlgorithm::Ec);
    const test::Identity bare = person(KeyAlgorithm::Ec);
    softHsm.importKey(rsa, "45");
    softHsm.importCertificate(rsa, "55");
    softHsm.importKey(ec, "46");
    softHsm.importCertificate(ec, "56");
    softHsm.importKey(bare, "47");
    const auto token = softHsm.token();
    ASSERT_NE(token, nullptr);
    int withCertificate = 0;
    int without = 0;
    for (const auto& key : token->keys()) {
        const auto session = key->open(pins, nullptr);
        if (!key->certificate()) {
            EXPECT_EQ(outcome(session), "card.no_certificate");
            ++without;
            continue;
        }
        ASSERT_TRUE(session.ok()) << outcome(session);
        const auto digest = crypto::digestOf(DigestAlgorithm::Sha256, viewOf("құжат")).value();
        EXPECT_EQ(outcome(keys::signChecked(*session.value(), digest)), "ok");
        ++withCertificate;
    }
    EXPECT_EQ(withCertificate, 2);
    // SoftHSM hides the public half too until the PIN: then the bare key is not there yet.
    EXPECT_LE(without, 1);
}

TEST_F(SoftHsmTest, AKeyFileOnTheTokenIsOffered) {
    SoftHsm softHsm;
    const Bytes file = test::pkcs12File(person(KeyAlgorithm::Rsa), "Qwerty12");
    softHsm.importData(file, "GOST512.p12");
    softHsm.importData(toBytes("a note"), "note");
    const auto token = softHsm.token();
    ASSERT_NE(token, nullptr);
    const auto files = token->keyFilesAfterLogin(pins, nullptr);
    ASSERT_TRUE(files.ok());
    ASSERT_EQ(files.value().size(), 1u);
    EXPECT_EQ(files.value()[0].content, file);
    EXPECT_EQ(files.value()[0].label, "GOST512.p12");
}

} // namespace
} // namespace tanba::pkcs11
