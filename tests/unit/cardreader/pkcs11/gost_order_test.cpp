#include "tests/support/outcome.h"
#include "tests/unit/cardreader/pkcs11/test_module.h"

#include <gtest/gtest.h>

namespace tanba::pkcs11 {
namespace {

using test::outcome;

TEST(GostOrder, EveryOrderIsLearntOnceAndRemembered) {
    for (const std::string digest : {"straight", "reversed"}) {
        for (const std::string value : {"straight", "reversed", "halves_reversed", "halves_swapped"}) {
            SCOPED_TRACE(digest + " " + value);
            TestModule module;
            module.tell("digest", digest);
            module.tell("value", value);
            PreparedPin pins(kRightPin);
            const auto token = module.token();
            ASSERT_NE(token, nullptr);
            const auto key = std::move(token->keys().at(0));
            auto session = key->open(pins, nullptr);
            ASSERT_TRUE(session.ok());
            EXPECT_EQ(outcome(keys::signChecked(*session.value(), gostDigest("бір"))), "ok");
            EXPECT_EQ(module.calls("C_Sign"), digest == "straight" ? 1 : 2);
            module.forgetCalls();
            EXPECT_EQ(outcome(keys::signChecked(*session.value(), gostDigest("екі"))), "ok");
            EXPECT_EQ(module.calls("C_Sign"), 1);
            // Another session of the same token knows it too.
            session = token->keys().at(0)->open(pins, nullptr);
            ASSERT_TRUE(session.ok());
            module.forgetCalls();
            EXPECT_EQ(outcome(keys::signChecked(*session.value(), gostDigest("үш"))), "ok");
            EXPECT_EQ(module.calls("C_Sign"), 1);
        }
    }
}

TEST(GostOrder, AValueThatFitsInNoOrderDoesNotLeave) {
    TestModule module;
    module.tell("value", "garbage");
    PreparedPin pins(kRightPin);
    const auto key = module.key();
    const auto session = key->open(pins, nullptr);
    ASSERT_TRUE(session.ok());
    EXPECT_EQ(outcome(session.value()->sign(gostDigest())), "signature.self_check_failed");
    EXPECT_EQ(module.calls("C_Sign"), 2);
    // Nothing false was learnt.
    module.tell("value", "reversed");
    EXPECT_EQ(outcome(keys::signChecked(*session.value(), gostDigest())), "ok");
}

TEST(GostOrder, AnOrderThatChangesIsCaught) {
    TestModule module;
    PreparedPin pins(kRightPin);
    const auto key = module.key();
    const auto session = key->open(pins, nullptr);
    ASSERT_TRUE(session.ok());
    EXPECT_EQ(outcome(keys::signChecked(*session.value(), gostDigest())), "ok");
    module.tell("value", "reversed");
    EXPECT_EQ(outcome(keys::signChecked(*session.value(), gostDigest())), "signature.self_check_failed");
}

TEST(GostOrder, OnlyTheDigestOfTheKeyGoesToTheToken) {
    TestModule module;
    PreparedPin pins(kRightPin);
    const auto key = module.key();
    const auto session = key->open(pins, nullptr);
    ASSERT_TRUE(session.ok());
    const auto sha = crypto::digestOf(crypto::DigestAlgorithm::Sha512, viewOf("text")).value();
    EXPECT_EQ(outcome(session.value()->sign(sha)), "algorithm.unsupported");
    crypto::Digest cut = gostDigest();
    cut.bytes.pop_back();
    EXPECT_EQ(outcome(session.value()->sign(cut)), "signing.digest_length_wrong");
    EXPECT_EQ(module.calls("C_SignInit"), 0);
}

} // namespace
} // namespace tanba::pkcs11
