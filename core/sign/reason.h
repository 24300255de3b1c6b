#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tanba::sign {

/// What a reason does to the verdict.
enum class Weight {
    Notice,        ///< told to the person, changes nothing
    Indeterminate, ///< the signature could not be established
    Invalid,
};

// One row a reason: enumerator, stable code, weight, and where EN 319 102-1 (5.1.3 and annex) files it:
// INDICATION and sub-indication, empty for notices. Sentences in kk/ru/en: translations/messages.json.
// clang-format off
#define TANBA_REASON_CODES(X)                                                                                          \
    /* integrity */                                                                                                    \
    X(ContentChanged,           "integrity.content_changed",          Invalid,       "TOTAL-FAILED",  "HASH_FAILURE")  \
    X(SignatureValueWrong,      "integrity.signature_wrong",          Invalid,       "TOTAL-FAILED",  "SIG_CRYPTO_FAILURE") \
    X(ContentMissing,           "integrity.content_missing",          Indeterminate, "INDETERMINATE", "SIGNED_DATA_NOT_FOUND") \
    X(ForgedStructure,          "integrity.forged_structure",         Invalid,       "TOTAL-FAILED",  "FORMAT_FAILURE") \
    X(ContentTypeMismatch,      "integrity.content_type_mismatch",    Invalid,       "TOTAL-FAILED",  "FORMAT_FAILURE") \
    X(SignedAttributesWrong,    "integrity.signed_attributes_wrong",  Invalid,       "TOTAL-FAILED",  "FORMAT_FAILURE") \
    X(SigningCertificateOther,  "integrity.signing_certificate_other", Invalid,      "TOTAL-FAILED",  "SIG_CRYPTO_FAILURE") \
    X(SignerCertificateMissing, "integrity.signer_certificate_missing", Indeterminate, "INDETERMINATE", "NO_SIGNING_CERTIFICATE_FOUND") \
    X(AlgorithmUnknown,         "integrity.algorithm_unknown",        Indeterminate, "INDETERMINATE", "SIG_CONSTRAINTS_FAILURE") \
    X(AlgorithmTooOld,          "algorithm.past_its_date",            Indeterminate, "INDETERMINATE", "CRYPTO_CONSTRAINTS_FAILURE") \
    X(NoSigningCertificateAttribute, "notice.no_signing_certificate_v2", Notice,     "",              "")              \
    X(AlgorithmOldGost,         "notice.gost_2004",                   Notice,        "",              "")              \
    X(OnlyPartSigned,           "notice.only_part_signed",            Notice,        "",              "")              \
    X(LoginChallenge,           "notice.login_challenge",             Notice,        "",              "")              \
    /* chain */                                                                                                        \
    X(NoAnchor,                 "chain.no_anchor",                    Indeterminate, "INDETERMINATE", "NO_CERTIFICATE_CHAIN_FOUND") \
    X(ChainBroken,              "chain.broken",                       Indeterminate, "INDETERMINATE", "CERTIFICATE_CHAIN_GENERAL_FAILURE") \
    X(WrongUsage,               "chain.wrong_usage",                  Invalid,       "TOTAL-FAILED",  "CHAIN_CONSTRAINTS_FAILURE") \
    X(LoginKeyOnDocument,       "chain.login_key_on_document",        Invalid,       "TOTAL-FAILED",  "CHAIN_CONSTRAINTS_FAILURE") \
    X(ExpiredNow,               "chain.expired",                      Indeterminate, "INDETERMINATE", "OUT_OF_BOUNDS_NO_POE") \
    X(NotYetValidNow,           "chain.not_yet_valid",                Indeterminate, "INDETERMINATE", "OUT_OF_BOUNDS_NO_POE") \
    X(OutsideValidityProved,    "chain.outside_validity_proved",      Invalid,       "TOTAL-FAILED",  "NOT_YET_VALID") \
    X(TestKey,                  "chain.test_key",                     Indeterminate, "INDETERMINATE", "CHAIN_CONSTRAINTS_FAILURE") \
    X(YourAnchors,              "notice.your_anchors",                Notice,        "",              "")              \
    /* revocation */                                                                                                   \
    X(Revoked,                  "revocation.revoked",                 Invalid,       "TOTAL-FAILED",  "REVOKED")       \
    X(AuthorityRevoked,         "revocation.authority_revoked",       Invalid,       "TOTAL-FAILED",  "REVOKED")       \
    X(RevokedLater,             "notice.revoked_later",               Notice,        "",              "")              \
    X(RevocationUnknown,        "revocation.unknown",                 Indeterminate, "INDETERMINATE", "TRY_LATER")     \
    X(RevocationStale,          "revocation.stale",                   Indeterminate, "INDETERMINATE", "TRY_LATER")     \
    X(RevocationNotKnownToAuthority, "revocation.not_known_to_authority", Indeterminate, "INDETERMINATE", "TRY_LATER") \
    X(OnlineNotAsked,           "notice.online_not_asked",            Notice,        "",              "")              \
    X(OnlineNotReached,         "notice.online_not_reached",          Notice,        "",              "")              \
    X(OnlineAnswerUseless,      "notice.online_answer_useless",       Notice,        "",              "")              \
    /* time */                                                                                                         \
    X(TimestampWrong,           "timestamp.wrong",                    Indeterminate, "INDETERMINATE", "TIMESTAMP_ORDER_FAILURE") \
    X(TimestampUntrusted,       "notice.timestamp_untrusted",         Notice,        "",              "")              \
    X(TimestampUnchecked,       "notice.timestamp_unchecked",         Notice,        "",              "")              \
    X(TimestampUncheckedDecides, "timestamp.unchecked_decides",       Indeterminate, "INDETERMINATE", "REVOKED_NO_POE") \
    X(TimestampSha1,            "notice.timestamp_sha1",              Notice,        "",              "")              \
    X(NoTimestamp,              "notice.no_timestamp",                Notice,        "",              "")              \
    X(SigningTimeInFuture,      "notice.signing_time_in_future",      Notice,        "",              "")              \
    /* the authority's own order, stricter than ours in places */                                                      \
    X(OrderCountsNegative,      "notice.order_counts_negative",       Notice,        "",              "")
// clang-format on

enum class ReasonCode {
#define TANBA_REASON_ENUMERATOR(name, text, weight, indication, subindication) name,
    TANBA_REASON_CODES(TANBA_REASON_ENUMERATOR)
#undef TANBA_REASON_ENUMERATOR
};

struct ReasonRow {
    ReasonCode code;
    std::string_view text;
    Weight weight;
    std::string_view indication;
    std::string_view subindication;
};
const std::vector<ReasonRow>& reasonTable();
const ReasonRow& reasonRow(ReasonCode code);

struct Reason {
    ReasonCode code;
    /// A fact that belongs to it: a date, a name, an algorithm. Not a sentence.
    std::string detail;
};

} // namespace tanba::sign
