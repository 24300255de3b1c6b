#include "core/portal/challenge.h"

#include "core/portal/challenge_text.h"
#include "core/portal/pkce.h"
#include "core/portal/wipe.h"
#include "tests/unit/portal/scripted_portal.h"

#include <gtest/gtest.h>

#include <array>

namespace tanba::test {
namespace {

using namespace portal;

const std::string kNonce(43, 'n');

ChallengeAnswer goodAnswer() {
    const auto answer = readChallengeAnswer(viewOf(ScriptedPortal().challenge(kNonce).dump()));
    return answer.value();
}

ChallengeExpectation expectation() {
    return {kOrigin, kNonce, Format::XmlDsig, goodTime(), std::chrono::seconds(0)};
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

std::string verdictOfText(const std::string& text) {
    ChallengeAnswer answer = goodAnswer();
    answer.challenge = text;
    return outcome(checkChallenge(answer, expectation()));
}

TEST(Challenge, IsTakenWhenEverythingFits) {
    EXPECT_EQ(outcome(checkChallenge(goodAnswer(), expectation())), "ok");
    // White space between the elements is harmless.
    std::string spaced = goodAnswer().challenge;
    for (const char* element :
         {"<portalLogin", "<p:nonce>", "<p:clientNonce>", "<p:expires>", "</portalLogin>"})
        spaced = replaced(spaced, element, "\n  " + std::string(element));
    EXPECT_EQ(verdictOfText(spaced + "\n"), "ok");
}

TEST(Challenge, WithAnythingElseInsideIsRefused) {
    const std::string good = goodAnswer().challenge;
    const std::string back = "</portalLogin>";
    for (const std::string& strange :
         {std::string(),
          std::string("text"),
          good + "x",
          "x" + good,
          good + good,
          replaced(good, back, "<order>1 000 000</order>" + back),
          replaced(good, back, "pay" + back),
          replaced(good, back, "<!-- pay -->" + back),
          replaced(good, back, "<?pay?>" + back),
          replaced(good, back, "<p:nonce>second-nonce-0123456789ab</p:nonce>" + back),
          replaced(good, back, "<login><timeTicket>1</timeTicket></login>" + back),
          good + "<!-- pay -->",
          good + "<?pay all?>",
          replaced(good, "<portalLogin ", "<portalLogin amount=\"1\" "),
          replaced(good, "<p:nonce>", "<p:nonce order=\"1\">"),
          replaced(good, "<p:nonce>", "<p:nonce><![CDATA["),
          replaced(good, "server-nonce", "server&#45;nonce"),
          replaced(good, "server-nonce", "<b>server</b>"),
          replaced(good, "urn:eds-portal:1", "urn:eds-portal:2"),
          replaced(good, " p:origin=", " origin="),
          replaced(good, "portalLogin", "login"),
          replaced(good, "<p:expires>", "<expires>"),
          replaced(good, "<?xml version=\"1.0\" encoding=\"utf-8\"?>", ""),
          replaced(good, "utf-8", "utf-16"),
          replaced(good, "?><", "?><!DOCTYPE portalLogin><"),
          replaced(good, "?><", "?><!DOCTYPE a [<!ENTITY x \"y\">]><"),
          replaced(good, "server-nonce-0123456789ab", "short"),
          replaced(good, kNonce, "short"),
          replaced(good, "server", "s\u0435rver"),
          replaced(good, "server", std::string("s\0rver", 6))}) {
        SCOPED_TRACE(strange);
        EXPECT_EQ(verdictOfText(strange), "portal.challenge_strange");
    }
}

TEST(Challenge, OfAnotherOriginIsRefused) {
    const std::string good = goodAnswer().challenge;
    for (const std::string& other :
         {std::string("https://elsewhere.example"), std::string("https://idp.egov.kz"), kOrigin + ":444",
          std::string("http://portal.example"), kOrigin + "/"}) {
        ChallengeAnswer inside = goodAnswer();
        inside.challenge = replaced(good, kOrigin, other);
        const Outcome checked = checkChallenge(inside, expectation());
        EXPECT_EQ(outcome(checked), "portal.challenge_other_origin") << other;
        EXPECT_EQ(checked.failure().subject, other);
        ChallengeAnswer outside = goodAnswer();
        outside.origin = other;
        EXPECT_EQ(outcome(checkChallenge(outside, expectation())), "portal.challenge_other_origin");
    }
    ChallengeExpectation elsewhere = expectation();
    elsewhere.origin = "https://elsewhere.example";
    EXPECT_EQ(outcome(checkChallenge(goodAnswer(), elsewhere)), "portal.challenge_other_origin");
}

TEST(Challenge, OfAnotherLoginIsRefused) {
    ChallengeExpectation other = expectation();
    other.clientNonce[0] = 'm';
    EXPECT_EQ(outcome(checkChallenge(goodAnswer(), other)), "portal.challenge_replayed");
    ChallengeExpectation format = expectation();
    format.format = Format::CmsDetached;
    EXPECT_EQ(outcome(checkChallenge(goodAnswer(), format)), "portal.answer_wrong");
}

TEST(Challenge, IsJudgedByTheClock) {
    const auto judge = [](std::chrono::seconds later, std::optional<std::chrono::seconds> skew) {
        ChallengeExpectation expected = expectation();
        expected.now += later;
        expected.skew = skew;
        const Outcome checked = checkChallenge(goodAnswer(), expected);
        return outcome(checked) + (checked.ok() ? "" : " " + checked.failure().subject);
    };
    using std::chrono::minutes;
    using std::chrono::seconds;
    EXPECT_EQ(judge(minutes(5) + seconds(120), seconds(0)), "ok");
    EXPECT_EQ(judge(minutes(5) + seconds(121), seconds(0)), "portal.challenge_expired ");
    EXPECT_EQ(judge(seconds(0), seconds(120)), "ok");
    EXPECT_EQ(judge(seconds(0), seconds(-120)), "ok");
    // A wrong clock is said to be one, whatever the challenge looks like by it.
    EXPECT_EQ(judge(minutes(61), minutes(-61)), "portal.clock_wrong -61 min");
    EXPECT_EQ(judge(minutes(-61), minutes(61)), "portal.clock_wrong +61 min");
    // Without a Date field only what has not been issued yet gives the clock away.
    EXPECT_EQ(judge(minutes(-10), std::nullopt), "portal.clock_wrong +10 min");
    EXPECT_EQ(judge(minutes(61), std::nullopt), "portal.challenge_expired ");
}

TEST(Challenge, TimesInsideAndOutsideAgreeAndAreShort) {
    ChallengeAnswer other = goodAnswer();
    other.expiresAt += std::chrono::seconds(1);
    EXPECT_EQ(outcome(checkChallenge(other, expectation())), "portal.challenge_strange");
    ChallengeAnswer backwards = goodAnswer();
    backwards.issuedAt = backwards.expiresAt + std::chrono::seconds(1);
    EXPECT_EQ(outcome(checkChallenge(backwards, expectation())), "portal.challenge_strange");
    ChallengeAnswer longLived = goodAnswer();
    const std::string before = formatRfc3339(longLived.expiresAt);
    longLived.expiresAt += std::chrono::hours(2);
    longLived.challenge = replaced(longLived.challenge, before, formatRfc3339(longLived.expiresAt));
    EXPECT_EQ(outcome(checkChallenge(longLived, expectation())), "portal.challenge_strange");
    for (const char* time : {"tomorrow", "2026-06-20T17:05:00+05:00", "2026-06-20"})
        EXPECT_EQ(verdictOfText(replaced(goodAnswer().challenge, before, time)), "portal.challenge_strange");
}

// ---- PKCE ----

TEST(Pkce, IsThatOfTheStandard) { // RFC 7636, appendix B
    const auto challenge = codeChallengeOf(secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
    ASSERT_EQ(outcome(challenge), "ok");
    EXPECT_EQ(challenge.value(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST(Pkce, IsFreshAndFits) {
    const auto first = makePkce();
    const auto second = makePkce();
    ASSERT_TRUE(first.ok() && second.ok());
    EXPECT_TRUE(isCodeVerifier(first.value().verifier));
    EXPECT_EQ(first.value().verifier.size(), 43U);
    EXPECT_EQ(first.value().challenge, codeChallengeOf(first.value().verifier).value());
    EXPECT_FALSE(first.value().verifier.equals(second.value().verifier));
    EXPECT_FALSE(isCodeVerifier(secret(std::string(42, 'a'))));
    EXPECT_FALSE(isCodeVerifier(secret(std::string(129, 'a'))));
    EXPECT_FALSE(isCodeVerifier(secret(std::string(42, 'a') + "\"")));
    const auto nonce = makeClientNonce();
    ASSERT_TRUE(nonce.ok());
    EXPECT_EQ(nonce.value().size(), 43U);
    EXPECT_NE(nonce.value(), makeClientNonce().value());
}

/// A text that stays readable when it was emptied.
struct Watched {
    std::array<char, 4> content{'c', 'o', 'd', 'e'};
    std::size_t used = 4;
    char* data() { return content.data(); }
    std::size_t size() const { return used; }
    void clear() { used = 0; }
};

TEST(Wipe, OverwritesBeforeItEmpties) {
    Watched text;
    wipe(text);
    EXPECT_EQ(text.used, 0U);
    EXPECT_EQ(text.content, (std::array<char, 4>{}));
}

} // namespace
} // namespace tanba::test
