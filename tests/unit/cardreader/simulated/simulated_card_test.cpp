#include "core/keys/demo_certificate.h"
#include "core/keys/kz_profile.h"
#include "tests/unit/cardreader/simulated/simulated_support.h"

#include <gmock/gmock.h>

namespace tanba::card {
namespace {

using std::chrono::milliseconds;
using test::CardOnTable;
using test::digestFor;
using test::keyOf;
using test::outcome;
using test::ScriptedPins;

constexpr std::string_view kKeys[] = {"gost512", "rsa2048", "p256"};

TEST(SimulatedCard, HoldsThreeKeysThatPermitSigning) {
    CardOnTable table;
    const auto token = table.token();
    EXPECT_EQ(token->kind(), keys::TokenKind::Simulated);
    EXPECT_EQ(token->label(), "demo");
    EXPECT_EQ(token->serial(), "DEMO-0001");
    const auto held = token->keys();
    ASSERT_EQ(held.size(), 3U);
    for (std::size_t index = 0; index < held.size(); ++index) {
        EXPECT_EQ(held[index]->id(), kKeys[index]);
        const auto certificate = held[index]->certificate();
        ASSERT_TRUE(certificate);
        EXPECT_TRUE(keys::permitsSigning(keys::purposeOf(*certificate))) << kKeys[index];
        EXPECT_LT(certificate->notBefore(), test::goodTime());
        EXPECT_GT(certificate->notAfter(), test::goodTime());
    }
}

TEST(SimulatedCard, EveryCertificateIsMarkedAndMadeByTheAuthorityOfThisRun) {
    CardOnTable table;
    const keys::Certificate& authority = table.card.authority();
    EXPECT_TRUE(keys::isDemonstration(authority));
    for (const auto& key : table.token()->keys()) {
        const keys::Certificate certificate = *key->certificate();
        EXPECT_TRUE(keys::isDemonstration(certificate));
        ASSERT_NE(certificate.extension(keys::demonstrationOid()), nullptr);
        EXPECT_TRUE(certificate.extension(keys::demonstrationOid())->critical);
        EXPECT_EQ(outcome(certificate.verifySignedBy(authority.publicKey().value())), "ok");
    }
    CardOnTable other;
    EXPECT_NE(other.card.authority(), authority);
}

TEST(SimulatedCard, SignsWithEachKeyAsOftenAsOnePinAllows) {
    CardOnTable table;
    for (const std::string_view id : kKeys) {
        auto session = table.session(id);
        ASSERT_TRUE(session.ok()) << id;
        const crypto::Digest digest = digestFor(session.value()->certificate());
        for (int count = 0; count < 3; ++count)
            EXPECT_EQ(outcome(keys::signChecked(*session.value(), digest)), "ok") << id;
    }
}

TEST(SimulatedCard, OneThatIsOutCannotBeOpened) {
    CardOnTable table;
    table.card.remove();
    EXPECT_EQ(outcome(table.card.open(nullptr)), "card.absent");
    table.card.insert();
    EXPECT_EQ(outcome(table.card.open(nullptr)), "ok");
}

TEST(SimulatedCard, NobodyIsAskedForThePinOfACardThatIsOut) {
    CardOnTable table;
    const auto token = table.token();
    table.card.remove();
    ScriptedPins pins{"1234"};
    EXPECT_EQ(outcome(keyOf(*token, "p256")->open(pins, nullptr)), "card.absent");
    EXPECT_TRUE(pins.labels.empty());
}

TEST(SimulatedCard, ASessionDoesNotOutliveTheStayOfTheCard) {
    CardOnTable table;
    const auto session = table.session("p256");
    ASSERT_TRUE(session.ok());
    const crypto::Digest digest = digestFor(session.value()->certificate());
    table.card.remove();
    EXPECT_EQ(outcome(session.value()->sign(digest)), "card.removed");
    table.card.insert();
    EXPECT_EQ(outcome(session.value()->sign(digest)), "card.removed");
}

TEST(SimulatedCard, ASessionDoesNotOutliveAReset) {
    CardOnTable table;
    const auto session = table.session("p256");
    ASSERT_TRUE(session.ok());
    table.card.resetByOther();
    EXPECT_EQ(outcome(session.value()->sign(digestFor(session.value()->certificate()))), "card.reset");
    EXPECT_EQ(outcome(table.session("p256")), "ok");
}

TEST(SimulatedCard, TheCardMayBeSwappedWhileThePersonIsTyping) {
    CardOnTable table;
    const auto token = table.token();
    ScriptedPins pins{"1234"};
    pins.whileTyping = [&table] {
        table.card.remove();
        table.card.insert();
    };
    EXPECT_EQ(outcome(keyOf(*token, "p256")->open(pins, nullptr)), "ok");
    pins = ScriptedPins{"1234"};
    pins.whileTyping = [&table] { table.card.remove(); };
    EXPECT_EQ(outcome(keyOf(*token, "p256")->open(pins, nullptr)), "card.absent");
}

TEST(SimulatedCard, AnotherProgramMayHoldIt) {
    CardOnTable table;
    const auto session = table.session("p256");
    ASSERT_TRUE(session.ok());
    table.card.holdByOther(true);
    EXPECT_EQ(outcome(table.card.open(nullptr)), "card.in_use");
    EXPECT_EQ(outcome(session.value()->sign(digestFor(session.value()->certificate()))), "card.in_use");
    table.card.holdByOther(false);
    EXPECT_EQ(outcome(table.card.open(nullptr)), "ok");
}

/// Open the token, then a key, then sign: four commands, of which the PIN is the third.
std::string signingFlow(CardOnTable& table) {
    auto session = table.session("p256");
    if (!session.ok())
        return outcome(session);
    return outcome(keys::signChecked(*session.value(), digestFor(session.value()->certificate())));
}

TEST(SimulatedCard, AnyCommandOfAFlowMayBeBrokenOff) {
    CardOnTable counting;
    ASSERT_EQ(signingFlow(counting), "ok");
    const int commands = counting.card.commands();
    EXPECT_EQ(commands, 5);
    for (const FailureCode code : {FailureCode::CardRemoved, FailureCode::CardReset, FailureCode::CardIo,
                                   FailureCode::CardAnswerMalformed, FailureCode::ReaderRemoved}) {
        CardOnTable table;
        for (int at = 1; at <= commands; ++at) {
            table.card.breakOff(at, code);
            EXPECT_EQ(signingFlow(table), codeText(code)) << at;
            if (code == FailureCode::CardRemoved) {
                EXPECT_EQ(outcome(table.card.open(nullptr)), "card.absent");
            }
            table.card.insert();
            // One fault an order: the next run is undisturbed.
            EXPECT_EQ(signingFlow(table), "ok") << at;
        }
    }
}

TEST(SimulatedCard, AWrongSignatureValueNeverLeaves) {
    CardOnTable table;
    for (const std::string_view id : kKeys) {
        auto session = table.session(id);
        ASSERT_TRUE(session.ok());
        const crypto::Digest digest = digestFor(session.value()->certificate());
        table.card.spoilSignatures(1);
        EXPECT_EQ(outcome(keys::signChecked(*session.value(), digest)), "signature.self_check_failed") << id;
        EXPECT_EQ(outcome(keys::signChecked(*session.value(), digest)), "ok") << id;
    }
}

TEST(SimulatedCard, ADelayPassesInEachCommandAndCanBeCancelled) {
    CardOnTable table;
    table.card.delay(milliseconds(120));
    EXPECT_EQ(signingFlow(table), "ok");
    EXPECT_EQ(table.slept, milliseconds(5 * 120));
    CancelToken cancel;
    cancel.cancel();
    EXPECT_EQ(outcome(table.card.open(&cancel)), "cancelled");
    EXPECT_EQ(table.slept, milliseconds(5 * 120));
}

TEST(SimulatedCard, TokensKeepTheCardAlive) {
    std::unique_ptr<keys::Token> token;
    {
        CardOnTable table;
        token = table.token();
    }
    EXPECT_EQ(token->keys().size(), 3U);
}

} // namespace
} // namespace tanba::card
