#include "tests/gui/login_world.h"
#include "tests/support/loopback_caller.h"

#include <gmock/gmock.h>

#include <QApplication>
#include <QClipboard>
#include <QTimer>

namespace tanba::gui::test {
namespace {

using portal::Stage;
using Ask = LoginPortalPlay::Ask;
using nlohmann::json;

/// Everything that can go wrong at the portal, in one language: each leaves a sentence, the focus on it, and
/// a way on.
class LoginProblem : public testing::TestWithParam<text::Language> {};
INSTANTIATE_TEST_SUITE_P(Languages, LoginProblem, testing::Values(text::Language::Kk, text::Language::Ru),
                         [](const auto& test) { return std::string(text::languageName(test.param)); });

struct ProblemRow {
    const char* name;
    int status;
    FailureCode code;
    const char* subject;
    json more;
};

bool focusTells(LoginWorld& world, FailureCode code, const std::string& subject) {
    return world.focusSays().contains(fromUtf8(world.words().sentence(fail(code, subject)).what));
}

bool offersAWayOn(LoginWorld& world) {
    const std::vector<Phrase> ways = {Phrase::LoginRestart,  Phrase::SignOtherKey, Phrase::LoginQr,
                                      Phrase::LoginSmsAgain, Phrase::LoginQrAgain, Phrase::LoginSms};
    for (auto* button : world.window().findChildren<QAbstractButton*>())
        for (const Phrase way : ways)
            if (button->isVisible() && button->isEnabled() && button->text() == world.words().say(way))
                return true;
    return false;
}

TEST_P(LoginProblem, OfTheSignature) {
    const std::vector<ProblemRow> rows = {
        {"signature_invalid", 401, FailureCode::PortalSignatureInvalid, "", {}},
        {"cert_expired", 401, FailureCode::PortalCertificateExpired, "", {}},
        {"cert_revoked", 401, FailureCode::PortalCertificateRevoked, "", {}},
        {"cert_untrusted", 401, FailureCode::PortalCertificateUntrusted, "", {}},
        {"wrong_key_usage", 401, FailureCode::PortalWrongKeyUsage, "", {}},
        {"account_not_found", 403, FailureCode::PortalAccountNotFound, "", {}},
        {"role_not_allowed", 403, FailureCode::PortalRoleNotAllowed, "", {}},
        {"challenge_expired", 410, FailureCode::PortalChallengeExpired, "", {}},
        {"challenge_used", 410, FailureCode::PortalChallengeUsed, "", {}},
        {"slow_down", 429, FailureCode::PortalTooManyRequests, "17", {{"retry_after", 17}}},
        {"login_gone", 404, FailureCode::PortalLoginGone, "", {}},
        {"locked", 423, FailureCode::PortalLocked, "900", {{"retry_after", 900}}},
    };
    LoginWorld world(GetParam());
    world.putLoginKey();
    for (const ProblemRow& row : rows) {
        SCOPED_TRACE(row.name);
        world.openLogin();
        world.chooseKey();
        world.portal().refuse(Ask::Signature, row.name, row.status, row.more);
        world.agree(Phrase::KeyPassword, kSignPassword);
        EXPECT_TRUE(world.seesFailure(row.code, row.subject)) << world.visibleText().toStdString();
        EXPECT_TRUE(focusTells(world, row.code, row.subject)) << world.focusSays().toStdString();
        EXPECT_TRUE(offersAWayOn(world)) << world.visibleText().toStdString();
        EXPECT_FALSE(world.recordLies());
        EXPECT_TRUE(world.opened().empty());
    }
}

TEST_P(LoginProblem, OfTheWayToThePortal) {
    LoginWorld world(GetParam());
    world.putLoginKey();
    for (const FailureCode code :
         {FailureCode::NetworkUnavailable, FailureCode::NetworkUntrusted, FailureCode::NetworkTimeout,
          FailureCode::NetworkAnswerTooLarge, FailureCode::NetworkAnswerWrong}) {
        SCOPED_TRACE(codeText(code));
        world.portal().drop(Ask::Description, code);
        world.openLogin();
        EXPECT_TRUE(world.seesFailure(code, "kabinet.example")) << world.visibleText().toStdString();
        EXPECT_TRUE(offersAWayOn(world)) << world.visibleText().toStdString();
        world.press(Phrase::LoginRestart);
        EXPECT_EQ(world.loginStage(), Stage::Described) << "it goes on when the portal is back";
        world.portal().drop(Ask::Challenge, code);
        world.chooseKey();
        world.agree(Phrase::KeyPassword, kSignPassword);
        EXPECT_TRUE(world.seesFailure(code, "kabinet.example")) << world.visibleText().toStdString();
    }
}

TEST_P(LoginProblem, OfAnSms) {
    const std::vector<ProblemRow> rows = {
        {"phone_not_registered", 403, FailureCode::PortalPhoneNotRegistered, "", {}},
        {"sms_gateway_unavailable", 503, FailureCode::PortalSmsUnavailable, "", {}},
        {"resend_too_early", 429, FailureCode::PortalResendTooEarly, "42", {{"retry_after", 42}}},
        {"resend_limit", 429, FailureCode::PortalResendLimit, "", {}},
        {"slow_down", 429, FailureCode::PortalTooManyRequests, "17", {{"retry_after", 17}}},
        {"login_gone", 404, FailureCode::PortalLoginGone, "", {}},
        {"locked", 423, FailureCode::PortalLocked, "900", {{"retry_after", 900}}},
    };
    for (const ProblemRow& row : rows) {
        SCOPED_TRACE(row.name);
        LoginWorld world(GetParam());
        world.enterToFactors();
        world.portal().refuse(Ask::SendCode, row.name, row.status, row.more);
        world.choose(Phrase::LoginSms);
        EXPECT_TRUE(world.seesFailure(row.code, row.subject)) << world.visibleText().toStdString();
        EXPECT_TRUE(focusTells(world, row.code, row.subject)) << world.focusSays().toStdString();
        EXPECT_TRUE(offersAWayOn(world)) << world.visibleText().toStdString();
    }
}

TEST_P(LoginProblem, OfACode) {
    const std::vector<ProblemRow> rows = {
        {"otp_expired", 410, FailureCode::PortalCodeExpired, "", {}},
        {"slow_down", 429, FailureCode::PortalTooManyRequests, "17", {{"retry_after", 17}}},
        {"login_gone", 404, FailureCode::PortalLoginGone, "", {}},
        {"locked", 423, FailureCode::PortalLocked, "900", {{"retry_after", 900}}},
        {"something_new", 500, FailureCode::PortalUnfinished, "HTTP 500", {}},
    };
    for (const ProblemRow& row : rows) {
        SCOPED_TRACE(row.name);
        LoginWorld world(GetParam());
        world.enterToFactors();
        world.choose(Phrase::LoginSms);
        world.portal().refuse(Ask::PostCode, row.name, row.status, row.more);
        world.typeCode(LoginPortalPlay::kCode);
        EXPECT_TRUE(world.seesFailure(row.code, row.subject)) << world.visibleText().toStdString();
        EXPECT_TRUE(offersAWayOn(world)) << world.visibleText().toStdString();
        EXPECT_TRUE(world.opened().empty());
    }
}

TEST_P(LoginProblem, OfAWrongClock) {
    LoginWorld world(GetParam()); // its clock shows 12:00
    world.putLoginKey();
    world.portal().lie(Ask::Challenge, [](HttpAnswer right) {
        right.fields = {{"Date", "Sat, 20 Jun 2026 12:42:00 GMT"}};
        return right;
    });
    world.openLogin();
    world.chooseKey();
    world.agree(Phrase::KeyPassword, kSignPassword);
    EXPECT_TRUE(world.seesFailure(FailureCode::PortalClockWrong, "+42 min"))
        << world.visibleText().toStdString();
    EXPECT_TRUE(focusTells(world, FailureCode::PortalClockWrong, "+42 min"))
        << world.focusSays().toStdString();
    EXPECT_TRUE(offersAWayOn(world)) << world.visibleText().toStdString();
    EXPECT_EQ(world.portal().asked(Ask::Signature), 0);
    EXPECT_EQ(world.portal().asked(Ask::EndLogin), 1);
}

/// A network that wants its own page seen first: nothing goes to it, and the login is there when it is over.
TEST_P(LoginProblem, OfACertificateThatChangesInMidLogin) {
    for (const Ask ask : {Ask::Signature, Ask::SendCode, Ask::PostCode, Ask::StartQr}) {
        SCOPED_TRACE(static_cast<int>(ask));
        LoginWorld world(GetParam());
        world.putLoginKey();
        world.openLogin();
        world.chooseKey();
        world.portal().drop(ask, FailureCode::NetworkUntrusted);
        world.agree(Phrase::KeyPassword, kSignPassword);
        if (ask != Ask::Signature)
            world.choose(ask == Ask::StartQr ? Phrase::LoginQr : Phrase::LoginSms);
        if (ask == Ask::PostCode)
            world.typeCode(LoginPortalPlay::kCode);
        world.until([&world] { return !world.login().busy(); });
        EXPECT_TRUE(world.seesFailure(FailureCode::NetworkUntrusted, "kabinet.example"))
            << world.visibleText().toStdString();
        EXPECT_TRUE(focusTells(world, FailureCode::NetworkUntrusted, "kabinet.example"));
        EXPECT_EQ(world.loginStage(), ask == Ask::Signature ? Stage::ChallengeIssued : Stage::SecondFactor);
        EXPECT_EQ(world.recordLies(), ask != Ask::Signature);
        if (ask == Ask::Signature)
            world.agree(Phrase::KeyPassword, kSignPassword);
        EXPECT_EQ(world.loginStage(), Stage::SecondFactor);
        EXPECT_TRUE(offersAWayOn(world)) << world.visibleText().toStdString();
        EXPECT_EQ(world.portal().asked(Ask::EndLogin), 0);
        EXPECT_TRUE(world.opened().empty());
    }
}

TEST_P(LoginProblem, OfAQrCode) {
    struct Row {
        const char* state;
        FailureCode code;
    };
    for (const Row& row :
         {Row{"rejected", FailureCode::PortalQrRejected}, Row{"expired", FailureCode::PortalQrExpired}}) {
        SCOPED_TRACE(row.state);
        LoginWorld world(GetParam());
        world.enterToFactors();
        world.choose(Phrase::LoginQr);
        world.portal().setQr(row.state);
        world.pollOnce();
        EXPECT_TRUE(world.seesFailure(row.code)) << world.visibleText().toStdString();
        EXPECT_TRUE(focusTells(world, row.code, "")) << world.focusSays().toStdString();
        EXPECT_TRUE(world.sees(Phrase::LoginQrOver));
        EXPECT_FALSE(world.sees(Phrase::LoginSmsAgain)) << "no code was asked for yet";
        world.press(Phrase::LoginQrAgain);
        EXPECT_EQ(world.portal().asked(Ask::StartQr), 2);
        EXPECT_TRUE(world.sees(Phrase::LoginQrWaiting)) << world.visibleText().toStdString();
    }
}

/// Polls are a minute apart, and the portal says "pending" for ever: the end of the code shows all the same.
TEST_P(LoginProblem, OfAQrCodeWhoseTimeIsOver) {
    LoginWorld world(GetParam());
    world.enterToFactors();
    const std::string end = formatRfc3339(world.clock().now() + std::chrono::seconds(2));
    const auto answer = [end](int status) {
        const json body{{"qr_id", "qr-0123456789abcdef"},
                        {"state", "pending"},
                        {"qr_text", LoginPortalPlay::kQrText},
                        {"expires_at", end},
                        {"poll_after_s", 60}};
        return [status, text = body.dump()](const HttpAnswer&) {
            return HttpAnswer{status, "application/json", toBytes(text), {}};
        };
    };
    world.portal().lie(Ask::StartQr, answer(201));
    for (int poll = 0; poll < 2; ++poll)
        world.portal().lie(Ask::PollQr, answer(200));
    world.choose(Phrase::LoginQr);
    EXPECT_FALSE(world.sees(Phrase::LoginQrAgain));
    world.pass(std::chrono::seconds(2));
    world.until([&world] { return world.login().view().qr.phase == portal::QrPhase::Expired; });
    EXPECT_TRUE(world.seesFailure(FailureCode::PortalQrExpired)) << world.visibleText().toStdString();
    world.press(Phrase::LoginQrAgain);
    EXPECT_TRUE(world.sees(Phrase::LoginQrWaiting)) << world.visibleText().toStdString();
}

TEST_P(LoginProblem, OfALyingPortal) {
    LoginWorld world(GetParam());
    world.putLoginKey();
    const auto ask = [&world](const std::function<void(std::string&)>& change) {
        world.portal().lie(Ask::Challenge, [change](HttpAnswer right) {
            json answer = json::parse(asText(right.body));
            std::string text = answer["challenge"];
            change(text);
            answer["challenge"] = text;
            right.body = toBytes(answer.dump());
            return right;
        });
        world.openLogin();
        world.chooseKey();
        world.agree(Phrase::KeyPassword, kSignPassword);
    };
    const auto replace = [](std::string& text, const std::string& what, const std::string& with) {
        text.replace(text.find(what), what.size(), with);
    };
    ask([&](std::string& text) { replace(text, "https://kabinet.example", "https://idp.egov.kz"); });
    EXPECT_TRUE(world.seesFailure(FailureCode::PortalChallengeOtherOrigin, "https://idp.egov.kz"))
        << world.visibleText().toStdString();
    ask([&](std::string& text) {
        replace(text, "</portalLogin>", "<timeTicket>1790000000000</timeTicket></portalLogin>");
    });
    EXPECT_TRUE(world.seesFailure(FailureCode::PortalChallengeStrange)) << world.visibleText().toStdString();
    ask([&](std::string& text) {
        const std::size_t nonce = text.find("<p:clientNonce>") + 15;
        text.replace(nonce, 10, "0000000000");
    });
    EXPECT_TRUE(world.seesFailure(FailureCode::PortalChallengeReplayed)) << world.visibleText().toStdString();
    EXPECT_EQ(world.portal().asked(Ask::Signature), 0) << "nothing was signed for a liar";
}

TEST(LoginAdded, APortalThatClaimsToBeAShippedOneIsNotEntered) {
    LoginWorld world;
    world.putLoginKey();
    world.portal().sms()["sender"] = "1414";
    world.openLogin();
    EXPECT_TRUE(world.seesFailure(FailureCode::PortalClaimsShipped, "1414"))
        << world.visibleText().toStdString();
    EXPECT_EQ(world.loginStage(), Stage::Failed);
    EXPECT_TRUE(offersAWayOn(world));
    EXPECT_EQ(world.portal().asked(Ask::Challenge), 0);
}

/// Rule 12: nor may it become one when the person has agreed.
TEST(LoginAdded, APortalThatSpeaksAsAShippedOneInMidLoginIsLeft) {
    for (const PortalSource source : {PortalSource::Added, PortalSource::Shipped}) {
        LoginWorld world;
        world.putLoginKey();
        world.portal().setSubject("SMS 1414 eGov.kz");
        world.openLogin(source);
        world.chooseKey();
        world.agree(Phrase::KeyPassword, kSignPassword);
        const bool added = source == PortalSource::Added;
        EXPECT_EQ(world.seesFailure(FailureCode::PortalClaimsShipped, "SMS 1414 eGov.kz"), added)
            << world.visibleText().toStdString();
        EXPECT_EQ(world.loginStage(), added ? Stage::Failed : Stage::SecondFactor);
        EXPECT_EQ(world.portal().asked(Ask::EndLogin), added ? 1 : 0);
        EXPECT_EQ(world.recordLies(), !added);
    }
}

TEST(LoginFactors, ThatCannotBeUsedSayWhy) {
    LoginWorld world;
    world.portal().setSmsObstacle("phone_not_registered");
    world.enterToFactors();
    EXPECT_TRUE(world.seesFailure(FailureCode::PortalPhoneNotRegistered))
        << world.visibleText().toStdString();
    world.choose(Phrase::LoginQr);
    EXPECT_TRUE(world.sees(Phrase::LoginQrWaiting));
}

TEST(LoginBrowser, ThatDoesNotOpenIsTriedAgain) {
    LoginWorld world;
    world.refuseToOpen(1);
    world.enterToFactors();
    world.choose(Phrase::LoginSms);
    world.typeCode(LoginPortalPlay::kCode);
    EXPECT_TRUE(world.seesFailure(FailureCode::BrowserNotOpened, "kabinet.example"))
        << world.visibleText().toStdString();
    EXPECT_FALSE(world.visibleText().contains(QStringLiteral("ticket-0123456789")));
    world.press(Phrase::LoginDoneAgain);
    ASSERT_EQ(world.opened().size(), 1U);
    const std::string link = toUtf8(world.opened().front().toString());
    world.pass(std::chrono::seconds(90));
    world.press(Phrase::LoginDoneAgain);
    EXPECT_TRUE(world.sees(Phrase::LoginDoneOver)) << "the ticket has expired";
    EXPECT_EQ(world.opened().size(), 1U);
    EXPECT_FALSE(tanba::test::LoopbackCaller(tanba::test::portOfLink(link)).connected());
}

void enterThePortal(LoginWorld& world) {
    world.enterToFactors();
    world.choose(Phrase::LoginSms);
    world.typeCode(LoginPortalPlay::kCode);
    ASSERT_EQ(world.opened().size(), 1U) << world.visibleText().toStdString();
}

TEST(LoginBrowser, GetsTheSameLinkUntilItWasFollowedAndThenAnother) {
    LoginWorld world;
    enterThePortal(world);
    world.press(Phrase::LoginDoneHelp);
    world.press(Phrase::LoginDoneAgain);
    ASSERT_EQ(world.opened().size(), 2U);
    EXPECT_EQ(world.opened()[0], world.opened()[1]);
    const std::string first = toUtf8(world.opened()[0].toString());
    EXPECT_THAT(tanba::test::followLink(first), testing::HasSubstr("ticket-0123456789"));
    world.until([&world, &first] { return world.login().browserLink().value() != first; });
    world.press(Phrase::LoginDoneAgain);
    EXPECT_THAT(tanba::test::followLink(toUtf8(world.opened()[2].toString())),
                testing::HasSubstr("ticket-0123456789"))
        << "whose browser crashed may try again";
}

// The clipboard is kept by managers, synchronised and pasted anywhere.
TEST(LoginBrowser, TheClipboardGetsNoSecret) {
    LoginWorld world;
    enterThePortal(world);
    world.press(Phrase::LoginDoneHelp);
    world.press(Phrase::LoginQrCopy);
    const std::string copied = toUtf8(QApplication::clipboard()->text());
    EXPECT_EQ(copied, toUtf8(world.opened()[0].toString()));
    EXPECT_EQ(copied.find("ticket"), std::string::npos);
    EXPECT_THAT(tanba::test::followLink(copied), testing::HasSubstr("ticket-0123456789"));
}

TEST(LoginBrowser, TheTicketIsNotKeptLongWhateverThePortalSays) {
    for (const char* said : {"", "2027-01-01T00:00:00Z"}) {
        LoginWorld world;
        world.portal().lie(Ask::PostCode,
                           [said, &world](const HttpAnswer&) { return world.portal().completedUntil(said); });
        enterThePortal(world);
        const std::string link = toUtf8(world.opened().front().toString());
        auto* const timer = world.login().findChild<QTimer*>();
        ASSERT_NE(timer, nullptr);
        EXPECT_TRUE(timer->isActive());
        EXPECT_LE(timer->interval(), 120'000);
        world.pass(std::chrono::seconds(119));
        EXPECT_TRUE(world.login().browserLink().ok());
        // By itself as well, when nobody asks.
        timer->setInterval(0);
        world.until([timer] { return !timer->isActive(); });
        EXPECT_FALSE(tanba::test::LoopbackCaller(tanba::test::portOfLink(link)).connected());
        EXPECT_FALSE(world.login().browserLink().ok());
    }
}

TEST(LoginBrowser, WhoLeavesTakesTheTicketAlong) {
    LoginWorld world;
    enterThePortal(world);
    const std::string link = toUtf8(world.opened().front().toString());
    world.press(Phrase::LoginBack);
    EXPECT_FALSE(tanba::test::LoopbackCaller(tanba::test::portOfLink(link)).connected());
}

} // namespace
} // namespace tanba::gui::test
