#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::portal {

/// A problem document (RFC 9457). Its title and detail are the portal's words and are not kept.
struct Problem {
    std::string name; ///< "otp_wrong" of urn:eds-portal:problem:otp_wrong; empty for another type
    int status = 0;   ///< of the HTTP answer
    std::optional<int> attemptsLeft;
    std::optional<int> resendsLeft;
    std::optional<int> retryAfter; ///< seconds; the member, else the Retry-After field
};

/// @param retryAfterField value of the Retry-After field, or empty. portal.answer_wrong.
Result<Problem> readProblem(ByteView json, int status, std::string_view retryAfterField);

/// Which number of a problem a person should see.
enum class ProblemNumber { None, AttemptsLeft, RetryAfter };

/// One row a problem of the profile.
struct ProblemRow {
    std::string_view name;
    FailureCode code;
    ProblemNumber subject;
};
const std::vector<ProblemRow>& problemTable();

/// The failure that people are shown: a row of the table with its number as subject; portal.problem for a
/// name that is not in it.
Failure failureOf(const Problem& problem);

} // namespace tanba::portal
