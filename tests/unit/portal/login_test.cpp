#include "core/base/encoding.h"
#include "core/sign/cms_verifier.h"
#include "core/sign/xml_verifier.h"
#include "tests/unit/portal/scripted_portal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba::test {
namespace {

using namespace portal;
using testing::ElementsAre;

class PortalLogin : public testing::Test {
  protected:
    bool recorded() const { return portal_.disk.content(kRecordPath).has_value(); }
    std::string signOnce() {
        const auto session = sessionFor(signerIdentity());
        return outcome(login_.sign(*session, {}));
    }

    ScriptedPortal portal_;
    Login login_{portal_.ports(), kOrigin};
};

// ---- the whole way ----

TEST_F(PortalLogin, BySmsToTheBrowser) {
    EXPECT_EQ(login_.view().stage, Stage::Idle);
    ASSERT_EQ(outcome(login_.describe({})), "ok");
    EXPECT_EQ(login_.view().portal->names.ru, "Портал-образец");
    EXPECT_EQ(login_.view().sms.sender, "EXAMPLE");
    EXPECT_FALSE(login_.view().sms.available); // nobody knows yet for whom
    ASSERT_EQ(outcome(login_.begin(Format::XmlDsig, {})), "ok");
    EXPECT_EQ(login_.view().stage, Stage::ChallengeIssued);
    EXPECT_EQ(login_.view().challengeExpiresAt, portal_.clock.now() + std::chrono::minutes(5));
    EXPECT_EQ(portal_.count(kSignature), 0U);
    EXPECT_FALSE(recorded());

    ASSERT_EQ(signOnce(), "ok");
    LoginView view = login_.view();
    EXPECT_EQ(view.stage, Stage::SecondFactor);
    EXPECT_EQ(view.subject.name, "СЫНАҚОВ СЫНАҚ");
    EXPECT_TRUE(view.sms.available && view.qr.available);
    EXPECT_EQ(view.sms.phase, SmsPhase::None);
    EXPECT_EQ(view.sms.maskedPhone, "+7 70* *** ** 07");
    EXPECT_EQ(Json::parse(portal_.body(kSignature)).at("factor"), "none"); // no SMS before the person chose
    EXPECT_EQ(portal_.count(kSend), 0U);
    EXPECT_TRUE(recorded());

    ASSERT_EQ(outcome(login_.sendCode({})), "ok");
    view = login_.view();
    EXPECT_EQ(view.sms.phase, SmsPhase::Waiting);
    EXPECT_EQ(view.sms.codeLength, 6);
    EXPECT_EQ(view.sms.expiresAt, portal_.clock.now() + std::chrono::seconds(180));
    EXPECT_EQ(view.sms.resendAt, portal_.clock.now() + std::chrono::seconds(60));

    EXPECT_EQ(outcome(login_.postCode(secret("111111"), {})), "portal.otp_wrong");
    view = login_.view();
    EXPECT_EQ(view.stage, Stage::SecondFactor);
    EXPECT_EQ(view.sms.attemptsLeft, 2);
    EXPECT_EQ(view.lastFailure->subject, "2");
    ASSERT_EQ(outcome(login_.postCode(secret(kGoodCode), {})), "ok");
    view = login_.view();
    EXPECT_EQ(view.stage, Stage::Completed);
    EXPECT_TRUE(view.canFinish);
    EXPECT_FALSE(view.lastFailure.has_value());
    EXPECT_FALSE(recorded());

    const auto given = login_.finishAddress();
    ASSERT_EQ(outcome(given), "ok");
    const std::string address(asText(given.value().view()));
    const std::string front = kFinish + "#code_verifier=";
    ASSERT_TRUE(address.starts_with(front));
    const auto challenge = codeChallengeOf(secret(address.substr(front.size())));
    EXPECT_EQ(Json::parse(portal_.body(kChallenge)).at("code_challenge"), challenge.value());
    EXPECT_EQ(outcome(login_.finishAddress()), "portal.login_gone"); // once
    EXPECT_FALSE(login_.view().canFinish);
    EXPECT_EQ(portal_.count(kEndLogin), 0U);
}

TEST_F(PortalLogin, SignsTheChallengeAsXml) {
    bringToSecondFactor(login_);
    const std::string text = Json::parse(portal_.body(kSignature)).at("signed");
    const auto file = sign::verifyXml(viewOf(text));
    ASSERT_EQ(outcome(file), "ok");
    ASSERT_EQ(file.value().signatures.size(), 1U);
    EXPECT_EQ(file.value().signatures.front().integrity, sign::Integrity::Ok);
    EXPECT_NE(text.find("server-nonce-0123456789ab"), std::string::npos);
}

TEST_F(PortalLogin, SignsTheChallengeAsDetachedCms) {
    describeAndBegin(login_, Format::CmsDetached);
    const std::string nonce = Json::parse(portal_.body(kChallenge)).at("client_nonce");
    EXPECT_EQ(Json::parse(portal_.body(kChallenge)).at("format"), "cms-detached");
    ASSERT_EQ(signOnce(), "ok");
    const auto cms = fromBase64(Json::parse(portal_.body(kSignature)).at("signed").get<std::string>());
    ASSERT_EQ(outcome(cms), "ok");
    MemoryInput input(cms.value());
    const std::string challenge = portal_.challengeText(nonce);
    MemoryInput content(viewOf(challenge));
    const auto file = sign::verifyCms(input, &content, {});
    ASSERT_EQ(outcome(file), "ok");
    EXPECT_EQ(file.value().signatures.front().integrity, sign::Integrity::Ok);
}

TEST_F(PortalLogin, TakesTheFormatThatThePortalAccepts) {
    Json json = portal_.description();
    json["challenge_formats"] = {"cms-detached"};
    portal_.next(kDescribe, jsonAnswer(200, json));
    describeAndBegin(login_, Format::XmlDsig);
    EXPECT_EQ(Json::parse(portal_.body(kChallenge)).at("format"), "cms-detached");
}

TEST_F(PortalLogin, ByQrBesideTheSms) {
    bringToSecondFactor(login_);
    ASSERT_EQ(outcome(login_.startQr({})), "ok");
    EXPECT_EQ(Json::parse(portal_.body(kStartQr)), (Json{{"login_id", kLoginId}}));
    LoginView view = login_.view();
    EXPECT_EQ(view.qr.phase, QrPhase::Shown);
    EXPECT_EQ(view.qr.text, kOrigin + "/phone#qr=picture");
    EXPECT_EQ(view.qr.pollAfter, std::chrono::seconds(3));
    ASSERT_EQ(outcome(login_.sendCode({})), "ok"); // both at once
    EXPECT_EQ(login_.view().qr.phase, QrPhase::Shown);
    ASSERT_EQ(outcome(login_.pollQr({})), "ok");
    portal_.qrState = "scanned";
    ASSERT_EQ(outcome(login_.pollQr({})), "ok");
    EXPECT_EQ(login_.view().qr.phase, QrPhase::Scanned);
    portal_.qrState = "confirmed"; // the ticket belongs to the login
    portal_.loginState = "completed";
    ASSERT_EQ(outcome(login_.pollQr({})), "ok");
    EXPECT_EQ(login_.view().stage, Stage::Completed);
    EXPECT_TRUE(login_.view().canFinish);
    EXPECT_EQ(portal_.count(kGetLogin), 1U);
}

TEST_F(PortalLogin, ByPhoneAloneWithoutAKey) {
    ASSERT_EQ(outcome(login_.describe({})), "ok");
    ASSERT_EQ(outcome(login_.startQr({})), "ok");
    EXPECT_EQ(login_.view().stage, Stage::PhoneOnly);
    const Json asked = Json::parse(portal_.body(kStartQr));
    EXPECT_FALSE(asked.contains("login_id"));
    Json confirmed = portal_.qr("confirmed");
    confirmed["ticket"] = kTicket;
    confirmed["finish_url"] = kFinish;
    portal_.next(kPoll, jsonAnswer(200, confirmed));
    ASSERT_EQ(outcome(login_.pollQr({})), "ok");
    EXPECT_EQ(login_.view().stage, Stage::Completed);
    const std::string address(asText(login_.finishAddress().value().view()));
    EXPECT_EQ(asked.at("code_challenge"),
              codeChallengeOf(secret(address.substr(address.find('=', address.find('#')) + 1))).value());
    EXPECT_FALSE(recorded());
}

TEST_F(PortalLogin, WithoutASecondFactorIsCompleteAtOnce) {
    describeAndBegin(login_);
    portal_.next(kSignature, jsonAnswer(200, portal_.completed()));
    ASSERT_EQ(signOnce(), "ok");
    EXPECT_EQ(login_.view().stage, Stage::Completed);
    EXPECT_FALSE(recorded());
}

TEST_F(PortalLogin, RedeemsAtThePortal) {
    bringToSecondFactor(login_);
    ASSERT_EQ(outcome(login_.sendCode({})), "ok");
    ASSERT_EQ(outcome(login_.postCode(secret(kGoodCode), {})), "ok");
    portal_.next(kToken, fail(FailureCode::NetworkTimeout));
    EXPECT_EQ(outcome(login_.redeem({})), "network.timeout");
    const auto tokens = login_.redeem({}); // an answer that was lost may be asked for again
    ASSERT_EQ(outcome(tokens), "ok");
    EXPECT_TRUE(tokens.value().accessToken.equals(secret("access-secret")));
    EXPECT_THAT(tokens.value().methods, ElementsAre("hwk", "sms", "mfa"));
    const std::string form = portal_.body(kToken);
    EXPECT_TRUE(
        form.starts_with("grant_type=authorization_code&code=ticket~secret%2bvalue%2f1&code_verifier="))
        << form;
    EXPECT_EQ(outcome(login_.redeem({})), "portal.login_gone");
}

// ---- what may go wrong without ending the login ----

TEST_F(PortalLogin, EachTroubleOfTheSmsLeavesTheLoginOpen) {
    bringToSecondFactor(login_);
    struct Row {
        int status;
        const char* name;
        const char* code;
    };
    for (const Row& row : {Row{429, "resend_too_early", "portal.resend_too_early"},
                           {429, "resend_limit", "portal.resend_limit"},
                           {403, "phone_not_registered", "portal.phone_not_registered"},
                           {503, "sms_gateway_unavailable", "portal.sms_gateway_unavailable"},
                           {429, "slow_down", "portal.too_many_requests"},
                           {500, "internal", "portal.problem"}}) {
        portal_.next(kSend, problemAnswer(row.status, row.name, {{"retry_after", 42}}));
        EXPECT_EQ(outcome(login_.sendCode({})), row.code);
        EXPECT_EQ(login_.view().stage, Stage::SecondFactor);
        EXPECT_EQ(login_.view().sms.phase, SmsPhase::None);
        EXPECT_EQ(codeText(login_.view().lastFailure->code), row.code);
    }
    EXPECT_EQ(login_.view().sms.resendAt, portal_.clock.now() + std::chrono::seconds(42));
    ASSERT_EQ(outcome(login_.sendCode({})), "ok");
    EXPECT_FALSE(login_.view().lastFailure.has_value());
    portal_.next(kCode, problemAnswer(410, "otp_expired"));
    EXPECT_EQ(outcome(login_.postCode(secret(kGoodCode), {})), "portal.otp_expired");
    EXPECT_EQ(login_.view().sms.phase, SmsPhase::Waiting);
    ASSERT_EQ(outcome(login_.sendCode({})), "ok");
    ASSERT_EQ(outcome(login_.postCode(secret(kGoodCode), {})), "ok");
}

TEST_F(PortalLogin, ACodeOfAnotherLengthCostsNoAttempt) {
    bringToSecondFactor(login_);
    ASSERT_EQ(outcome(login_.sendCode({})), "ok");
    for (const char* code : {"", "12345", "1234567", "12345a", "12 345", "\xD9\xA1\xD9\xA2\xD9\xA3"})
        EXPECT_EQ(outcome(login_.postCode(secret(code), {})), "portal.otp_wrong") << code;
    EXPECT_EQ(portal_.count(kCode), 0U);
}

TEST_F(PortalLogin, QrCodesMayEndAndBeRenewed) {
    bringToSecondFactor(login_);
    for (const auto& [answer, phase, code] :
         {std::tuple{problemAnswer(410, "qr_expired"), QrPhase::Expired, "portal.qr_expired"},
          std::tuple{jsonAnswer(200, portal_.qr("rejected")), QrPhase::Rejected, "portal.qr_rejected"},
          std::tuple{jsonAnswer(200, portal_.qr("expired")), QrPhase::Expired, "portal.qr_expired"},
          std::tuple{jsonAnswer(200, portal_.qr("cancelled")), QrPhase::Expired, "portal.qr_expired"}}) {
        ASSERT_EQ(outcome(login_.startQr({})), "ok");
        portal_.next(kPoll, answer);
        EXPECT_EQ(outcome(login_.pollQr({})), code);
        const LoginView view = login_.view();
        EXPECT_EQ(view.stage, Stage::SecondFactor);
        EXPECT_EQ(view.qr.phase, phase);
        EXPECT_EQ(view.qr.text, ""); // one that leads nowhere is not shown
        EXPECT_EQ(codeText(view.lastFailure->code), code);
        EXPECT_EQ(outcome(login_.pollQr({})), "internal");
    }
}

TEST_F(PortalLogin, ThousandsOfPollsAndHundredsOfCodesEndAsOneWould) {
    constexpr int kCodes = 300;
    constexpr int kPolls = 20;
    bringToSecondFactor(login_);
    for (int code = 0; code < kCodes; ++code) {
        ASSERT_EQ(outcome(login_.startQr({})), "ok") << code;
        for (int poll = 0; poll < kPolls; ++poll) {
            portal_.qrState = poll % 2 == 0 ? "pending" : "scanned";
            ASSERT_EQ(outcome(login_.pollQr({})), "ok") << code << " " << poll;
        }
        EXPECT_EQ(login_.view().qr.text, kOrigin + "/phone#qr=picture");
        portal_.next(kPoll, problemAnswer(410, "qr_expired"));
        EXPECT_EQ(outcome(login_.pollQr({})), "portal.qr_expired");
    }
    ASSERT_EQ(outcome(login_.startQr({})), "ok");
    portal_.qrState = "confirmed";
    portal_.loginState = "completed";
    ASSERT_EQ(outcome(login_.pollQr({})), "ok");
    EXPECT_EQ(login_.view().stage, Stage::Completed);
    EXPECT_EQ(portal_.count(kStartQr), static_cast<std::size_t>(kCodes) + 1);
    EXPECT_EQ(portal_.count(kPoll), static_cast<std::size_t>(kCodes) * (kPolls + 1) + 1);
}

TEST_F(PortalLogin, APollThatFailsInPassingIsPassedOver) {
    bringToSecondFactor(login_);
    ASSERT_EQ(outcome(login_.startQr({})), "ok");
    portal_.next(kPoll, fail(FailureCode::NetworkTimeout));
    EXPECT_EQ(outcome(login_.pollQr({})), "network.timeout");
    portal_.next(kPoll, problemAnswer(429, "slow_down", {{"retry_after", 9}}));
    EXPECT_EQ(outcome(login_.pollQr({})), "portal.too_many_requests");
    EXPECT_EQ(login_.view().qr.pollAfter, std::chrono::seconds(9));
    portal_.next(kPoll, problemAnswer(429, "slow_down", {{"retry_after", 7 * 24 * 60 * 60}}));
    EXPECT_EQ(outcome(login_.pollQr({})), "portal.too_many_requests");
    EXPECT_EQ(login_.view().qr.pollAfter, std::chrono::seconds(60));
    portal_.next(kPoll, gatewayPage());
    EXPECT_EQ(outcome(login_.pollQr({})), "network.answer_wrong");
    portal_.next(kPoll, fail(FailureCode::NetworkUntrusted));
    EXPECT_EQ(outcome(login_.pollQr({})), "network.untrusted");
    portal_.next(kPoll, fail(FailureCode::Cancelled));
    EXPECT_EQ(outcome(login_.pollQr({})), "cancelled");
    EXPECT_FALSE(login_.view().lastFailure.has_value());
    EXPECT_EQ(login_.view().qr.phase, QrPhase::Shown);
    portal_.qrState = "scanned";
    EXPECT_EQ(outcome(login_.pollQr({})), "ok");
}

TEST_F(PortalLogin, WhatTheSmsSideIsToldDoesNotHoldUpTheQr) {
    bringToSecondFactor(login_);
    ASSERT_EQ(outcome(login_.startQr({})), "ok");
    portal_.next(kSend, problemAnswer(503, "busy", {{"retry_after", 3600}}));
    EXPECT_EQ(outcome(login_.sendCode({})), "portal.too_many_requests");
    EXPECT_EQ(login_.view().qr.pollAfter, std::chrono::seconds(3));
}

TEST_F(PortalLogin, AQrWhoseTimeIsOverMayBeRenewedWhateverThePortalSays) {
    bringToSecondFactor(login_);
    const Json stale = portal_.qr("pending");
    const std::vector<std::pair<ScriptedPortal::Reply, std::string>> replies{
        {[](const HttpRequest&) {
             return problemAnswer(429, "slow_down", {{"retry_after", 3600}});
         },
         "portal.too_many_requests"},
        {[](const HttpRequest&) { return gatewayPage(); }, "network.answer_wrong"},
        {[](const HttpRequest&) { return fail(FailureCode::NetworkTimeout); }, "network.timeout"},
        {[&stale](const HttpRequest&) { return jsonAnswer(200, stale); }, "portal.qr_expired"},
        {[&stale](const HttpRequest&) {
             Json scanned = stale;
             scanned["state"] = "scanned";
             return jsonAnswer(200, scanned);
         },
         "portal.qr_expired"}};
    for (const auto& [reply, told] : replies) {
        portal_.clock = FixedClock(goodTime());
        ASSERT_EQ(outcome(login_.startQr({})), "ok");
        portal_.clock = FixedClock(*login_.view().qr.expiresAt);
        portal_.next(kPoll, reply);
        EXPECT_EQ(outcome(login_.pollQr({})), told);
        EXPECT_EQ(login_.view().qr.phase, QrPhase::Expired);
        EXPECT_EQ(login_.view().stage, Stage::SecondFactor);
        EXPECT_TRUE(recorded());
    }
}

TEST_F(PortalLogin, AQrIsNotOldBecauseOurClockIsWrong) {
    for (const std::chrono::seconds ahead : {std::chrono::hours(1), std::chrono::hours(-1)}) {
        ScriptedPortal portal;
        portal.ahead = ahead;
        Login login(portal.ports(), kOrigin);
        ASSERT_EQ(outcome(login.describe({})), "ok");
        ASSERT_EQ(outcome(login.startQr({})), "ok");
        EXPECT_FALSE(login.view().qr.expiresAt.has_value());
        EXPECT_EQ(outcome(login.pollQr({})), "ok");
        EXPECT_EQ(login.view().qr.phase, QrPhase::Shown);
    }
}

TEST_F(PortalLogin, AServerThatIsNotThePortalEndsNothingInTheSecondStage) {
    for (const Result<HttpAnswer>& reply :
         {Result<HttpAnswer>(gatewayPage()), Result<HttpAnswer>(fail(FailureCode::NetworkUntrusted))}) {
        ScriptedPortal portal;
        Login login(portal.ports(), kOrigin);
        bringToSecondFactor(login);
        const auto away = [&portal, &reply](const std::string& request) {
            portal.next(request, reply);
            portal.next(kGetLogin, reply);
        };
        away(kSend);
        EXPECT_FALSE(login.sendCode({}).ok());
        ASSERT_EQ(login.view().stage, Stage::SecondFactor);
        ASSERT_EQ(outcome(login.sendCode({})), "ok");
        away(kCode);
        EXPECT_FALSE(login.postCode(secret(kGoodCode), {}).ok());
        EXPECT_TRUE(portal.disk.content(kRecordPath).has_value());
        ASSERT_EQ(outcome(login.postCode(secret(kGoodCode), {})), "ok");
        portal.next(kToken, reply);
        EXPECT_FALSE(login.redeem({}).ok());
        EXPECT_EQ(outcome(login.redeem({})), "ok") << "ticket and verifier are still there";
        EXPECT_EQ(portal.count(kEndLogin), 0U);
    }
}

TEST_F(PortalLogin, AnswersThatWereLostAreAskedFor) {
    describeAndBegin(login_);
    portal_.next(kSignature, [this](const HttpRequest&) -> Result<HttpAnswer> {
        portal_.loginState = "second_factor_required"; // it came, only the answer did not
        return fail(FailureCode::NetworkTimeout);
    });
    ASSERT_EQ(signOnce(), "ok");
    EXPECT_EQ(login_.view().stage, Stage::SecondFactor);
    portal_.next(kSend, [this](const HttpRequest&) -> Result<HttpAnswer> {
        portal_.smsSent = true;
        return fail(FailureCode::NetworkUnavailable);
    });
    EXPECT_EQ(outcome(login_.sendCode({})), "network.unavailable");
    EXPECT_EQ(login_.view().sms.phase, SmsPhase::Waiting); // there is a code all the same
    portal_.next(kCode, fail(FailureCode::NetworkUnavailable));
    portal_.next(kGetLogin, fail(FailureCode::NetworkUnavailable));
    EXPECT_EQ(outcome(login_.postCode(secret(kGoodCode), {})), "network.unavailable");
    EXPECT_EQ(login_.view().stage, Stage::SecondFactor);
    portal_.next(kCode, [this](const HttpRequest&) -> Result<HttpAnswer> {
        portal_.loginState = "completed";
        return fail(FailureCode::NetworkAnswerWrong);
    });
    EXPECT_EQ(outcome(login_.postCode(secret(kGoodCode), {})), "ok");
    EXPECT_EQ(login_.view().stage, Stage::Completed);
}

TEST_F(PortalLogin, ASignatureThatNeverArrivedMayBeMadeAgain) {
    describeAndBegin(login_);
    portal_.next(kSignature, fail(FailureCode::NetworkUnavailable));
    EXPECT_EQ(signOnce(), "network.unavailable");
    EXPECT_EQ(login_.view().stage, Stage::ChallengeIssued);
    EXPECT_EQ(signOnce(), "ok");
}

/// A card that is pulled out while it signs.
class PulledCard : public keys::KeySession {
  public:
    explicit PulledCard(FailureCode code) : code_(code) {}
    const keys::Certificate& certificate() const override { return signerIdentity().certificate; }
    Result<Bytes> sign(const crypto::Digest&) override { return fail(code_); }

  private:
    FailureCode code_;
};

TEST_F(PortalLogin, AFaultOfTheCardLetsAnotherTryFollow) {
    describeAndBegin(login_);
    for (const FailureCode code :
         {FailureCode::CardRemoved, FailureCode::CardReset, FailureCode::PinWrong, FailureCode::ReaderRemoved,
          FailureCode::ModuleCrashed, FailureCode::Cancelled /* of the PIN */}) {
        PulledCard card(code);
        EXPECT_EQ(outcome(login_.sign(card, {})), codeText(code));
        EXPECT_EQ(login_.view().stage, Stage::ChallengeIssued);
    }
    EXPECT_EQ(portal_.count(kSignature), 0U);
    EXPECT_EQ(signOnce(), "ok");
}

TEST_F(PortalLogin, AFaultThatIsNotTheCardsEndsIt) {
    describeAndBegin(login_);
    PulledCard card(FailureCode::OutOfMemory);
    EXPECT_EQ(outcome(login_.sign(card, {})), "memory.exhausted");
    EXPECT_EQ(login_.view().stage, Stage::Failed);
    EXPECT_EQ(portal_.count(kEndLogin), 1U);
}

TEST_F(PortalLogin, TimesAreToldByOurClock) {
    portal_.ahead = std::chrono::seconds(90);
    bringToSecondFactor(login_);
    ASSERT_EQ(outcome(login_.sendCode({})), "ok");
    EXPECT_EQ(login_.view().sms.expiresAt, portal_.clock.now() + std::chrono::seconds(180));
}

TEST_F(PortalLogin, AWrongClockIsSaidToBeOne) {
    portal_.ahead = std::chrono::minutes(42);
    ASSERT_EQ(outcome(login_.describe({})), "ok");
    const Outcome begun = login_.begin(Format::XmlDsig, {});
    EXPECT_EQ(outcome(begun), "portal.clock_wrong");
    EXPECT_EQ(begun.failure().subject, "+42 min");
    EXPECT_EQ(portal_.count(kEndLogin), 1U);
}

TEST_F(PortalLogin, CallsOutOfTurnChangeNothing) {
    EXPECT_EQ(outcome(login_.begin(Format::XmlDsig, {})), "internal");
    EXPECT_EQ(outcome(login_.sendCode({})), "internal");
    EXPECT_EQ(outcome(login_.postCode(secret(kGoodCode), {})), "internal");
    EXPECT_EQ(outcome(login_.pollQr({})), "internal");
    EXPECT_EQ(outcome(login_.finishAddress()), "portal.login_gone");
    EXPECT_EQ(outcome(login_.redeem({})), "portal.login_gone");
    EXPECT_TRUE(portal_.asked().empty());
    bringToSecondFactor(login_);
    EXPECT_EQ(outcome(login_.describe({})), "internal");
    EXPECT_EQ(outcome(login_.postCode(secret(kGoodCode), {})), "internal"); // no code was sent
    login_.cancel();
    EXPECT_EQ(outcome(login_.sendCode({})), "portal.login_gone");
}

// ---- resuming ----

TEST_F(PortalLogin, GoesOnAfterACrash) {
    {
        Login crashed(portal_.ports(), kOrigin);
        bringToSecondFactor(crashed);
        ASSERT_EQ(outcome(crashed.sendCode({})), "ok");
    }
    EXPECT_EQ(portal_.count(kEndLogin), 0U);
    auto record = readResumeRecord(portal_.disk, kRecordPath, portal_.clock.now());
    ASSERT_TRUE(record.has_value());
    const std::string verifier(asText(record->codeVerifier.view()));
    ASSERT_EQ(outcome(login_.resume(std::move(*record), {})), "ok");
    const LoginView view = login_.view();
    EXPECT_EQ(view.stage, Stage::SecondFactor);
    EXPECT_EQ(view.sms.phase, SmsPhase::Waiting);
    EXPECT_EQ(view.subject.name, "СЫНАҚОВ СЫНАҚ");
    ASSERT_EQ(outcome(login_.postCode(secret(kGoodCode), {})), "ok");
    const auto address = login_.finishAddress();
    ASSERT_EQ(outcome(address), "ok");
    EXPECT_TRUE(asText(address.value().view()).ends_with("#code_verifier=" + verifier));
    EXPECT_FALSE(recorded());
}

TEST_F(PortalLogin, ResumesNothingThatIsOver) {
    for (const char* state : {"challenge_issued", "locked", "expired", "cancelled"}) {
        SCOPED_TRACE(state);
        ScriptedPortal portal;
        portal.loginState = state;
        ResumeRecord record{kOrigin, kLoginId, portal.clock.now() + std::chrono::minutes(1),
                            secret(std::string(43, 'v'))};
        ASSERT_EQ(outcome(writeResumeRecord(portal.disk, kRecordPath, record)), "ok");
        Login login(portal.ports(), kOrigin);
        EXPECT_EQ(outcome(login.resume(std::move(record), {})),
                  std::string(state) == "locked" ? "portal.locked" : "portal.login_gone");
        EXPECT_EQ(login.view().stage, Stage::Failed);
        EXPECT_FALSE(portal.disk.content(kRecordPath).has_value());
    }
    ResumeRecord other{"https://elsewhere.example", kLoginId, portal_.clock.now(),
                       secret(std::string(43, 'v'))};
    EXPECT_EQ(outcome(login_.resume(std::move(other), {})), "portal.origin_other");
    EXPECT_TRUE(portal_.asked().empty());
}

TEST_F(PortalLogin, ThatCannotBeResumedNowIsKept) {
    {
        Login crashed(portal_.ports(), kOrigin);
        bringToSecondFactor(crashed);
    }
    const auto resume = [this] {
        auto record = readResumeRecord(portal_.disk, kRecordPath, portal_.clock.now());
        EXPECT_TRUE(record.has_value());
        return record ? outcome(login_.resume(std::move(*record), {})) : std::string("no record");
    };
    for (const std::string& request : {kDescribe, kGetLogin})
        for (const FailureCode code :
             {FailureCode::NetworkUnavailable, FailureCode::NetworkTimeout, FailureCode::NetworkAnswerWrong,
              FailureCode::NetworkUntrusted, FailureCode::Cancelled}) {
            SCOPED_TRACE(request);
            portal_.next(request, fail(code));
            EXPECT_EQ(resume(), codeText(code));
            EXPECT_EQ(login_.view().stage, Stage::Idle);
            EXPECT_EQ(login_.view().lastFailure->code, code);
            EXPECT_TRUE(recorded());
        }
    for (const std::string& request : {kDescribe, kGetLogin}) {
        portal_.next(request, gatewayPage());
        EXPECT_EQ(resume(), "network.answer_wrong") << request;
        EXPECT_TRUE(recorded());
    }
    portal_.next(kGetLogin, problemAnswer(503, "busy"));
    EXPECT_EQ(resume(), "portal.too_many_requests");
    EXPECT_TRUE(recorded());
    EXPECT_EQ(portal_.count(kEndLogin), 0U);
    EXPECT_EQ(resume(), "ok") << "the same login, once the portal is there";
    EXPECT_EQ(login_.view().stage, Stage::SecondFactor);
    login_.cancel();
    EXPECT_EQ(portal_.count(kEndLogin), 1U);
    EXPECT_FALSE(recorded());
}

TEST_F(PortalLogin, EndsWithoutTheRecordOfANewerOne) {
    bringToSecondFactor(login_);
    const ResumeRecord newer{"https://elsewhere.example", "login-of-somebody-else",
                             portal_.clock.now() + kResumeWithin, secret(std::string(43, 'v'))};
    ASSERT_EQ(outcome(writeResumeRecord(portal_.disk, kRecordPath, newer)), "ok");
    login_.cancel();
    EXPECT_TRUE(recorded());
}

TEST_F(PortalLogin, ThatWasPutOffIsLeftAloneByCancel) {
    {
        Login crashed(portal_.ports(), kOrigin);
        bringToSecondFactor(crashed);
    }
    auto record = readResumeRecord(portal_.disk, kRecordPath, portal_.clock.now());
    ASSERT_TRUE(record.has_value());
    portal_.next(kGetLogin, fail(FailureCode::NetworkUnavailable));
    EXPECT_EQ(outcome(login_.resume(std::move(*record), {})), "network.unavailable");
    login_.cancel();
    EXPECT_EQ(portal_.count(kEndLogin), 0U);
    EXPECT_TRUE(recorded());
}

// ---- rule 12 ----

TEST_F(PortalLogin, OfAnAddedPortalEndsWhenItSpeaksAsAShippedOne) {
    Json json = portal_.description();
    json["sms"]["sender"] = "1414";
    portal_.next(kDescribe, jsonAnswer(200, json));
    const Outcome described = login_.describe({});
    EXPECT_EQ(outcome(described), "portal.claims_shipped");
    EXPECT_EQ(described.failure().subject, "1414");
    EXPECT_EQ(login_.view().stage, Stage::Failed);

    Login added(portal_.ports(), kOrigin);
    bringToSecondFactor(added);
    EXPECT_TRUE(recorded());
    json = portal_.login("second_factor_required");
    json["subject"]["name"] = "Портал электронного правительства eGov.kz";
    portal_.next(kSend, jsonAnswer(200, json));
    EXPECT_EQ(outcome(added.sendCode({})), "portal.claims_shipped");
    EXPECT_EQ(added.view().stage, Stage::Failed);
    EXPECT_EQ(added.view().subject.name, "СЫНАҚОВ СЫНАҚ") << "what was refused is not on the screen";
    EXPECT_EQ(portal_.count(kEndLogin), 1U);
    EXPECT_FALSE(recorded());
}

TEST_F(PortalLogin, OfAShippedPortalMayNameItself) {
    Login shipped(portal_.ports(), kOrigin, PortalSource::Shipped);
    Json json = portal_.description();
    json["sms"]["sender"] = "1414";
    portal_.next(kDescribe, jsonAnswer(200, json));
    ASSERT_EQ(outcome(shipped.describe({})), "ok");
    EXPECT_EQ(shipped.view().sms.sender, "1414");
}

TEST_F(PortalLogin, WithoutARecordALoginStillWorks) {
    portal_.disk.failStep(1, FailureCode::FileDiskFull);
    bringToSecondFactor(login_);
    EXPECT_FALSE(recorded());
    LoginPorts ports = portal_.ports();
    ports.record.clear();
    Login other(ports, kOrigin);
    bringToSecondFactor(other);
    other.cancel();
}

} // namespace
} // namespace tanba::test
