// What sites got signed stands in the user's own journal.
#include "core/base/encoding.h"
#include "tests/gui/consent_world.h"

#include <gtest/gtest.h>

namespace tanba::gui::test {
namespace {

TEST(PortalJournal, ASignatureForASiteIsFoundAgain) {
    ConsentWorld world;
    world.putOwnKey();
    const service::ConsentQuestion question = documentQuestion();
    const ConsentWorld::Asked& asked = world.ask(question);
    world.agree(kSignPassword);
    ASSERT_TRUE(world.until([&] { return asked.answers == 1 && !world.journal().empty(); }));
    const auto journal = world.journal();
    ASSERT_EQ(journal.size(), 1U);
    EXPECT_EQ(journal.front().purpose, kPortal);
    EXPECT_EQ(journal.front().document, "");
    EXPECT_EQ(journal.front().documentSha256, toHex(question.items.front().digest));
    EXPECT_EQ(journal.front().key.owner, "СЫНАҚОВ СЫНАҚ СЫНАҚҰЛЫ");
    world.window().go(Place::Sign);
    goToSignJournal(world);
    world.settle();
    EXPECT_TRUE(world.sees(fromUtf8(kPortal))) << world.visibleText().toStdString();
}

TEST(PortalJournal, ALoginStandsThereWithoutAnyOfIt) {
    ConsentWorld world;
    world.putOwnKey();
    const ConsentWorld::Asked& asked = world.ask(loginQuestion());
    world.agree(kSignPassword);
    ASSERT_TRUE(world.until([&] { return asked.answers == 1 && !world.journal().empty(); }));
    EXPECT_EQ(world.journal().front().purpose, kPortal);
    EXPECT_EQ(world.journal().front().documentSha256, "");
}

TEST(PortalJournal, WhatWasNotSignedIsNotThere) {
    ConsentWorld world;
    world.putOwnKey();
    world.endWith(fail(FailureCode::SignatureSelfCheckFailed));
    const ConsentWorld::Asked& failed = world.ask(documentQuestion());
    world.agree(kSignPassword);
    ASSERT_TRUE(world.until([&] { return failed.answers == 1; }));
    world.ask(documentQuestion());
    world.answer(Phrase::PortalCancel);
    world.settle();
    EXPECT_TRUE(world.journal().empty());
}

} // namespace
} // namespace tanba::gui::test
