#include "core/portal/problem.h"

#include "core/portal/answers.h"
#include "core/portal/members.h"

#include <algorithm>
#include <charconv>

namespace tanba::portal {

namespace {

constexpr std::string_view kTypePrefix = "urn:eds-portal:problem:";
constexpr std::size_t kMaxType = 200;
constexpr int kMostTries = 100;
constexpr int kLongestWait = 7 * 24 * 60 * 60;

/// Seconds; the other form of Retry-After, a date, is not used by the profile.
std::optional<int> secondsOf(std::string_view field) {
    int seconds = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), seconds);
    const bool good = error == std::errc() && end == field.data() + field.size() && !field.empty() &&
                      seconds >= 0 && seconds <= kLongestWait;
    return good ? std::optional(seconds) : std::nullopt;
}

std::string numberText(const std::optional<int>& number) {
    return number ? std::to_string(*number) : std::string();
}

} // namespace

const std::vector<ProblemRow>& problemTable() {
    using enum FailureCode;
    using enum ProblemNumber;
    static const std::vector<ProblemRow> kProblems{
        {"challenge_expired", PortalChallengeExpired, None},
        {"challenge_used", PortalChallengeUsed, None},
        {"signature_invalid", PortalSignatureInvalid, None},
        {"cert_expired", PortalCertificateExpired, None},
        {"cert_revoked", PortalCertificateRevoked, None},
        {"cert_untrusted", PortalCertificateUntrusted, None},
        {"wrong_key_usage", PortalWrongKeyUsage, None},
        {"account_not_found", PortalAccountNotFound, None},
        {"role_not_allowed", PortalRoleNotAllowed, None},
        {"phone_not_registered", PortalPhoneNotRegistered, None},
        {"sms_gateway_unavailable", PortalSmsUnavailable, None},
        {"otp_wrong", PortalCodeWrong, AttemptsLeft},
        {"otp_expired", PortalCodeExpired, None},
        {"resend_too_early", PortalResendTooEarly, RetryAfter},
        {"resend_limit", PortalResendLimit, None},
        {"locked", PortalLocked, RetryAfter},
        {"qr_expired", PortalQrExpired, None},
        {"qr_rejected", PortalQrRejected, None},
        {"slow_down", PortalTooManyRequests, RetryAfter},
        {"busy", PortalTooManyRequests, RetryAfter},
        {"login_gone", PortalLoginGone, None},
        {"ticket_invalid", PortalLoginGone, None},
    };
    return kProblems;
}

Result<Problem> readProblem(ByteView json, int status, std::string_view retryAfterField) {
    const std::optional<Json> object = parseStrictObject(json, kMaxAnswer);
    if (!object)
        return fail(FailureCode::PortalAnswerWrong, "JSON");
    Objection objection;
    const Members members(*object, objection);
    Problem problem;
    const std::string type = members.rawText("type", Need::Optional, kMaxType);
    if (type.starts_with(kTypePrefix))
        problem.name = type.substr(kTypePrefix.size());
    problem.status = status;
    problem.attemptsLeft = members.number("attempts_left", 0, kMostTries);
    problem.resendsLeft = members.number("resends_left", 0, kMostTries);
    problem.retryAfter = members.number("retry_after", 0, kLongestWait);
    if (!problem.retryAfter)
        problem.retryAfter = secondsOf(retryAfterField);
    TANBA_CHECK(objection.outcome());
    return problem;
}

Failure failureOf(const Problem& problem) {
    const auto& rows = problemTable();
    const auto row = std::ranges::find(rows, problem.name, &ProblemRow::name);
    if (row == rows.end())
        return fail(FailureCode::PortalUnfinished, "HTTP " + std::to_string(problem.status));
    switch (row->subject) {
    case ProblemNumber::None:
        return fail(row->code);
    case ProblemNumber::AttemptsLeft:
        return fail(row->code, numberText(problem.attemptsLeft));
    case ProblemNumber::RetryAfter:
        return fail(row->code, numberText(problem.retryAfter));
    }
    return fail(row->code);
}

} // namespace tanba::portal
