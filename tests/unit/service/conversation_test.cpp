#include "app/service/conversation/waiting_line.h"
#include "core/base/encoding.h"
#include "tests/unit/service/page.h"
#include "tests/unit/sign/cms_test_support.h"

#include <gmock/gmock.h>

// Order, limits, and pages that go away.

namespace tanba::service::test {
namespace {

using tanba::test::rsaPerson;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kTokens = R"({"module":"kz.gov.pki.knca.commonUtils","method":"getActiveTokens"})";
const std::string kTooMuch = R"({"code":"500","message":"service.too_much"})";

std::string signing(int number = 1) {
    return common("createCAdESFromBase64", R"(["PKCS12","SIGNATURE",)" + base64(document(number)) + ",true]");
}

ConsentAnswer granting(std::unique_ptr<keys::KeySession> session) {
    ConsentAnswer answer;
    answer.kind = ConsentAnswer::Kind::Granted;
    answer.session = std::move(session);
    return answer;
}

/// Pages that stay open until the test ends.
class OpenPages {
  public:
    explicit OpenPages(Hall& hall) : hall_(hall) {}
    Page& open(const std::string& origin) {
        pages_.push_back(std::make_unique<Page>(hall_, origin));
        return *pages_.back();
    }
    /// The oldest first.
    Page& at(std::size_t index) { return *pages_.at(index); }

  private:
    Hall& hall_;
    std::vector<std::unique_ptr<Page>> pages_;
};

TEST(Conversation, AnswersHeartbeatsWhileAQuestionIsOpenAndNothingElse) {
    Hall hall;
    Page page(hall);
    hall.desk.willLeaveOpen();
    page.send(signing());
    EXPECT_EQ(page.received.size(), 1U);
    EXPECT_EQ(page.ask("--heartbeat--"), "--heartbeat--");
    page.send(kTokens);
    EXPECT_EQ(page.received.size(), 2U) << "requests wait for the one in work";
    EXPECT_EQ(page.ask("--heartbeat--"), "--heartbeat--");
    hall.desk.answer(1, {});
    hall.executor.run();
    ASSERT_EQ(page.received.size(), 5U);
    EXPECT_THAT(page.received[3], HasSubstr("action.canceled"));
    EXPECT_EQ(page.received[4], R"({"code":"200","responseObject":[]})");
}

TEST(Conversation, AnswersHeartbeatsWhileSomethingIsSigned) {
    Hall hall;
    Page page(hall);
    hall.desk.willSign(rsaPerson());
    page.conversation().message(std::make_shared<TextMessage>(signing()));
    hall.executor.runPosted();
    EXPECT_EQ(hall.executor.worksWaiting(), 1U) << "large messages are read elsewhere";
    page.conversation().message(std::make_shared<TextMessage>("--heartbeat--"));
    EXPECT_EQ(page.received.back(), "--heartbeat--");
    hall.executor.run();
    EXPECT_THAT(page.received.back(), HasSubstr(R"("code":"200")"));
}

TEST(Conversation, GivesAnswersInTheOrderOfTheRequests) {
    Hall hall;
    Page page(hall);
    hall.desk.willSign(rsaPerson());
    hall.desk.willCancel();
    for (const std::string& request : {signing(1), kTokens, std::string("nonsense"), signing(2), kTokens})
        page.conversation().message(std::make_shared<TextMessage>(request));
    hall.executor.run();
    ASSERT_EQ(page.received.size(), 6U);
    EXPECT_THAT(page.received[1], HasSubstr(R"("responseObject":"MII)"));
    EXPECT_THAT(page.received[2], HasSubstr("[]"));
    EXPECT_THAT(page.received[3], HasSubstr("COMMON_JSON"));
    EXPECT_THAT(page.received[4], HasSubstr("action.canceled"));
    EXPECT_THAT(page.received[5], HasSubstr("[]"));
}

TEST(Conversation, WithdrawsTheQuestionOfAPageThatIsGone) {
    Hall hall;
    SessionWatch watch;
    {
        Page page(hall);
        hall.desk.willLeaveOpen();
        page.send(signing(1));
        page.send(signing(2));
        page.close();
        EXPECT_THAT(hall.desk.withdrawn, ElementsAre(1U));
        EXPECT_EQ(hall.desk.closed.size(), 1U);
        // The answer was on its way already.
        hall.desk.answer(1, granting(watchedSession(rsaPerson(), watch)));
        hall.executor.run();
        EXPECT_EQ(page.received.size(), 1U);
    }
    hall.executor.run();
    EXPECT_EQ(watch.signatures, 0);
    EXPECT_TRUE(watch.closed);
    EXPECT_EQ(hall.desk.questions.size(), 1U) << "nor does the waiting request go on";
    EXPECT_EQ(hall.desk.closed.size(), 1U) << "told once";
    EXPECT_THAT(hall.desk.finishes, IsEmpty());
}

TEST(Conversation, ThrowsAwayWhatWasSignedForAPageThatIsGone) {
    Hall hall;
    SessionWatch watch;
    auto page = std::make_unique<Page>(hall);
    watch.before = [&page]() -> Outcome {
        page.reset();
        return Done{};
    };
    hall.desk.willSign(rsaPerson(), watch);
    const std::string two = basics(R"({"format":"cms","data":[)" + json(document(1)) + "," +
                                   json(document(2)) + R"(],"signerParams":{"chain":[]}})");
    page->conversation().message(std::make_shared<TextMessage>(two));
    hall.executor.run();
    EXPECT_EQ(page, nullptr);
    EXPECT_EQ(watch.signatures, 1) << "the second is not even made";
    EXPECT_TRUE(watch.closed);
    EXPECT_THAT(hall.desk.finishes, ElementsAre("1 cancelled"));
    EXPECT_THAT(hall.desk.withdrawn, IsEmpty());
}

TEST(Conversation, DoesNothingForAPageThatLeftWhileItsMessageWasRead) {
    Hall hall;
    {
        Page page(hall);
        page.conversation().message(std::make_shared<TextMessage>(signing()));
        page.close();
        page.send(signing());
        EXPECT_EQ(page.received.size(), 1U);
    }
    hall.executor.run();
    EXPECT_THAT(hall.desk.questions, IsEmpty());
}

TEST(Conversation, GivesTheMessageBackBeforeItAsks) {
    Hall hall;
    Page page(hall);
    auto message = std::make_shared<TextMessage>(signing());
    const std::weak_ptr<const Message> watched = message;
    hall.desk.willAnswer([&watched](const ConsentQuestion&) {
        EXPECT_TRUE(watched.expired());
        return ConsentAnswer{};
    });
    page.conversation().message(std::move(message));
    hall.executor.run();
    EXPECT_EQ(hall.desk.questions.size(), 1U);
}

TEST(Conversation, AnswersTooLargeMessagesInTheirTurn) {
    Hall hall;
    Page page(hall);
    hall.desk.willLeaveOpen();
    page.send(signing());
    page.conversation().messageTooLarge(
        R"({"module":"kz.gov.pki.knca.basics","method":"sign","args":{"data":"AAAA)");
    page.conversation().messageTooLarge(
        R"({"module":"kz.gov.pki.knca.commonUtils","args":["PKCS12","","AAAA)");
    page.conversation().messageTooLarge(R"({"args":["AAAA)");
    EXPECT_EQ(page.received.size(), 1U);
    hall.desk.answer(1, {});
    hall.executor.run();
    ASSERT_EQ(page.received.size(), 5U);
    EXPECT_EQ(page.received[2], R"({"code":"INVALID_SIGNING_PARAMS","details":"service.too_much",)"
                                R"("message":"Invalid signing parameters.","status":false})");
    EXPECT_EQ(page.received[3], kTooMuch);
    EXPECT_EQ(page.received[4], R"({"success":false,"code":"COMMON_JSON_WRAPPING_EXCEPTION"})");
}

TEST(Conversation, KeepsALimitedNumberOfRequestsWaiting) {
    Hall hall;
    Page page(hall);
    hall.desk.willLeaveOpen();
    page.send(signing());
    const std::size_t sent = Conversation::kMaxWaiting + 500;
    for (std::size_t count = 0; count < sent; ++count)
        page.conversation().message(std::make_shared<TextMessage>(kTokens));
    hall.desk.answer(1, {});
    hall.executor.run();
    ASSERT_EQ(page.received.size(), 2 + sent) << "each has its answer";
    EXPECT_EQ(std::count(page.received.begin(), page.received.end(), kTooMuch), 500);
    EXPECT_EQ(page.received[1 + Conversation::kMaxWaiting], R"({"code":"200","responseObject":[]})");
    EXPECT_EQ(page.received.back(), kTooMuch);
}

TEST(Conversation, AnswersALimitedNumberOfRequestsAtOnce) {
    Hall hall;
    Page page(hall);
    hall.desk.willLeaveOpen();
    page.send(signing());
    const std::size_t sent = Conversation::kMaxWaiting + 5 * WaitingLine::kMaxAlike;
    for (std::size_t count = 0; count < sent; ++count)
        page.conversation().message(std::make_shared<TextMessage>(kTokens));
    EXPECT_EQ(page.ask("--heartbeat--"), "--heartbeat--");
    hall.desk.answer(1, {});
    hall.executor.run();
    EXPECT_EQ(page.received.size(), 3 + Conversation::kMaxWaiting + WaitingLine::kMaxAlike);
    EXPECT_EQ(page.ask(kTokens), R"({"code":"200","responseObject":[]})");
}

TEST(Conversation, NeverGivesTheNumberOfAQuestionAgain) {
    const auto questionOfANewService = [] {
        Hall hall;
        Page page(hall);
        hall.desk.willCancel();
        page.send(signing());
        return hall.desk.questions.at(0)->id;
    };
    EXPECT_NE(questionOfANewService(), questionOfANewService());
}

TEST(Conversation, KeepsALimitedNumberOfBytesWaiting) {
    Hall hall;
    Page page(hall);
    hall.desk.willLeaveOpen();
    page.send(signing());
    const std::string padded = kTokens + std::string(Conversation::kMaxWaitingBytes / 2, ' ');
    for (int count = 0; count < 3; ++count)
        page.conversation().message(std::make_shared<TextMessage>(padded));
    hall.desk.answer(1, {});
    hall.executor.run();
    EXPECT_THAT(page.received, ElementsAre(HasSubstr("version"), HasSubstr("action.canceled"),
                                           HasSubstr("[]"), kTooMuch, kTooMuch));
}

TEST(Conversation, LimitsTheQuestionsOfOneSite) {
    Hall hall;
    OpenPages pages(hall);
    for (std::size_t count = 0; count < Reception::kMaxQuestionsOfOne; ++count) {
        hall.desk.willLeaveOpen();
        pages.open("https://sub-" + std::to_string(count) + ".evil.example").send(signing());
    }
    EXPECT_EQ(pages.open("https://evil.example:8443").ask(signing()), kTooMuch);
    EXPECT_EQ(hall.desk.refusalCodes(), "service.too_much");
    // Room again when a question is answered or withdrawn.
    hall.desk.answer(1, {});
    hall.executor.run();
    pages.at(1).close();
    for (int count = 0; count < 2; ++count) {
        hall.desk.willLeaveOpen();
        pages.open("https://evil.example").send(signing());
    }
    EXPECT_EQ(pages.open("https://evil.example").ask(signing()), kTooMuch);
}

TEST(Conversation, LimitsTheQuestionsOfAll) {
    Hall hall;
    std::vector<std::unique_ptr<Page>> pages;
    const auto next = [&]() -> Page& {
        pages.push_back(
            std::make_unique<Page>(hall, "https://portal-" + std::to_string(pages.size()) + ".kz"));
        return *pages.back();
    };
    for (std::size_t count = 0; count < Reception::kMaxQuestions; ++count) {
        hall.desk.willLeaveOpen();
        next().send(signing());
    }
    EXPECT_EQ(next().ask(signing()), kTooMuch);
    hall.desk.answer(1, {});
    hall.executor.run();
    hall.desk.willLeaveOpen();
    next().send(signing());
    EXPECT_EQ(hall.desk.questions.size(), Reception::kMaxQuestions + 1);
    EXPECT_EQ(next().ask(signing()), kTooMuch);
}

TEST(Conversation, AFewSitesLeaveRoomForTheQuestionOfAnother) {
    Hall hall;
    OpenPages pages(hall);
    const std::size_t crowd = Reception::kMaxQuestions / Reception::kMaxQuestionsOfOne;
    for (std::size_t site = 0; site < crowd; ++site)
        for (std::size_t count = 0; count < Reception::kMaxQuestionsOfOne; ++count) {
            hall.desk.willLeaveOpen();
            pages.open("https://evil-" + std::to_string(site) + ".kz").send(signing());
        }
    hall.desk.willLeaveOpen();
    Page& portal = pages.open("https://portal.kz");
    portal.send(signing());
    ASSERT_EQ(hall.desk.questions.size(), Reception::kMaxQuestions + 1);
    EXPECT_EQ(hall.desk.questions.back()->caller.origin, "https://portal.kz");
    EXPECT_THAT(hall.desk.withdrawn, ElementsAre(Reception::kMaxQuestionsOfOne))
        << "the youngest of its site";
    EXPECT_EQ(pages.at(Reception::kMaxQuestionsOfOne - 1).received.back(), kTooMuch);
    EXPECT_EQ(hall.desk.refusalCodes(), "service.too_much");
    // Nor does the crowd get the place back.
    EXPECT_EQ(pages.at(Reception::kMaxQuestionsOfOne - 1).ask(signing()), kTooMuch);
    hall.desk.answer(Reception::kMaxQuestions + 1, {});
    hall.executor.run();
    EXPECT_THAT(portal.received.back(), HasSubstr("action.canceled"));
    // An answer to the question that had to go comes too late, and goes nowhere.
    const std::size_t answers = pages.at(Reception::kMaxQuestionsOfOne - 1).received.size();
    hall.desk.answer(Reception::kMaxQuestionsOfOne, {});
    hall.executor.run();
    EXPECT_EQ(pages.at(Reception::kMaxQuestionsOfOne - 1).received.size(), answers);
}

TEST(Conversation, AnyNumberOfSitesLeaveRoomForTheQuestionOfAKnownPortal) {
    const std::string known = "https://known.gov.kz";
    Hall hall(nullptr, {known});
    OpenPages pages(hall);
    for (std::size_t site = 0; site < Reception::kMaxQuestions; ++site) {
        hall.desk.willLeaveOpen();
        pages.open("https://evil-" + std::to_string(site) + ".kz").send(signing());
    }
    EXPECT_EQ(pages.open("https://stranger.kz").ask(signing()), kTooMuch);
    hall.desk.willLeaveOpen();
    pages.open(known).send(signing());
    EXPECT_EQ(hall.desk.questions.back()->caller.origin, known);
    EXPECT_THAT(hall.desk.withdrawn, ElementsAre(Reception::kMaxQuestions)) << "the youngest stranger's";
    EXPECT_EQ(pages.open("https://evil-again.kz").ask(signing()), kTooMuch);
}

TEST(Conversation, NoStrangerPutsAKnownPortalsQuestionsOut) {
    const std::string known = "https://known.gov.kz";
    Hall hall(nullptr, {known});
    OpenPages pages(hall);
    const auto strangers = Reception::kMaxQuestions - Reception::kMaxQuestionsOfOne;
    for (std::size_t count = 0; count < Reception::kMaxQuestions; ++count) {
        hall.desk.willLeaveOpen();
        pages.open(count < strangers ? "https://evil-" + std::to_string(count) + ".kz" : known)
            .send(signing());
    }
    EXPECT_EQ(pages.open("https://stranger.kz").ask(signing()), kTooMuch) << "the portal has the most";
    EXPECT_THAT(hall.desk.withdrawn, IsEmpty());
}

TEST(Conversation, TheQuestionThatIsLookedAtStays) {
    const std::string known = "https://known.gov.kz";
    Hall hall(nullptr, {known});
    OpenPages pages(hall);
    for (std::size_t site = 0; site < Reception::kMaxQuestions; ++site) {
        hall.desk.willLeaveOpen();
        pages.open("https://evil-" + std::to_string(site) + ".kz").send(signing());
    }
    hall.desk.shown = hall.desk.questions.back()->id;
    hall.desk.willLeaveOpen();
    pages.open(known).send(signing());
    EXPECT_THAT(hall.desk.withdrawn, ElementsAre(Reception::kMaxQuestions - 1)) << "the youngest but one";
}

/// A message that says it is large.
class LargeMessage : public Message {
  public:
    std::string_view text() const override {
        static const std::string kText = signing().append(WorkRoom::kForLarge / 2 + 1, ' ');
        return kText;
    }
};

TEST(Conversation, LimitsWhatRequestsInWorkHold) {
    Hall hall;
    Page first(hall);
    Page second(hall, "https://other.kz");
    hall.desk.willLeaveOpen();
    first.conversation().message(std::make_shared<LargeMessage>());
    hall.executor.run();
    second.conversation().message(std::make_shared<LargeMessage>());
    hall.executor.run();
    EXPECT_EQ(second.received.back(), kTooMuch);
    first.close();
    hall.desk.willCancel();
    second.conversation().message(std::make_shared<LargeMessage>());
    hall.executor.run();
    EXPECT_THAT(second.received.back(), HasSubstr("action.canceled"));
}

TEST(WorkRoom, ALargeRequestLeavesRoomForAllOthers) {
    WorkRoom room;
    const auto large = room.take("evil.kz", WorkRoom::kForLarge);
    EXPECT_TRUE(large);
    EXPECT_FALSE(room.take("egov.kz", WorkRoom::kLarge + 1));
    EXPECT_TRUE(room.take("egov.kz", WorkRoom::kLarge));
    EXPECT_TRUE(room.take("evil.kz", WorkRoom::kLarge)) << "of the others it has had nothing";
}

TEST(WorkRoom, ASiteHasAtMostWhatItLeavesToAllOthers) {
    for (const std::size_t size : {WorkRoom::kLarge, WorkRoom::kLarge + 1}) {
        WorkRoom room;
        std::vector<WorkRoom::Share> greedy;
        for (int site = 0; site < 4; ++site)
            while (auto share = room.take("evil-" + std::to_string(site) + ".kz", size))
                greedy.push_back(std::move(*share));
        EXPECT_TRUE(room.take("egov.kz", WorkRoom::kSmall + 1)) << size;
        EXPECT_TRUE(room.take("evil-0.kz", WorkRoom::kSmall)) << "what is small has room always";
        EXPECT_FALSE(room.take("evil-0.kz", size));
        greedy.clear();
        EXPECT_TRUE(room.take("egov.kz", size)) << "given back";
    }
}

TEST(WorkRoom, TheFirstLargeRequestOfASiteMayBeOfAnySize) {
    WorkRoom room;
    constexpr std::size_t kMost = WorkRoom::kForLarge / 4 * 3;
    const auto first = room.take("a.kz", kMost);
    EXPECT_TRUE(first);
    EXPECT_FALSE(room.take("a.kz", WorkRoom::kLarge + 1));
    EXPECT_TRUE(room.take("b.kz", WorkRoom::kForLarge - kMost));
}

TEST(WorkRoom, ARequestMayTakeMoreAndIsLargeThen) {
    WorkRoom room;
    auto growing = room.take("evil.kz", WorkRoom::kSmall);
    EXPECT_TRUE(growing->takeMore(WorkRoom::kForLarge - WorkRoom::kSmall));
    EXPECT_FALSE(growing->takeMore(1));
    EXPECT_FALSE(room.take("egov.kz", WorkRoom::kLarge + 1));
    EXPECT_TRUE(room.take("egov.kz", WorkRoom::kLarge)) << "there it holds nothing any more";
    growing.reset();
    EXPECT_TRUE(room.take("egov.kz", WorkRoom::kForLarge)) << "given back";
}

TEST(WorkRoom, HoldsWhatARequestHadWhenThereIsNoMore) {
    WorkRoom room;
    auto first = room.take("a.kz", WorkRoom::kForLarge / 2);
    auto second = room.take("b.kz", WorkRoom::kForLarge / 2);
    EXPECT_FALSE(first->takeMore(1));
    EXPECT_FALSE(room.take("c.kz", WorkRoom::kLarge + 1));
    second.reset();
    EXPECT_TRUE(first->takeMore(1));
}

/// A request that is not small, and is answered without a question.
std::string longRequest() {
    return kTokens + std::string(WorkRoom::kSmall, ' ');
}

TEST(Conversation, ReadsOneMessageOfASiteAtATime) {
    Hall hall;
    std::vector<std::unique_ptr<Page>> greedy;
    for (int page = 0; page < 16; ++page) {
        greedy.push_back(std::make_unique<Page>(hall, "https://sub-" + std::to_string(page) + ".evil.kz"));
        greedy.back()->conversation().message(std::make_shared<TextMessage>(longRequest()));
    }
    Page other(hall, "https://portal.kz");
    other.conversation().message(std::make_shared<TextMessage>(longRequest()));
    EXPECT_EQ(hall.executor.worksWaiting(), 2U) << "one of each site";
    hall.executor.runOne();
    hall.executor.runOne();
    EXPECT_THAT(other.received.back(), HasSubstr("[]")) << "behind one of the other site, not behind sixteen";
    hall.executor.run();
    for (const auto& page : greedy)
        EXPECT_THAT(page->received.back(), HasSubstr("[]")) << "each in its turn";
}

TEST(Conversation, SigningAndSmallMessagesDoNotWaitForLongOnes) {
    using Lane = Executor::Lane;
    Hall hall;
    Page page(hall);
    hall.desk.willSign(rsaPerson());
    page.ask(signing());
    page.ask(longRequest());
    EXPECT_THAT(hall.executor.lanes, ElementsAre(Lane::ShortReading, Lane::Signing, Lane::LongReading));
}

TEST(Conversation, DoesNotReadWhatAPageThatIsGoneLeftWaiting) {
    Hall hall;
    auto page = std::make_unique<Page>(hall);
    page->conversation().message(std::make_shared<TextMessage>(longRequest()));
    Page sameSite(hall);
    sameSite.conversation().message(std::make_shared<TextMessage>(longRequest()));
    page.reset();
    hall.executor.run();
    EXPECT_THAT(sameSite.received.back(), HasSubstr("[]"));
}

TEST(Conversation, AnAnswerMayComeWhenTheServiceIsNoMore) {
    auto hall = std::make_unique<Hall>();
    auto page = std::make_unique<Page>(*hall);
    hall->desk.willLeaveOpen();
    page->send(signing());
    // The person's side is slow: it will hear that the question is withdrawn later.
    const auto answer = hall->desk.takeAnswer(1);
    page->close();
    hall->executor.run();
    page.reset();
    hall.reset();
    SessionWatch watch;
    answer(granting(watchedSession(rsaPerson(), watch)));
    EXPECT_TRUE(watch.closed);
    EXPECT_EQ(watch.signatures, 0);
}

TEST(Conversation, AnswersAGrantWithoutASession) {
    Hall hall;
    Page page(hall);
    hall.desk.willAnswer([](const ConsentQuestion&) { return granting(nullptr); });
    EXPECT_EQ(page.ask(signing()), R"({"code":"500","message":"internal"})");
    EXPECT_THAT(hall.desk.finishes, ElementsAre("1 internal"));
}

} // namespace
} // namespace tanba::service::test
