#pragma once

#include "app/service/server/http_rules.h"
#include "app/text/language.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::reference_portal {

/// What may be wrong, by the names of the profile.
enum class ProblemKind {
    ChallengeExpired,
    ChallengeUsed,
    SignatureInvalid,
    CertificateExpired,
    CertificateRevoked,
    CertificateUntrusted,
    WrongKeyUsage,
    AccountNotFound,
    RoleNotAllowed,
    PhoneNotRegistered,
    SmsGatewayUnavailable,
    CodeWrong,
    CodeExpired,
    ResendTooEarly,
    ResendLimit,
    Locked,
    QrExpired,
    QrRejected,
    SlowDown,
    LoginGone,
    WrongStep,
    FormatNotOffered,
    FactorNotOffered,
    TicketInvalid,
    PhoneOfOther,
    RequestMalformed,
    NotFound,
    MethodNotAllowed,
    MediaTypeUnsupported,
    BodyTooLarge,
    Misdirected,
    Busy,
    Internal,
};

/// A problem document (RFC 9457) before it has words.
struct Problem {
    ProblemKind kind = ProblemKind::Internal;
    std::optional<unsigned> attemptsLeft;
    std::optional<unsigned> resendsLeft;
    std::optional<std::chrono::seconds> retryAfter;
    /// For who integrates a client; in English, without anything about a person.
    std::string detail;
};

Problem problem(ProblemKind kind, std::string detail = {});
Problem problemAfter(ProblemKind kind, std::chrono::seconds retryAfter);

struct ProblemWords {
    ProblemKind kind;
    std::string_view name; ///< behind "urn:eds-portal:problem:"
    unsigned status;
    std::string_view kk;
    std::string_view ru;
    std::string_view en;
};
const std::vector<ProblemWords>& problemWords();
const ProblemWords& wordsOf(ProblemKind kind);

/// With a Retry-After field where it is known when to try again.
service::HttpReply problemReply(const Problem& problem, text::Language language);

/// The first of kk, ru and en that the field prefers (RFC 9110 12.5.4); Kazakh when it names none of them.
text::Language languageWanted(std::string_view acceptLanguage);

} // namespace tanba::reference_portal
