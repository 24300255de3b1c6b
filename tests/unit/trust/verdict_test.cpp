#include "core/trust/verdict.h"

#include <gtest/gtest.h>

#include <array>

namespace tanba::trust {
namespace {

using sign::Integrity;
using sign::ReasonCode;

/// A signature against which nothing speaks.
SignatureReport faultless() {
    SignatureReport report;
    report.integrity = Integrity::Ok;
    report.chain = ChainStatus::Ok;
    report.revocation = RevocationStatus::Good;
    report.anchor = AnchorOrigin::National;
    return report;
}

TEST(Verdict, IsValidWhenNothingSpeaksAgainstIt) {
    EXPECT_EQ(verdictOf(faultless()), Verdict::Valid);
}

TEST(Verdict, ANewReportIsNotValid) {
    EXPECT_NE(verdictOf(SignatureReport{}), Verdict::Valid);
}

struct IntegrityRow {
    Integrity integrity;
    Verdict verdict;
};
TEST(Verdict, FollowsIntegrity) {
    constexpr std::array<IntegrityRow, 4> rows{{{Integrity::Ok, Verdict::Valid},
                                                {Integrity::ContentChanged, Verdict::Invalid},
                                                {Integrity::SignatureWrong, Verdict::Invalid},
                                                {Integrity::ContentMissing, Verdict::Indeterminate}}};
    for (const IntegrityRow& row : rows) {
        SignatureReport report = faultless();
        report.integrity = row.integrity;
        EXPECT_EQ(verdictOf(report), row.verdict) << sign::integrityName(row.integrity);
    }
}

TEST(Verdict, ASignatureThatCannotBeCheckedIsNotInvalid) {
    for (const ReasonCode code : {ReasonCode::SignerCertificateMissing, ReasonCode::AlgorithmUnknown}) {
        SignatureReport report = faultless();
        report.integrity = Integrity::SignatureWrong;
        report.reasons.push_back({code, {}});
        EXPECT_EQ(verdictOf(report), Verdict::Indeterminate);
        report.reasons.push_back({ReasonCode::SignatureValueWrong, {}});
        EXPECT_EQ(verdictOf(report), Verdict::Invalid);
    }
}

struct ChainRow {
    ChainStatus chain;
    Verdict verdict;
};
TEST(Verdict, FollowsTheChain) {
    constexpr std::array<ChainRow, 6> rows{{{ChainStatus::Ok, Verdict::Valid},
                                            {ChainStatus::NoAnchor, Verdict::Indeterminate},
                                            {ChainStatus::Expired, Verdict::Indeterminate},
                                            {ChainStatus::NotYetValid, Verdict::Indeterminate},
                                            {ChainStatus::WrongUsage, Verdict::Invalid},
                                            {ChainStatus::Broken, Verdict::Indeterminate}}};
    for (const ChainRow& row : rows) {
        SignatureReport report = faultless();
        report.chain = row.chain;
        EXPECT_EQ(verdictOf(report), row.verdict) << chainName(row.chain);
    }
}

struct RevocationRow {
    RevocationStatus revocation;
    Verdict verdict;
};
TEST(Verdict, FollowsRevocation) {
    constexpr std::array<RevocationRow, 3> rows{{{RevocationStatus::Good, Verdict::Valid},
                                                 {RevocationStatus::Revoked, Verdict::Invalid},
                                                 {RevocationStatus::Unknown, Verdict::Indeterminate}}};
    for (const RevocationRow& row : rows) {
        SignatureReport report = faultless();
        report.revocation = row.revocation;
        EXPECT_EQ(verdictOf(report), row.verdict) << revocationName(row.revocation);
    }
}

TEST(Verdict, ATestKeyIsNeverValid) {
    SignatureReport report = faultless();
    report.anchor = AnchorOrigin::Test;
    EXPECT_EQ(verdictOf(report), Verdict::Indeterminate);
    report.anchor.reset();
    EXPECT_EQ(verdictOf(report), Verdict::Indeterminate);
    report.anchor = AnchorOrigin::Yours;
    EXPECT_EQ(verdictOf(report), Verdict::Valid);
}

// The architecture's table, row by row: which reason makes which verdict.
struct ReasonRow {
    ReasonCode code;
    Verdict verdict;
};
TEST(Verdict, FollowsEveryReasonOfTheTable) {
    constexpr std::array<ReasonRow, 40> rows{{
        {ReasonCode::ContentChanged, Verdict::Invalid},
        {ReasonCode::SignatureValueWrong, Verdict::Invalid},
        {ReasonCode::ForgedStructure, Verdict::Invalid},
        {ReasonCode::ContentTypeMismatch, Verdict::Invalid},
        {ReasonCode::SignedAttributesWrong, Verdict::Invalid},
        {ReasonCode::SigningCertificateOther, Verdict::Invalid},
        {ReasonCode::WrongUsage, Verdict::Invalid},
        {ReasonCode::LoginKeyOnDocument, Verdict::Invalid},
        {ReasonCode::OutsideValidityProved, Verdict::Invalid},
        {ReasonCode::Revoked, Verdict::Invalid},
        {ReasonCode::AuthorityRevoked, Verdict::Invalid},
        {ReasonCode::ContentMissing, Verdict::Indeterminate},
        {ReasonCode::SignerCertificateMissing, Verdict::Indeterminate},
        {ReasonCode::AlgorithmUnknown, Verdict::Indeterminate},
        {ReasonCode::AlgorithmTooOld, Verdict::Indeterminate},
        {ReasonCode::NoAnchor, Verdict::Indeterminate},
        {ReasonCode::ChainBroken, Verdict::Indeterminate},
        {ReasonCode::ExpiredNow, Verdict::Indeterminate},
        {ReasonCode::NotYetValidNow, Verdict::Indeterminate},
        {ReasonCode::TestKey, Verdict::Indeterminate},
        {ReasonCode::RevocationUnknown, Verdict::Indeterminate},
        {ReasonCode::RevocationStale, Verdict::Indeterminate},
        {ReasonCode::RevocationNotKnownToAuthority, Verdict::Indeterminate},
        {ReasonCode::TimestampWrong, Verdict::Indeterminate},
        {ReasonCode::TimestampUncheckedDecides, Verdict::Indeterminate},
        {ReasonCode::NoSigningCertificateAttribute, Verdict::Valid},
        {ReasonCode::AlgorithmOldGost, Verdict::Valid},
        {ReasonCode::OnlyPartSigned, Verdict::Valid},
        {ReasonCode::LoginChallenge, Verdict::Valid},
        {ReasonCode::YourAnchors, Verdict::Valid},
        {ReasonCode::RevokedLater, Verdict::Valid},
        {ReasonCode::OnlineNotAsked, Verdict::Valid},
        {ReasonCode::OnlineNotReached, Verdict::Valid},
        {ReasonCode::OnlineAnswerUseless, Verdict::Valid},
        {ReasonCode::TimestampUntrusted, Verdict::Valid},
        {ReasonCode::TimestampUnchecked, Verdict::Valid},
        {ReasonCode::TimestampSha1, Verdict::Valid},
        {ReasonCode::NoTimestamp, Verdict::Valid},
        {ReasonCode::SigningTimeInFuture, Verdict::Valid},
        {ReasonCode::OrderCountsNegative, Verdict::Valid},
    }};
    ASSERT_EQ(rows.size(), sign::reasonTable().size()) << "a reason without a row here";
    for (const ReasonRow& row : rows) {
        SignatureReport report = faultless();
        report.reasons.push_back({row.code, {}});
        EXPECT_EQ(verdictOf(report), row.verdict) << sign::reasonRow(row.code).text;
    }
}

TEST(Verdict, TheWorstFindingCounts) {
    SignatureReport report = faultless();
    report.reasons = {{ReasonCode::NoTimestamp, {}}, {ReasonCode::Revoked, {}}, {ReasonCode::ExpiredNow, {}}};
    EXPECT_EQ(verdictOf(report), Verdict::Invalid);
}

TEST(Verdict, TheWorstSignatureCounts) {
    SignatureReport valid = faultless();
    valid.verdict = Verdict::Valid;
    SignatureReport unknown = faultless();
    unknown.verdict = Verdict::Indeterminate;
    SignatureReport invalid = faultless();
    invalid.verdict = Verdict::Invalid;
    EXPECT_EQ(worstOf({valid}), Verdict::Valid);
    EXPECT_EQ(worstOf({valid, unknown, valid}), Verdict::Indeterminate);
    EXPECT_EQ(worstOf({unknown, invalid, valid}), Verdict::Invalid);
    EXPECT_EQ(worstOf({}), Verdict::Indeterminate);
}

TEST(Verdict, NamesAreThoseOfTheCommandLine) {
    EXPECT_EQ(verdictName(Verdict::Valid), "valid");
    EXPECT_EQ(verdictName(Verdict::Indeterminate), "indeterminate");
    EXPECT_EQ(verdictName(Verdict::Invalid), "invalid");
    EXPECT_EQ(chainName(ChainStatus::NotYetValid), "not_yet_valid");
    EXPECT_EQ(chainName(ChainStatus::NoAnchor), "no_anchor");
    EXPECT_EQ(revocationName(RevocationStatus::Unknown), "unknown");
    EXPECT_EQ(anchorOriginName(AnchorOrigin::Yours), "yours");
}

} // namespace
} // namespace tanba::trust
