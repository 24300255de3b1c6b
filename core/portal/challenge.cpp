#include "core/portal/challenge.h"

#include "core/base/utf8.h"
#include "core/portal/challenge_text.h"
#include "core/sign/classify.h"

#include <algorithm>

namespace tanba::portal {

namespace {

constexpr std::string_view kShape = "profile";
/// A challenge is answered at once; one that lives long could be kept for later.
constexpr std::chrono::hours kLongestLife{1};

/// "+61 min": the portal's clock minus ours.
std::string differenceText(std::chrono::seconds skew) {
    const auto minutes = std::chrono::round<std::chrono::minutes>(skew).count();
    return (minutes > 0 ? "+" : "") + std::to_string(minutes) + " min";
}

/// The gate of core/sign must see the profile's own shape and no other.
bool isProfileShape(const std::string& text) {
    const sign::Classification found = sign::classifyContent(viewOf(text), true);
    return found.contentClass == sign::ContentClass::Login && found.everythingParsed &&
           found.shapes.size() == 1 && found.shapes.front()->id == kShape && found.statedOrigins.size() == 1;
}

Outcome checkTimes(const ChallengeAnswer& answer, Time expires, const ChallengeExpectation& expected) {
    if (expected.skew && std::chrono::abs(*expected.skew) > kMaxClockSkew)
        return fail(FailureCode::PortalClockWrong, differenceText(*expected.skew));
    if (expires != answer.expiresAt || answer.issuedAt > answer.expiresAt ||
        answer.expiresAt - answer.issuedAt > kLongestLife)
        return fail(FailureCode::PortalChallengeStrange, {}, "expires");
    if (expires + kMaxClockSkew < expected.now)
        return fail(FailureCode::PortalChallengeExpired);
    // Without a Date field, a challenge from the far future tells the same.
    if (answer.issuedAt > expected.now + kMaxClockSkew)
        return fail(FailureCode::PortalClockWrong, differenceText(answer.issuedAt - expected.now));
    return Done{};
}

} // namespace

Outcome checkChallenge(const ChallengeAnswer& answer, const ChallengeExpectation& expected) {
    const std::optional<ChallengeText> text = readChallengeText(answer.challenge);
    if (!text || !isProfileShape(answer.challenge))
        return fail(FailureCode::PortalChallengeStrange);
    for (const std::string& origin : {text->origin, answer.origin})
        if (origin != expected.origin)
            return fail(FailureCode::PortalChallengeOtherOrigin, displayText(origin));
    if (answer.format != expected.format)
        return fail(FailureCode::PortalAnswerWrong, "format");
    if (text->clientNonce != expected.clientNonce)
        return fail(FailureCode::PortalChallengeReplayed);
    const Result<Time> expires = parseRfc3339(text->expires);
    if (!expires.ok() || !text->expires.ends_with('Z'))
        return fail(FailureCode::PortalChallengeStrange, {}, "p:expires");
    return checkTimes(answer, expires.value(), expected);
}

} // namespace tanba::portal
