// What a verification makes of what the network gives, from the file to the report.

#include "core/sign/cms_verifier.h"
#include "core/trust/report_json.h"
#include "core/trust/signature_judge.h"
#include "tests/unit/trust/online_test_support.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace tanba::trust {
namespace {

using sign::ReasonCode;
using test::kDelta;
using test::kList;
using test::kMirror;
using test::kResponder;
using test::OcspStatus;
using test::OnlineWorld;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// Every server fails.
void cutOff(OnlineWorld& w) {
    for (const char* address : {kResponder, kList, kMirror, kDelta})
        w.network->serve(address, test::failing(FailureCode::NetworkUnavailable));
}

TEST(OnlineVerdict, AGoodAnswerMakesItValidAndNamesItsHost) {
    OnlineWorld w;
    w.network->serve(kResponder, w.answer(OcspStatus::Good));
    const SignatureReport report = w.check();
    EXPECT_EQ(report.verdict, Verdict::Valid) << test::codesOf(report.reasons);
    ASSERT_THAT(report.evidence, SizeIs(1));
    EXPECT_EQ(report.evidence.front().kind, "ocsp");
    EXPECT_EQ(report.evidence.front().source, EvidenceSource::Online);
    EXPECT_EQ(report.evidence.front().host, "ocsp.test.kz");
    EXPECT_EQ(report.evidence.front().producedAt, test::goodTime());
    // The list of 21 MB is not fetched beside it.
    EXPECT_THAT(w.network->asked(), testing::ElementsAre(kResponder));
}

TEST(OnlineVerdict, ARevokedAnswerMakesItInvalid) {
    OnlineWorld w;
    w.network->serve(kResponder, w.answer(OcspStatus::Revoked));
    const SignatureReport report = w.check();
    EXPECT_EQ(report.verdict, Verdict::Invalid);
    EXPECT_EQ(report.revocation, RevocationStatus::Revoked);
}

TEST(OnlineVerdict, TheListAnswersWhenTheResponderDoesNot) {
    OnlineWorld w;
    cutOff(w);
    w.network->serve(kList, w.list());
    const SignatureReport report = w.check();
    EXPECT_EQ(report.verdict, Verdict::Valid);
    ASSERT_THAT(report.evidence, SizeIs(1));
    EXPECT_EQ(report.evidence.front().kind, "crl");
    EXPECT_EQ(report.evidence.front().host, "crl.test.kz");
    EXPECT_EQ(test::codesOf(report.reasons),
              "notice.no_timestamp notice.online_not_reached notice.online_not_reached");
}

TEST(OnlineVerdict, AKeptListSaysSo) {
    OnlineWorld w;
    cutOff(w);
    w.network->serve(kList, w.list());
    EXPECT_EQ(w.check().evidence.front().source, EvidenceSource::Online);
    w.network->serve(kList, test::failing(FailureCode::NetworkUnavailable));
    const SignatureReport report = w.check();
    EXPECT_EQ(report.verdict, Verdict::Valid);
    EXPECT_EQ(report.evidence.front().source, EvidenceSource::Kept);
}

TEST(OnlineVerdict, ADeltaTellsOfARevocationThatTheListMisses) {
    OnlineWorld w;
    cutOff(w);
    w.network->serve(kList, w.list());
    w.network->serve(
        kDelta, w.root.deltaCrl({{test::serialOf(w.person.certificate), test::at("2026-06-20T09:00:00Z"), 1}},
                                test::at("2026-06-20T10:00:00Z"), test::at("2026-06-20T18:00:00Z")));
    EXPECT_EQ(w.check().verdict, Verdict::Invalid);
}

struct FailureRow {
    FailureCode code;
    std::string_view notice;
};

// No failure of the network makes a verdict better than it would be without the network, or invalid.
TEST(OnlineVerdict, NoFailureOfTheNetworkChangesTheVerdict) {
    const FailureRow rows[] = {
        {FailureCode::NetworkUnavailable, "notice.online_not_reached"},
        {FailureCode::NetworkTimeout, "notice.online_not_reached"},
        {FailureCode::NetworkUntrusted, "notice.online_not_reached"},
        {FailureCode::NetworkAnswerTooLarge, "notice.online_answer_useless"},
        {FailureCode::NetworkAnswerWrong, "notice.online_answer_useless"},
    };
    for (const FailureRow& row : rows) {
        OnlineWorld w;
        for (const char* address : {kResponder, kList, kMirror, kDelta})
            w.network->serve(address, test::failing(row.code));
        const SignatureReport without = w.check();
        EXPECT_EQ(without.verdict, Verdict::Indeterminate);
        EXPECT_EQ(without.revocation, RevocationStatus::Unknown);
        EXPECT_THAT(test::codesOf(without.reasons), HasSubstr("revocation.unknown"));
        EXPECT_THAT(test::codesOf(without.reasons), HasSubstr(std::string(row.notice)));

        std::vector<Crl> given;
        given.push_back(test::freshList(w.root));
        const SignatureReport with =
            w.check(w.person, test::nationalStore(w.root.certificate()), std::move(given));
        EXPECT_EQ(with.verdict, Verdict::Valid) << test::codesOf(with.reasons);
        EXPECT_EQ(with.evidence.front().source, EvidenceSource::Folder);
        EXPECT_THAT(test::codesOf(with.reasons), HasSubstr(std::string(row.notice)));
    }
}

/// What is told of an answer of the responder's when the lists cannot be had.
SignatureReport judgedOnly(OnlineWorld& w, const Bytes& answer) {
    cutOff(w);
    w.network->serve(kResponder, answer);
    return w.check();
}

TEST(OnlineVerdict, AnAnswerAboutAnotherCertificateSaysNothing) {
    OnlineWorld w;
    const test::Identity neighbour = w.root.issue(crypto::KeyAlgorithm::Ec);
    for (const OcspStatus status : {OcspStatus::Good, OcspStatus::Revoked}) {
        const SignatureReport report =
            judgedOnly(w, w.root.ocspResponse(neighbour.certificate, status, test::goodTime(), &w.responder));
        EXPECT_EQ(report.verdict, Verdict::Indeterminate);
        EXPECT_EQ(test::detailOf(report.reasons, ReasonCode::OnlineAnswerUseless),
                  "ocsp.test.kz: about another certificate");
    }
}

TEST(OnlineVerdict, AnAnswerOfSomebodyElsesSaysNothing) {
    OnlineWorld w;
    const test::Identity impostor =
        w.other.issue(crypto::KeyAlgorithm::Ec, test::CertificateProfile::ocspResponder());
    for (const OcspStatus status : {OcspStatus::Good, OcspStatus::Revoked}) {
        const SignatureReport report =
            judgedOnly(w, w.root.ocspResponse(w.person.certificate, status, test::goodTime(), &impostor));
        EXPECT_EQ(report.verdict, Verdict::Indeterminate);
        EXPECT_EQ(test::detailOf(report.reasons, ReasonCode::OnlineAnswerUseless),
                  "ocsp.test.kz: not signed by the authority's responder");
    }
}

TEST(OnlineVerdict, AStaleAnswerIsStale) {
    OnlineWorld w;
    const SignatureReport report =
        judgedOnly(w, w.answer(OcspStatus::Good, {}, test::goodTime() - std::chrono::hours(2)));
    EXPECT_EQ(report.verdict, Verdict::Indeterminate);
    EXPECT_THAT(test::codesOf(report.reasons), HasSubstr("revocation.stale"));
}

TEST(OnlineVerdict, AnAnswerFromTheFutureSaysNothing) {
    OnlineWorld w;
    const SignatureReport report =
        judgedOnly(w, w.answer(OcspStatus::Good, {}, test::goodTime() + std::chrono::hours(1)));
    EXPECT_EQ(report.verdict, Verdict::Indeterminate);
    EXPECT_EQ(test::detailOf(report.reasons, ReasonCode::OnlineAnswerUseless),
              "ocsp.test.kz: dated in the future");
}

/// Writes down what it is told about the time, in words.
class Listener : public TimeWitness {
  public:
    ClockMoment moment() const override { return {test::at("2026-06-20T11:00:00Z"), {}}; }
    void answered(Time time, const ClockMoment& asked) override {
        EXPECT_EQ(asked.wall, test::at("2026-06-20T11:00:00Z"));
        heard.push_back("answered " + formatRfc3339(time));
    }
    void existsSince(Time time) override { heard.push_back("exists " + formatRfc3339(time)); }

    std::vector<std::string> heard;
};

TEST(OnlineVerdict, AProvedAnswerWithThisQuestionsNonceTellsTheTime) {
    OnlineWorld w;
    Listener listener;
    w.witness = &listener;
    w.network->serve(kResponder, [&](const HttpRequest& request) -> Result<HttpAnswer> {
        return HttpAnswer{200, {}, w.answer(OcspStatus::Good, test::nonceOf(request.body))};
    });
    EXPECT_EQ(w.check().verdict, Verdict::Valid);
    EXPECT_THAT(listener.heard, testing::ElementsAre("answered 2026-06-20T12:00:00Z"));
}

TEST(OnlineVerdict, AProvedAnswerFromStoreAndAListTellOnlyThatTheyExist) {
    OnlineWorld w;
    Listener listener;
    w.witness = &listener;
    // A clock that is an hour behind takes the right answer for one from the future.
    judgedOnly(w, w.answer(OcspStatus::Good, {}, test::goodTime() + std::chrono::hours(1)));
    EXPECT_THAT(listener.heard, testing::ElementsAre("exists 2026-06-20T13:00:00Z"));
    listener.heard.clear();
    cutOff(w);
    w.network->serve(kList, w.list());
    EXPECT_EQ(w.check().verdict, Verdict::Valid);
    EXPECT_THAT(listener.heard, testing::ElementsAre("exists 2026-06-20T00:00:00Z"));
}

TEST(OnlineVerdict, WhatEverybodyCouldHaveSignedTellsNoTime) {
    OnlineWorld w;
    Listener listener;
    w.witness = &listener;
    const test::Identity impostor =
        w.other.issue(crypto::KeyAlgorithm::Ec, test::CertificateProfile::ocspResponder());
    judgedOnly(w, w.root.ocspResponse(w.person.certificate, OcspStatus::Good, test::goodTime(), &impostor));
    w.network->serve(kResponder, w.answer(OcspStatus::Good));
    w.check(w.person, test::testStore(w.root.certificate()));
    EXPECT_THAT(listener.heard, IsEmpty());
}

TEST(OnlineVerdict, ARunMayLastLongerThanClocksDiffer) {
    OnlineWorld w;
    cutOff(w);
    // Half an hour into the run, whose verdicts are for its beginning.
    w.clock = FixedClock(test::goodTime() + std::chrono::minutes(30));
    w.network->serve(kResponder, w.answer(OcspStatus::Good, {}, w.clock.now()));
    EXPECT_EQ(w.check().verdict, Verdict::Valid);
}

TEST(OnlineVerdict, ACertificateThatTheAuthorityDoesNotKnowIsNotEstablished) {
    OnlineWorld w;
    const SignatureReport report = judgedOnly(w, w.answer(OcspStatus::NotKnown));
    EXPECT_EQ(report.verdict, Verdict::Indeterminate);
    EXPECT_THAT(test::codesOf(report.reasons), HasSubstr("revocation.not_known_to_authority"));
}

TEST(OnlineVerdict, ACertificateWithoutAnyAddressIsToldOf) {
    OnlineWorld w;
    const SignatureReport report =
        w.check(w.root.issue(crypto::KeyAlgorithm::Ec), test::nationalStore(w.root.certificate()));
    EXPECT_EQ(report.verdict, Verdict::Indeterminate);
    EXPECT_EQ(test::detailOf(report.reasons, ReasonCode::OnlineNotAsked), "");
}

TEST(OnlineVerdict, AnUnlistedHostIsToldOfOnlyWhenNothingElseAnswers) {
    OnlineWorld w;
    const test::Identity both = w.personNaming({"http://evil.kz/", {kList}, {}});
    w.network->serve(kList, w.list());
    const SignatureReport answered = w.check(both, test::nationalStore(w.root.certificate()));
    EXPECT_EQ(answered.verdict, Verdict::Valid);
    EXPECT_THAT(test::codesOf(answered.reasons), Not(HasSubstr("notice.online_not_asked")));
    const SignatureReport unanswered =
        w.check(w.personNaming({"http://evil.kz/", {}, {}}), test::nationalStore(w.root.certificate()));
    EXPECT_EQ(unanswered.verdict, Verdict::Indeterminate);
    EXPECT_EQ(test::detailOf(unanswered.reasons, ReasonCode::OnlineNotAsked), "evil.kz");
}

TEST(OnlineVerdict, NobodyIsAskedWithoutNeed) {
    OnlineWorld w;
    // ScriptedHttp ends the program when anybody is asked.
    std::vector<Crl> revoked;
    revoked.push_back(test::freshList(
        w.root, {{test::serialOf(w.person.certificate), test::at("2026-06-01T00:00:00Z"), 1}}));
    EXPECT_EQ(w.check(w.person, test::nationalStore(w.root.certificate()), std::move(revoked)).verdict,
              Verdict::Invalid);
    // Nobody knows who issued this: its addresses may be anybody's.
    EXPECT_EQ(w.check(w.personNaming({kResponder, {kList}, {}}, &w.other),
                      test::nationalStore(w.root.certificate()))
                  .chain,
              ChainStatus::NoAnchor);
    EXPECT_THAT(w.network->asked(), IsEmpty());
}

TEST(OnlineVerdict, AChangedDocumentMakesNobodyAskAboutItsSigner) {
    OnlineWorld w;
    Verifier::Settings settings;
    settings.trust = test::nationalStore(w.root.certificate());
    settings.now = test::goodTime();
    settings.online = w.evidence();
    const Verifier verifier(std::move(settings));
    Bytes file = test::cmsBy(w.person, "document");
    const std::string_view word = "document";
    const auto found = std::search(file.begin(), file.end(), word.begin(), word.end());
    ASSERT_NE(found, file.end());
    *found ^= 1U;
    MemoryInput input(file);
    const auto report = verifier.verify("a.cms", input, nullptr, {});
    ASSERT_TRUE(report.ok());
    EXPECT_EQ(report.value().verdict, Verdict::Invalid);
    EXPECT_THAT(w.network->asked(), IsEmpty());
}

TEST(OnlineVerdict, ATimeStampAuthorityIsNotAskedAbout) {
    OnlineWorld w;
    w.network->serve(kResponder, w.answer(OcspStatus::Good));
    test::CertificateProfile profile = test::CertificateProfile::timestamping();
    // Asked, this would end the program.
    profile.moreExtensions = test::onlineExtensions({"http://ocsp.test.kz/stamp", {}, {}});
    const test::Identity stamper = w.root.issue(crypto::KeyAlgorithm::Ec, profile);
    const Bytes cms = test::cmsBy(w.person, "document");
    MemoryInput input(cms);
    auto file = sign::verifyCms(input, nullptr, {});
    ASSERT_TRUE(file.ok());
    sign::SignatureEvidence& signature = file.value().signatures.front();
    signature.timestampToken = test::timestampToken(stamper, signature.signatureValue, test::goodTime(),
                                                    crypto::DigestAlgorithm::Sha256);
    const TrustStore store = test::nationalStore(w.root.certificate());
    const ChainJudge chains(store, {}, test::goodTime());
    const auto online = w.evidence();
    const SignatureReport report = judgeSignature(signature, file.value(), {}, chains,
                                                  {test::goodTime(), std::nullopt}, {online.get(), nullptr});
    ASSERT_TRUE(report.timestamp);
    EXPECT_TRUE(report.timestamp->valid) << test::codesOf(report.reasons);
    EXPECT_EQ(report.verdict, Verdict::Valid) << test::codesOf(report.reasons);
    EXPECT_THAT(w.network->asked(), testing::ElementsAre(kResponder));
}

TEST(OnlineVerdict, ManyFilesOfOneSignerAreOneQuestion) {
    OnlineWorld w;
    w.network->serve(kResponder, w.answer(OcspStatus::Good));
    Verifier::Settings settings;
    settings.trust = test::nationalStore(w.root.certificate());
    settings.now = test::goodTime();
    settings.online = w.evidence();
    const Verifier verifier(std::move(settings));
    for (int number = 0; number < 20; ++number) {
        const Bytes file = test::cmsBy(w.person, "document " + std::to_string(number));
        MemoryInput input(file);
        const auto report = verifier.verify("a.cms", input, nullptr, {});
        ASSERT_TRUE(report.ok());
        EXPECT_EQ(report.value().verdict, Verdict::Valid);
    }
    EXPECT_THAT(w.network->asked(), SizeIs(1));
}

TEST(OnlineVerdict, ACancelDuringTheQuestionIsACancel) {
    OnlineWorld w;
    CancelToken cancel;
    w.network->serve(kResponder, [&](const HttpRequest&) -> Result<HttpAnswer> {
        cancel.cancel();
        return fail(FailureCode::Cancelled);
    });
    Verifier::Settings settings;
    settings.trust = test::nationalStore(w.root.certificate());
    settings.now = test::goodTime();
    settings.online = w.evidence();
    const Verifier verifier(std::move(settings));
    const Bytes file = test::cmsBy(w.person, "document");
    MemoryInput input(file);
    EXPECT_EQ(test::outcome(verifier.verify("a.cms", input, nullptr, {&cancel, nullptr})), "cancelled");
    // The next one of the same run does not inherit it.
    w.network->serve(kResponder, w.answer(OcspStatus::Good));
    MemoryInput again(file);
    const auto report = verifier.verify("a.cms", again, nullptr, {});
    ASSERT_TRUE(report.ok());
    EXPECT_EQ(report.value().verdict, Verdict::Valid);
}

TEST(OnlineVerdict, TheReportTellsWhereTheEvidenceCameFrom) {
    OnlineWorld w;
    w.network->serve(kResponder, w.answer(OcspStatus::Good));
    Report report;
    report.signatures.push_back(w.check());
    report.policy = kOnlinePolicyId;
    const auto json = nlohmann::json::parse(reportJson(report));
    const auto& evidence = json.at("signatures").at(0).at("evidence").at(0);
    EXPECT_EQ(evidence.at("kind"), "ocsp");
    EXPECT_EQ(evidence.at("source"), "online");
    EXPECT_EQ(evidence.at("host"), "ocsp.test.kz");
    EXPECT_EQ(evidence.at("producedAt"), "2026-06-20T12:00:00Z");
    EXPECT_EQ(json.at("policy"), "tanba-online-1");
}

} // namespace
} // namespace tanba::trust
