#include "core/trust/network_evidence.h"

#include "tests/unit/trust/online_test_support.h"

#include <gmock/gmock.h>

#include <thread>

namespace tanba::trust {
namespace {

using test::kDelta;
using test::kList;
using test::kMirror;
using test::kResponder;
using test::OcspStatus;
using test::OnlineWorld;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// "<trouble>|<detail>" of each problem.
std::vector<std::string> told(const std::vector<OnlineProblem>& problems) {
    std::vector<std::string> lines;
    for (const OnlineProblem& problem : problems)
        lines.push_back(std::to_string(static_cast<int>(problem.trouble)) + '|' + problem.detail);
    return lines;
}
constexpr const char* kNotAsked = "0|";
constexpr const char* kNotReached = "1|";
constexpr const char* kUseless = "2|";

TEST(NetworkEvidence, AResponderIsAskedByPostWithItsOwnType) {
    OnlineWorld w;
    w.network->serve(kResponder, [&](const HttpRequest& request) -> Result<HttpAnswer> {
        EXPECT_EQ(request.method, HttpRequest::Method::Post);
        EXPECT_EQ(request.contentType, "application/ocsp-request");
        EXPECT_LE(request.maxAnswer, 64U * 1024);
        return HttpAnswer{200, {}, w.answer(OcspStatus::Good, test::nonceOf(request.body))};
    });
    const OnlineResponse given = w.evidence()->status(w.subject(), nullptr);
    EXPECT_THAT(told(given.problems), IsEmpty());
    ASSERT_TRUE(given.response);
    EXPECT_EQ(given.host, "ocsp.test.kz");
    EXPECT_EQ(given.response->answers.front().status, StatusAnswer::Good);
}

TEST(NetworkEvidence, EachQuestionHasANonceOfItsOwn) {
    OnlineWorld w;
    std::vector<Bytes> nonces;
    w.network->serve(kResponder, [&](const HttpRequest& request) -> Result<HttpAnswer> {
        nonces.push_back(test::nonceOf(request.body));
        return HttpAnswer{200, {}, w.answer(OcspStatus::Good)};
    });
    for (int run = 0; run < 2; ++run)
        EXPECT_TRUE(w.evidence()->status(w.subject(), nullptr).response)
            << "an answer without a nonce is taken";
    ASSERT_THAT(nonces, SizeIs(2));
    EXPECT_NE(nonces[0], nonces[1]);
}

TEST(NetworkEvidence, AnAnswerToAnotherQuestionIsUseless) {
    OnlineWorld w;
    w.network->serve(kResponder, w.answer(OcspStatus::Good, toBytes("another nonce")));
    const OnlineResponse given = w.evidence()->status(w.subject(), nullptr);
    EXPECT_FALSE(given.response);
    EXPECT_THAT(told(given.problems),
                ElementsAre(kUseless +
                            std::string("ocsp.test.kz: network.answer_wrong (nonce of another question)")));
}

struct TroubleRow {
    test::ScriptedHttp::Serve serve;
    std::string told;
};

std::vector<TroubleRow> troubles() {
    using enum FailureCode;
    const auto body = [](Bytes bytes) {
        return [bytes](const HttpRequest&) -> Result<HttpAnswer> { return HttpAnswer{200, {}, bytes}; };
    };
    return {
        {test::failing(NetworkTimeout), kNotReached + std::string("HOST: network.timeout (scripted)")},
        {test::failing(NetworkUnavailable),
         kNotReached + std::string("HOST: network.unavailable (scripted)")},
        {test::failing(NetworkUntrusted), kNotReached + std::string("HOST: network.untrusted (scripted)")},
        {test::failing(NetworkAnswerTooLarge),
         kUseless + std::string("HOST: network.answer_too_large (scripted)")},
        {test::failing(NetworkAnswerWrong), kUseless + std::string("HOST: network.answer_wrong (scripted)")},
        {test::status(503), kUseless + std::string("HOST: network.answer_wrong (status 503)")},
        {body(toBytes("<html>")), kUseless + std::string("HOST: MALFORMED")},
        {body({}), kUseless + std::string("HOST: MALFORMED")},
    };
}

std::string fitted(std::string text, const std::string& host, const std::string& malformed,
                   const std::vector<std::string>& got) {
    text.replace(text.find("HOST"), 4, host);
    const std::size_t at = text.find("MALFORMED");
    if (at == std::string::npos)
        return text;
    // What exactly does not read is the parser's affair.
    text.replace(at, 9, malformed);
    return got.size() == 1 && got.front().starts_with(text) ? got.front() : text;
}

TEST(NetworkEvidence, EveryTroubleOfAResponderIsTold) {
    for (const TroubleRow& row : troubles()) {
        OnlineWorld w;
        w.network->serve(kResponder, row.serve);
        const OnlineResponse given = w.evidence()->status(w.subject(), nullptr);
        EXPECT_FALSE(given.response) << row.told;
        const auto got = told(given.problems);
        EXPECT_THAT(got, ElementsAre(fitted(row.told, "ocsp.test.kz", "ocsp.malformed", got)));
    }
}

TEST(NetworkEvidence, ARefusalOfTheResponderIsToldByItsName) {
    OnlineWorld w;
    w.network->serve(kResponder, Bytes{0x30, 0x03, 0x0A, 0x01, 0x03});
    EXPECT_THAT(
        told(w.evidence()->status(w.subject(), nullptr).problems),
        ElementsAre(kUseless + std::string("ocsp.test.kz: ocsp.malformed (responder says tryLater)")));
}

TEST(NetworkEvidence, EveryTroubleOfAListIsTold) {
    for (const TroubleRow& row : troubles()) {
        OnlineWorld w;
        w.person = w.personNaming({{}, {kList}, {}});
        w.network->serve(kList, row.serve);
        const OnlineLists given = w.evidence()->lists(w.subject(), nullptr);
        EXPECT_THAT(given.lists, IsEmpty());
        const auto got = told(given.problems);
        EXPECT_THAT(got, ElementsAre(fitted(row.told, "crl.test.kz", "crl.malformed", got)));
        EXPECT_THAT(w.disk.names(test::kListFolder), IsEmpty()) << "kept unproved";
    }
}

TEST(NetworkEvidence, OnlyListedHostsAreAsked) {
    OnlineWorld w;
    // ScriptedHttp ends the program when one of these is asked.
    w.person =
        w.personNaming({"http://ocsp.test.kz.evil.kz/", {"http://evil.kz/list", "ftp://crl.test.kz/"}, {}});
    const auto evidence = w.evidence();
    EXPECT_THAT(told(evidence->status(w.subject(), nullptr).problems),
                ElementsAre(kNotAsked + std::string("ocsp.test.kz.evil.kz")));
    EXPECT_THAT(
        told(evidence->lists(w.subject(), nullptr).problems),
        ElementsAre(kNotAsked + std::string("evil.kz"), kNotAsked + std::string("ftp://crl.test.kz/")));
    EXPECT_THAT(w.network->asked(), IsEmpty());
}

TEST(NetworkEvidence, AMirrorIsAskedWhenTheFirstFails) {
    OnlineWorld w;
    w.network->serve(kList, test::failing(FailureCode::NetworkTimeout));
    w.network->serve(kMirror, w.list());
    w.network->serve(kDelta,
                     w.root.deltaCrl({}, test::at("2026-06-20T06:00:00Z"), test::at("2026-06-20T14:00:00Z")));
    const OnlineLists given = w.evidence()->lists(w.subject(), nullptr);
    ASSERT_THAT(given.lists, SizeIs(2));
    EXPECT_EQ(given.lists[0].host, "crl1.test.kz");
    EXPECT_FALSE(given.lists[0].kept);
    EXPECT_TRUE(given.lists[1].list.delta());
    EXPECT_THAT(given.problems, SizeIs(1));
}

TEST(NetworkEvidence, OfOneRunEachQuestionIsAskedOnce) {
    OnlineWorld w;
    w.network->serve(kResponder, w.answer(OcspStatus::Good));
    w.network->serve(kList, w.list());
    w.network->serve(kDelta, test::status(404));
    const auto evidence = w.evidence();
    const test::Identity neighbour = w.personNaming({kResponder, {kList, kMirror}, kDelta});
    {
        std::vector<std::jthread> threads;
        for (int count = 0; count < 8; ++count)
            threads.emplace_back([&] {
                for (int round = 0; round < 20; ++round) {
                    EXPECT_TRUE(evidence->status(w.subject(), nullptr).response);
                    EXPECT_THAT(evidence->lists(w.subject(), nullptr).lists, SizeIs(1));
                }
            });
    }
    EXPECT_THAT(w.network->asked(), testing::UnorderedElementsAre(kResponder, kList, kDelta));
    // Another certificate of the same issuer is another question, and the same list.
    const keys::Certificate& issuer = w.root.certificate();
    const OnlineSubject other{neighbour.certificate, issuer.subject(), issuer.publicKey().value()};
    evidence->status(other, nullptr);
    evidence->lists(other, nullptr);
    EXPECT_THAT(w.network->asked(), testing::UnorderedElementsAre(kResponder, kList, kDelta, kResponder));
}

TEST(NetworkEvidence, ADeadHostIsLeftAloneAfterTwoFailures) {
    OnlineWorld w;
    w.network->serve(kResponder, test::failing(FailureCode::NetworkTimeout));
    const auto evidence = w.evidence();
    for (int count = 0; count < 10; ++count) {
        w.person = w.personNaming({kResponder, {}, {}});
        EXPECT_THAT(told(evidence->status(w.subject(), nullptr).problems),
                    ElementsAre(kNotReached + std::string("ocsp.test.kz: network.timeout (scripted)")));
    }
    EXPECT_THAT(w.network->asked(), SizeIs(2));
}

TEST(NetworkEvidence, AWrongAnswerIsNoReasonToLeaveAHostAlone) {
    OnlineWorld w;
    w.network->serve(kResponder, test::status(500));
    const auto evidence = w.evidence();
    for (int count = 0; count < 5; ++count) {
        w.person = w.personNaming({kResponder, {}, {}});
        evidence->status(w.subject(), nullptr);
    }
    EXPECT_THAT(w.network->asked(), SizeIs(5));
}

TEST(NetworkEvidence, WhatWasCancelledIsAskedAgain) {
    OnlineWorld w;
    w.network->serve(kResponder, w.answer(OcspStatus::Good));
    w.network->serve(kList, w.list());
    w.network->serve(kDelta, test::status(404));
    const auto evidence = w.evidence();
    CancelToken cancel;
    cancel.cancel();
    EXPECT_FALSE(evidence->status(w.subject(), &cancel).response);
    EXPECT_THAT(evidence->lists(w.subject(), &cancel).lists, IsEmpty());
    EXPECT_TRUE(evidence->status(w.subject(), nullptr).response);
    EXPECT_THAT(evidence->lists(w.subject(), nullptr).lists, SizeIs(1));
}

// Lists that are kept

TEST(NetworkEvidence, ACurrentListThatIsKeptIsNotFetched) {
    OnlineWorld w;
    w.person = w.personNaming({{}, {kList}, {}});
    w.network->serve(kList, w.list());
    EXPECT_FALSE(w.evidence()->lists(w.subject(), nullptr).lists.front().kept);
    const OnlineLists again = w.evidence()->lists(w.subject(), nullptr);
    EXPECT_TRUE(again.lists.front().kept);
    EXPECT_THAT(again.problems, IsEmpty());
    EXPECT_THAT(w.network->asked(), SizeIs(1));
}

TEST(NetworkEvidence, AnExpiredListIsFetchedAnewAndUsedOnlyWhenThatFails) {
    OnlineWorld w;
    w.person = w.personNaming({{}, {kList}, {}});
    w.network->serve(kList, w.list());
    w.evidence()->lists(w.subject(), nullptr);
    w.clock = FixedClock(test::at("2026-06-21T00:00:01Z"));

    w.network->serve(kList, test::failing(FailureCode::NetworkUnavailable));
    const OnlineLists old = w.evidence()->lists(w.subject(), nullptr);
    ASSERT_THAT(old.lists, SizeIs(1));
    EXPECT_TRUE(old.lists.front().kept);
    EXPECT_THAT(told(old.problems),
                ElementsAre(kNotReached + std::string("crl.test.kz: network.unavailable (scripted)")));

    w.network->serve(kList,
                     w.root.crl({}, test::at("2026-06-21T00:00:00Z"), test::at("2026-06-22T00:00:00Z")));
    const OnlineLists fresh = w.evidence()->lists(w.subject(), nullptr);
    EXPECT_FALSE(fresh.lists.front().kept);
    EXPECT_EQ(fresh.lists.front().list.thisUpdate(), test::at("2026-06-21T00:00:00Z"));
}

TEST(NetworkEvidence, AnOlderListDoesNotReplaceANewerOne) {
    OnlineWorld w;
    w.person = w.personNaming({{}, {kList}, {}});
    w.network->serve(kList, w.list());
    w.evidence()->lists(w.subject(), nullptr);
    w.clock = FixedClock(test::at("2026-06-21T00:00:01Z"));
    // Somebody on the line repeats a list from before, which claims to hold for long.
    w.network->serve(kList,
                     w.root.crl({}, test::at("2026-06-19T00:00:00Z"), test::at("2026-07-19T00:00:00Z")));
    const OnlineLists given = w.evidence()->lists(w.subject(), nullptr);
    ASSERT_THAT(given.lists, SizeIs(1));
    EXPECT_EQ(given.lists.front().list.thisUpdate(), test::at("2026-06-20T00:00:00Z"));
    EXPECT_THAT(told(given.problems),
                ElementsAre(kUseless +
                            std::string("crl.test.kz: network.answer_wrong (older than the list at hand)")));
}

TEST(NetworkEvidence, AListOfSomebodyElsesIsNeitherUsedNorKept) {
    OnlineWorld w;
    w.person = w.personNaming({{}, {kList}, {}});
    w.network->serve(kList,
                     w.other.crl({}, test::at("2026-06-20T00:00:00Z"), test::at("2026-06-21T00:00:00Z")));
    const OnlineLists given = w.evidence()->lists(w.subject(), nullptr);
    EXPECT_THAT(given.lists, IsEmpty());
    ASSERT_THAT(given.problems, SizeIs(1));
    EXPECT_THAT(told(given.problems).front(), testing::StartsWith("2|crl.test.kz: signature.wrong"));
    EXPECT_THAT(w.disk.names(test::kListFolder), IsEmpty());
}

TEST(NetworkEvidence, ListsThatAreNotCurrentAreNotKept) {
    OnlineWorld w;
    w.person = w.personNaming({{}, {kList}, {}});
    w.network->serve(kList,
                     w.root.crl({}, test::at("2026-06-18T00:00:00Z"), test::at("2026-06-19T00:00:00Z")));
    EXPECT_THAT(w.evidence()->lists(w.subject(), nullptr).lists, SizeIs(1));
    EXPECT_THAT(w.disk.names(test::kListFolder), IsEmpty());
}

TEST(NetworkEvidence, AFullDiskDoesNotTakeTheListAway) {
    OnlineWorld w;
    w.person = w.personNaming({{}, {kList}, {}});
    w.network->serve(kList, w.list());
    w.disk.fillUpAfter(0);
    EXPECT_THAT(w.evidence()->lists(w.subject(), nullptr).lists, SizeIs(1));
}

} // namespace
} // namespace tanba::trust
