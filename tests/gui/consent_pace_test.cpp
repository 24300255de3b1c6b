// A page that asks again and again.
#include "tests/gui/consent_world.h"

#include <gtest/gtest.h>

namespace tanba::gui::test {
namespace {

using namespace std::chrono_literals;
using AnswerKind = service::ConsentAnswer::Kind;

TEST(AskingPace, IsLongerEachTimeAndForgets) {
    AskingPace pace;
    EXPECT_LE(pace.allowedAt("a.kz"), 0ms);
    pace.endedWithoutConsent("a.kz", 0ms);
    EXPECT_EQ(pace.allowedAt("a.kz"), 2000ms);
    EXPECT_LE(pace.allowedAt("b.kz"), 0ms) << "another site";
    pace.endedWithoutConsent("a.kz", 2000ms);
    EXPECT_EQ(pace.allowedAt("a.kz"), 6000ms);
    pace.endedWithoutConsent("a.kz", 6000ms);
    EXPECT_EQ(pace.allowedAt("a.kz"), 14'000ms);
    pace.granted("a.kz");
    EXPECT_LE(pace.allowedAt("a.kz"), 0ms);
    for (int time = 0; time < 50; ++time)
        pace.endedWithoutConsent("a.kz", 20'000ms);
    EXPECT_EQ(pace.allowedAt("a.kz"), 80'000ms) << "a minute at most";
    pace.endedWithoutConsent("a.kz", 200'000ms);
    EXPECT_EQ(pace.allowedAt("a.kz"), 202'000ms) << "it was quiet for long enough";
}

TEST(AskingPace, ManySitesTogetherAreACrowd) {
    AskingPace pace;
    for (int site = 0; site < AskingPace::kCrowd; ++site)
        pace.endedWithoutConsent("s" + std::to_string(site) + ".kz", 0ms);
    EXPECT_LE(pace.allowedAt("new.kz"), 0ms);
    pace.endedWithoutConsent("one-more.kz", 0ms);
    EXPECT_EQ(pace.allowedAt("new.kz"), 2000ms);
}

TEST(AskingPace, ACrowdDoesNotHoldUpAKnownPortal) {
    AskingPace pace;
    for (int site = 0; site <= AskingPace::kCrowd; ++site)
        pace.endedWithoutConsent("s" + std::to_string(site) + ".kz", 0ms);
    EXPECT_EQ(pace.allowedAt("portal.kz"), 2000ms);
    EXPECT_LE(pace.allowedAt("portal.kz", AskingPace::Asker::KnownPortal), 0ms);
    pace.endedWithoutConsent("portal.kz", 100ms);
    EXPECT_EQ(pace.allowedAt("portal.kz", AskingPace::Asker::KnownPortal), 2100ms) << "its own pace";
}

TEST(AskingPace, OneSiteIsNoCrowd) {
    AskingPace pace;
    for (int time = 0; time < 3 * AskingPace::kCrowd; ++time)
        pace.endedWithoutConsent("a.kz", 0ms);
    EXPECT_LE(pace.allowedAt("b.kz"), 0ms);
    for (int site = 0; site < 3 * AskingPace::kCrowd; ++site)
        pace.withdrawnUnseen("s" + std::to_string(site) + ".kz", 0ms);
    EXPECT_LE(pace.allowedAt("b.kz"), 0ms) << "nobody saw any of them";
    EXPECT_EQ(pace.allowedAt("s0.kz"), 2000ms);
}

TEST(AskingStorm, WhatNobodySawSilencesNobodyElse) {
    ConsentWorld world;
    world.putOwnKey();
    world.ask(documentQuestion());
    for (int time = 0; time < 10; ++time)
        world.withdraw(world.send(documentQuestion("https://s" + std::to_string(time) + ".kz")));
    world.answer(Phrase::PortalCancel);
    world.ask(documentQuestion(kOtherPortal));
    EXPECT_TRUE(world.isAsking());
    EXPECT_TRUE(world.says(QStringLiteral("cabinet.example.kz")));
}

TEST(AskingStorm, NamesThatCostNothingAreOneSite) {
    ConsentWorld world;
    world.putOwnKey();
    world.ask(documentQuestion("https://a1.github.io"));
    ASSERT_TRUE(world.isAsking());
    world.answer(Phrase::PortalCancel);
    world.ask(documentQuestion("https://a2.github.io"));
    EXPECT_FALSE(world.isAsking()) << "the same owner may have any number of them";
    world.ask(documentQuestion(kOtherPortal));
    EXPECT_TRUE(world.isAsking());
}

TEST(AskingStorm, ARenamedProgramIsTheSameSite) {
    ConsentWorld world;
    world.putOwnKey();
    for (const char* name : {"one", "a-copy"}) {
        service::ConsentQuestion question = documentQuestion();
        question.caller.kind = service::Caller::Kind::Program;
        question.caller.program = name;
        question.caller.origin.reset();
        world.ask(question);
        if (world.isAsking())
            world.answer(Phrase::PortalCancel);
    }
    EXPECT_EQ(world.portalDesk().waiting(), 1U) << "the second one waits";
}

TEST(AskingStorm, ManyDomainsSilenceStrangersButNoKnownPortal) {
    ConsentWorld world;
    world.putOwnKey();
    for (int site = 0; site <= AskingPace::kCrowd; ++site) {
        world.ask(documentQuestion("https://s" + std::to_string(site) + ".kz"));
        ASSERT_TRUE(world.isAsking());
        world.answer(Phrase::PortalCancel);
    }
    world.ask(documentQuestion(kOtherPortal));
    EXPECT_FALSE(world.isAsking()) << "a stranger, like those";
    world.ask(documentQuestion(kPortal));
    ASSERT_TRUE(world.isAsking()) << "it comes with the program";
    EXPECT_TRUE(world.says(QStringLiteral("idp.egov.kz")));
    world.answer(Phrase::PortalCancel);
    world.ask(documentQuestion(kPortal));
    EXPECT_FALSE(world.isAsking()) << "its own pace holds all the same";
}

TEST(AskingStorm, TheServiceLearnsWhichQuestionIsLookedAt) {
    ConsentWorld world;
    world.putOwnKey();
    EXPECT_EQ(world.portalDesk().shownQuestion(), std::nullopt);
    const service::ConsentId first = world.ask(documentQuestion()).id;
    const service::ConsentId second = world.ask(documentQuestion(kOtherPortal)).id;
    EXPECT_EQ(world.portalDesk().shownQuestion(), first);
    world.answer(Phrase::PortalCancel);
    EXPECT_EQ(world.portalDesk().shownQuestion(), second);
    world.answer(Phrase::PortalCancel);
    EXPECT_EQ(world.portalDesk().shownQuestion(), std::nullopt);
}

TEST(AskingStorm, AfterANoTheSiteWaitsAndHomeTells) {
    ConsentWorld world;
    world.putOwnKey();
    world.ask(documentQuestion());
    world.answer(Phrase::PortalCancel);
    const ConsentWorld::Asked& second = world.ask(documentQuestion());
    EXPECT_FALSE(world.isAsking()) << "not at once again";
    EXPECT_EQ(second.answers, 0) << "nothing is lost";
    EXPECT_TRUE(world.sees(Phrase::PortalAttQuiet, {{"site", kPortal}})) << world.visibleText().toStdString();
    const ConsentWorld::Asked& other = world.ask(documentQuestion(kOtherPortal));
    EXPECT_TRUE(world.isAsking()) << "other sites are not held up";
    EXPECT_TRUE(world.says(QStringLiteral("cabinet.example.kz")));
    world.answer(Phrase::PortalCancel);
    EXPECT_EQ(other.answers, 1);
    world.press(Phrase::PortalAttShow);
    ASSERT_TRUE(world.isAsking()) << "the person wanted to see it";
    EXPECT_TRUE(world.says(QStringLiteral("idp.egov.kz")));
}

TEST(AskingStorm, WhatWaitsComesByItself) {
    ConsentWorld world;
    world.putOwnKey();
    world.ask(documentQuestion());
    world.answer(Phrase::PortalCancel);
    world.send(documentQuestion());
    EXPECT_FALSE(world.isAsking());
    world.letPass(2s);
    EXPECT_TRUE(world.pumpUntil([&] { return world.isAsking(); }));
}

TEST(AskingStorm, APageThatComesAndGoesCannotTakeTheScreen) {
    ConsentWorld world;
    world.putOwnKey();
    int shown = 0;
    QObject::connect(&world.portalDesk(), &GuiConsentDesk::asked, &world.window(), [&shown] { ++shown; });
    for (int time = 0; time < 50; ++time) {
        const ConsentWorld::Asked& asked =
            world.send(documentQuestion("https://s" + std::to_string(time) + ".evil.kz"));
        world.withdraw(asked);
        world.letPass(100ms);
    }
    EXPECT_LE(shown, 3) << "within five seconds";
    EXPECT_FALSE(world.isAsking());
}

TEST(AskingStorm, RefusedLoginsAreExplainedOnceAndListedOnce) {
    ConsentWorld world;
    for (int time = 0; time < 20; ++time)
        world.refuse("https://evil.example.com", FailureCode::LoginForOtherOrigin, "https://idp.egov.kz");
    ASSERT_TRUE(world.isAsking());
    EXPECT_EQ(world.portalDesk().waiting(), 0U);
    world.answer(Phrase::PortalUnderstood);
    EXPECT_FALSE(world.isAsking());
    world.refuse("https://evil.example.com", FailureCode::LoginForOtherOrigin, "https://idp.egov.kz");
    EXPECT_FALSE(world.isAsking()) << "it was explained a moment ago";
    const QString line = world.words().say(Phrase::PortalAttRefused, {{"site", "https://evil.example.com"}});
    EXPECT_EQ(world.visibleText().count(line), 1) << world.visibleText().toStdString();
}

TEST(AskingStorm, OneExplanationWaitsAfterTheQuestions) {
    ConsentWorld world;
    world.putOwnKey();
    world.ask(documentQuestion());
    for (const char* site : {"https://a.example.com", "https://b.example.net", "https://c.example.org"})
        world.refuse(site, FailureCode::LoginForOtherOrigin, "https://idp.egov.kz");
    world.ask(documentQuestion(kOtherPortal));
    EXPECT_EQ(world.portalDesk().waiting(), 1U);
    world.answer(Phrase::PortalCancel);
    EXPECT_TRUE(world.says(QStringLiteral("cabinet.example.kz"))) << "questions come first";
    world.answer(Phrase::PortalCancel);
    ASSERT_TRUE(world.isAsking());
    EXPECT_TRUE(world.says(QStringLiteral("a.example.com"))) << world.said().toStdString();
    world.answer(Phrase::PortalUnderstood);
    EXPECT_FALSE(world.isAsking()) << "one of all";
    EXPECT_TRUE(world.sees(Phrase::PortalAttRefused, {{"site", "https://b.example.net"}}));
}

TEST(AskingStorm, AnExplanationThatWaitsGoesWithItsPage) {
    ConsentWorld world;
    world.putOwnKey();
    world.ask(documentQuestion());
    world.refuse("https://a.example.com", FailureCode::LoginForOtherOrigin, "https://idp.egov.kz");
    world.closeConnection(1);
    world.answer(Phrase::PortalCancel);
    EXPECT_FALSE(world.isAsking());
}

TEST(AskingStorm, AMissingModuleIsALineOnHome) {
    ConsentWorld world;
    service::Caller caller = documentQuestion().caller;
    for (int time = 0; time < 3; ++time)
        world.onServiceThread(
            [&] { world.portalDesk().missingModule(caller, "kz.sapa.eproc.osgi.EprocModule"); });
    world.settle();
    EXPECT_FALSE(world.isAsking());
    EXPECT_TRUE(world.sees(Phrase::PortalAttMissing, {{"site", kPortal}}));
    EXPECT_TRUE(world.sees(Phrase::PortalAttMissingText, {{"module", "kz.sapa.eproc.osgi.EprocModule"}}));
    world.press(Phrase::PortalUnderstood);
    EXPECT_FALSE(world.sees(Phrase::PortalAttMissing, {{"site", kPortal}}));
}

} // namespace
} // namespace tanba::gui::test
