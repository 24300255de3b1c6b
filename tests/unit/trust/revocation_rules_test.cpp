#include "core/trust/revocation_rules.h"

#include "tests/unit/trust/trust_test_support.h"

namespace tanba::trust {
namespace {

using test::at;
using test::codesOf;

const Time kNotAfter = at("2027-01-01T00:00:00Z");
const Time kAt = at("2026-06-20T12:00:00Z");

RevocationStatement list(std::string_view thisUpdate, std::string_view nextUpdate) {
    RevocationStatement statement;
    statement.thisUpdate = at(thisUpdate);
    statement.nextUpdate = at(nextUpdate);
    return statement;
}

RevocationStatement ocsp(std::string_view thisUpdate, StatusAnswer answer = StatusAnswer::Good) {
    RevocationStatement statement;
    statement.kind = StatementKind::Ocsp;
    statement.answer = answer;
    statement.thisUpdate = at(thisUpdate);
    return statement;
}

RevocationStatement revoking(RevocationStatement statement, std::string_view revokedAt, int reason = -1) {
    statement.answer = StatusAnswer::Revoked;
    statement.revokedAt = at(revokedAt);
    statement.reason = reason;
    return statement;
}

RevocationStatement delta(RevocationStatement statement) {
    statement.kind = StatementKind::DeltaList;
    return statement;
}

RevocationStatement current() {
    return list("2026-06-20T00:00:00Z", "2026-06-21T00:00:00Z");
}

RevocationFinding weigh(std::vector<RevocationStatement> statements) {
    return weighStatements(std::move(statements), kNotAfter, kAt);
}

TEST(RevocationRules, WithoutEvidenceNothingIsKnown) {
    const RevocationFinding finding = weigh({});
    EXPECT_EQ(finding.status, RevocationStatus::Unknown);
    EXPECT_EQ(codesOf(finding.reasons), "revocation.unknown");
    EXPECT_FALSE(finding.evidence);
}

TEST(RevocationRules, ACurrentListThatDoesNotMentionItMeansGood) {
    const RevocationFinding finding = weigh({current()});
    EXPECT_EQ(finding.status, RevocationStatus::Good);
    EXPECT_EQ(codesOf(finding.reasons), "");
    ASSERT_TRUE(finding.evidence);
    EXPECT_EQ(finding.evidence->kind, "crl");
    EXPECT_EQ(finding.evidence->producedAt, at("2026-06-20T00:00:00Z"));
}

TEST(RevocationRules, FreshnessHasItsLimits) {
    const auto fresh = [](const RevocationStatement& statement) {
        return isFresh(statement, kNotAfter, kAt);
    };
    EXPECT_TRUE(fresh(list("2026-06-20T12:00:00Z", "2026-06-20T12:00:00Z")));
    EXPECT_FALSE(fresh(list("2026-06-19T00:00:00Z", "2026-06-20T11:59:59Z")));
    // Made later, while the certificate still had to be on it.
    EXPECT_TRUE(fresh(list("2026-12-31T00:00:00Z", "2027-02-01T00:00:00Z")));
    EXPECT_FALSE(fresh(list("2027-01-01T00:00:01Z", "2027-02-01T00:00:00Z")));
    EXPECT_TRUE(fresh(ocsp("2026-06-20T11:00:00Z")));
    EXPECT_FALSE(fresh(ocsp("2026-06-20T10:59:59Z")));
    EXPECT_TRUE(fresh(ocsp("2026-06-20T12:00:01Z")));
    RevocationStatement endless = current();
    endless.nextUpdate.reset();
    EXPECT_FALSE(fresh(endless));
}

TEST(RevocationRules, AnExpiredListIsStaleAndCountsAgainstItInTheOrder) {
    const RevocationFinding finding = weigh({list("2026-06-18T00:00:00Z", "2026-06-19T00:00:00Z")});
    EXPECT_EQ(finding.status, RevocationStatus::Unknown);
    EXPECT_EQ(codesOf(finding.reasons), "revocation.stale notice.order_counts_negative");
    EXPECT_EQ(finding.reasons[0].detail, "2026-06-19T00:00:00Z");
    EXPECT_EQ(finding.reasons[1].detail, "revocation.stale");
}

TEST(RevocationRules, AListFromAfterTheExpiryProvesNothing) {
    const RevocationFinding finding = weigh({list("2027-06-01T00:00:00Z", "2027-06-02T00:00:00Z")});
    EXPECT_EQ(codesOf(finding.reasons), "revocation.unknown");
}

TEST(RevocationRules, RevokedBeforeAndAfter) {
    RevocationFinding finding = weigh({revoking(current(), "2026-06-20T12:00:00Z", 1)});
    EXPECT_EQ(finding.status, RevocationStatus::Revoked);
    EXPECT_EQ(codesOf(finding.reasons), "revocation.revoked");
    EXPECT_EQ(finding.reasons[0].detail, "2026-06-20T12:00:00Z keyCompromise");
    EXPECT_TRUE(finding.compromised);

    finding =
        weigh({revoking(list("2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z"), "2026-06-20T12:00:01Z", 4)});
    EXPECT_EQ(finding.status, RevocationStatus::Good);
    EXPECT_EQ(codesOf(finding.reasons), "notice.revoked_later");
    EXPECT_FALSE(finding.compromised);
}

TEST(RevocationRules, AHoldCountsAsRevoked) {
    const RevocationFinding finding = weigh({revoking(current(), "2026-06-01T00:00:00Z", kReasonHold)});
    EXPECT_EQ(finding.status, RevocationStatus::Revoked);
    EXPECT_EQ(finding.reasons[0].detail, "2026-06-01T00:00:00Z suspended");
}

TEST(RevocationRules, TheNewestFreshListDecides) {
    const RevocationStatement held =
        revoking(list("2026-06-19T00:00:00Z", "2026-06-21T00:00:00Z"), "2026-06-01T00:00:00Z", kReasonHold);
    EXPECT_EQ(weigh({held, current()}).status, RevocationStatus::Good);
    EXPECT_EQ(weigh({current(), held}).status, RevocationStatus::Good);
}

// Revocation is for ever, however old the list that says so; suspension is not.
TEST(RevocationRules, AnOldListStillRevokes) {
    const RevocationStatement old = list("2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z");
    EXPECT_EQ(weigh({revoking(old, "2026-01-05T00:00:00Z", 1)}).status, RevocationStatus::Revoked);
    EXPECT_EQ(weigh({revoking(old, "2026-01-05T00:00:00Z", kReasonHold)}).status, RevocationStatus::Unknown);
    EXPECT_EQ(weigh({revoking(list("2027-03-01T00:00:00Z", "2027-03-02T00:00:00Z"), "2026-01-05T00:00:00Z")})
                  .status,
              RevocationStatus::Revoked);
}

TEST(RevocationRules, NoLaterGoodTakesARevocationBack) {
    const RevocationStatement revoked = revoking(current(), "2026-06-15T00:00:00Z", 1);
    EXPECT_EQ(weigh({revoked, ocsp("2026-06-20T11:30:00Z")}).status, RevocationStatus::Revoked);
    EXPECT_EQ(weigh({revoked, list("2026-06-20T06:00:00Z", "2026-06-21T00:00:00Z")}).status,
              RevocationStatus::Revoked);
    // Nor one that came after the moment that is judged.
    const RevocationFinding later = weigh({revoking(current(), "2026-06-21T00:00:00Z", 1),
                                           list("2026-06-22T00:00:00Z", "2026-06-23T00:00:00Z")});
    EXPECT_EQ(later.status, RevocationStatus::Good);
    EXPECT_EQ(codesOf(later.reasons), "notice.revoked_later");
    EXPECT_TRUE(later.compromised);
}

TEST(RevocationRules, ADeltaSpeaksOfWhatItListsOnly) {
    const RevocationStatement newer = delta(list("2026-06-20T06:00:00Z", "2026-06-20T18:00:00Z"));
    EXPECT_EQ(weigh({revoking(newer, "2026-06-20T05:00:00Z", 1)}).status, RevocationStatus::Revoked);
    EXPECT_EQ(weigh({current(), revoking(newer, "2026-06-20T05:00:00Z", 1)}).status,
              RevocationStatus::Revoked);
    const RevocationStatement held = revoking(current(), "2026-06-01T00:00:00Z", kReasonHold);
    EXPECT_EQ(weigh({held, revoking(newer, "2026-06-01T00:00:00Z", kReasonRemoveFromCrl)}).status,
              RevocationStatus::Good);
    // Without a list to lift the hold from, a lifted hold is no proof.
    EXPECT_EQ(weigh({revoking(newer, "2026-06-01T00:00:00Z", kReasonRemoveFromCrl)}).status,
              RevocationStatus::Unknown);
    // Older than the list: the list has it already.
    const RevocationStatement older = delta(list("2026-06-19T06:00:00Z", "2026-06-20T18:00:00Z"));
    EXPECT_EQ(weigh({current(), revoking(older, "2026-06-01T00:00:00Z", kReasonHold)}).status,
              RevocationStatus::Good);
}

TEST(RevocationRules, AnswersAndListsAreWeighedTogether) {
    EXPECT_EQ(weigh({ocsp("2026-06-20T11:30:00Z")}).status, RevocationStatus::Good);
    EXPECT_EQ(weigh({ocsp("2026-06-20T11:30:00Z")}).evidence->kind, "ocsp");
    EXPECT_EQ(weigh({current(), revoking(ocsp("2026-06-20T11:30:00Z"), "2026-06-20T11:00:00Z", 1)}).status,
              RevocationStatus::Revoked);
    EXPECT_EQ(codesOf(weigh({ocsp("2026-06-10T00:00:00Z")}).reasons),
              "revocation.stale notice.order_counts_negative");
}

TEST(RevocationRules, NotKnownToTheAuthorityIsNeitherGoodNorRevoked) {
    for (const auto& statements :
         {std::vector{ocsp("2026-06-20T11:30:00Z", StatusAnswer::NotKnown)},
          std::vector{ocsp("2026-06-20T11:30:00Z", StatusAnswer::NotKnown), current()}}) {
        const RevocationFinding finding = weigh(statements);
        EXPECT_EQ(finding.status, RevocationStatus::Unknown);
        EXPECT_EQ(codesOf(finding.reasons), "revocation.not_known_to_authority notice.order_counts_negative");
    }
    EXPECT_EQ(weigh({ocsp("2026-06-20T11:30:00Z", StatusAnswer::NotKnown),
                     revoking(current(), "2026-06-01T00:00:00Z", 1)})
                  .status,
              RevocationStatus::Revoked);
}

} // namespace
} // namespace tanba::trust
