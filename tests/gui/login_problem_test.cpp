#include "tests/gui/login_world.h"

#include <gtest/gtest.h>

#include <QApplication>

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
        world.press(Phrase::LoginQrAgain);
        EXPECT_EQ(world.portal().asked(Ask::StartQr), 2);
        EXPECT_TRUE(world.sees(Phrase::LoginQrWaiting)) << world.visibleText().toStdString();
    }
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
    EXPECT_EQ(world.loginStage(), Stage::Cancelled);
    EXPECT_TRUE(offersAWayOn(world));
    EXPECT_EQ(world.portal().asked(Ask::Challenge), 0);
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
    EXPECT_EQ(world.opened().size(), 1U);
    world.pass(std::chrono::seconds(90));
    world.press(Phrase::LoginDoneAgain);
    EXPECT_TRUE(world.sees(Phrase::LoginDoneOver)) << "the ticket has expired";
    EXPECT_EQ(world.opened().size(), 1U);
}

} // namespace
} // namespace tanba::gui::test
