// What the reference portal refuses, over TLS: each error that it can be brought to, in both languages.
#include "tests/gui/reference_steps.h"

#include <QTimer>
#include <functional>
#include <vector>

namespace tanba::gui::test {
namespace {

using portal::QrPhase;
using portal::Stage;
using tanba::test::CertificateProfile;

TANBA_REFERENCE_SUITE(RefusingReference);

CertificateProfile personWith(const std::string& iin) {
    CertificateProfile profile = CertificateProfile::person();
    profile.iin = iin;
    return profile;
}

struct SignatureRow {
    const char* name;
    std::function<std::filesystem::path(ReferenceWorld&)> putKey;
    std::vector<std::string> switches;
    FailureCode code;
};

const std::vector<SignatureRow>& signatureRows() {
    const auto person = [](ReferenceWorld& world) {
        return world.putReferenceKey(CertificateProfile::person(), "person.p12");
    };
    static const std::vector<SignatureRow> rows = {
        {"of an unknown authority",
         [](ReferenceWorld& world) {
             return world.putStrangersKey(CertificateProfile::person(), "person.p12");
         },
         {},
         FailureCode::PortalCertificateUntrusted},
        // Within what two clocks may differ: here it still is valid.
        {"expired for the portal",
         [](ReferenceWorld& world) {
             return world.putReferenceKey(CertificateProfile::person(), "person.p12",
                                          std::chrono::seconds(50));
         },
         {"--clock-skew", "60"},
         FailureCode::PortalCertificateExpired},
        {"nobody's account",
         [](ReferenceWorld& world) { return world.putReferenceKey(personWith("900101300013"), "other.p12"); },
         {},
         FailureCode::PortalAccountNotFound},
        {"wrong role",
         [](ReferenceWorld& world) {
             return world.putReferenceKey(CertificateProfile::employee(), "employee.p12");
         },
         {},
         FailureCode::PortalRoleNotAllowed},
        {"locked from the start", person, {"--lock"}, FailureCode::PortalLocked},
        {"no number and no QR",
         person,
         {"--unbound-number", "--factors", "sms"},
         FailureCode::PortalPhoneNotRegistered},
        {"wrong clock", person, {"--clock-skew", "3600"}, FailureCode::PortalClockWrong},
    };
    return rows;
}

TEST_P(RefusingReference, TheSignature) {
    for (const SignatureRow& row : signatureRows()) {
        SCOPED_TRACE(row.name);
        ReferenceWorld world(GetParam(), row.switches);
        row.putKey(world);
        goToConsent(world);
        world.agree(Phrase::KeyPassword, kSignPassword);
        expectEnded(world, row.code);
    }
}

struct OrderedRow {
    const char* answer; ///< PROBLEM@STEP of the portal's --answer
    FailureCode code;
    Phrase way; ///< how it can be tried again
};

/// What a window like this one never brings about by itself: it signs each challenge once, with a key for
/// logins, in a format that was offered.
TEST_P(RefusingReference, WhatOnlyOtherProgramsBringAbout) {
    using enum FailureCode;
    ReferenceWorld world(GetParam());
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    for (const OrderedRow& row :
         {OrderedRow{"challenge_used@signature", PortalChallengeUsed, Phrase::LoginRestart},
          OrderedRow{"signature_invalid@signature", PortalSignatureInvalid, Phrase::LoginRestart},
          OrderedRow{"wrong_key_usage@signature", PortalWrongKeyUsage, Phrase::SignOtherKey},
          OrderedRow{"slow_down@signature", PortalTooManyRequests, Phrase::LoginRestart},
          OrderedRow{"slow_down@challenge", PortalTooManyRequests, Phrase::LoginRestart},
          OrderedRow{"format_not_offered@challenge", PortalUnfinished, Phrase::LoginRestart}}) {
        SCOPED_TRACE(row.answer);
        world.startServer({"--answer", row.answer});
        goToConsent(world);
        world.agree(Phrase::KeyPassword, kSignPassword);
        expectEnded(world, row.code);
        world.press(row.way);
        EXPECT_EQ(world.loginStage(), Stage::Described) << "it can be tried again";
    }
}

TEST_P(RefusingReference, TooManyRequestsForACodeEndNothing) {
    ReferenceWorld world(GetParam(), {"--answer", "slow_down@send", "--answer", "slow_down@code"});
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.enter();
    world.choose(Phrase::LoginSms);
    expectTold(world, FailureCode::PortalTooManyRequests);
    world.press(Phrase::LoginSmsAgain);
    world.typeCode(world.smsCode());
    expectTold(world, FailureCode::PortalTooManyRequests);
    EXPECT_EQ(world.loginStage(), Stage::SecondFactor);
    world.typeCode(world.smsCode());
    world.until([&world] { return !world.opened().empty(); });
    EXPECT_EQ(world.loginStage(), Stage::Completed);
}

/// It is asked again when the portal wants it, and not before.
TEST_P(RefusingReference, PollsThatAreTooManyAreToldAndMade) {
    constexpr std::chrono::seconds kWanted{40};
    ReferenceWorld world(GetParam(), {"--answer", "slow_down@poll", "--poll-after", "40"});
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.enter();
    showQr(world);
    world.pumpUntil([&world] { return world.seesFailure(FailureCode::PortalTooManyRequests, "40"); });
    EXPECT_EQ(world.login().view().qr.phase, QrPhase::Shown);
    const auto* timer = world.login().findChild<QTimer*>(QStringLiteral("nextPoll"));
    ASSERT_NE(timer, nullptr);
    EXPECT_TRUE(timer->isActive());
    EXPECT_EQ(timer->intervalAsDuration(), kWanted);
    world.press(Phrase::LoginSms);
    world.typeCode(world.smsCode());
    world.until([&world] { return !world.opened().empty(); });
    EXPECT_EQ(world.loginStage(), Stage::Completed);
}

TEST_P(RefusingReference, ARevokedKey) {
    ReferenceWorld world(GetParam());
    const auto key = world.putReferenceKey(CertificateProfile::head(), "head.p12");
    world.startServer({"--crl", world.revoke(key).string()});
    goToConsent(world);
    world.agree(Phrase::KeyPassword, kSignPassword);
    expectEnded(world, FailureCode::PortalCertificateRevoked);
}

TEST_P(RefusingReference, AChallengeWhoseTimeIsOver) {
    ReferenceWorld world(GetParam(), {"--challenge-lifetime", "1"});
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    goToConsent(world);
    world.agree(Phrase::KeyPassword, "nonsense");
    ASSERT_EQ(world.loginStage(), Stage::ChallengeIssued) << world.visibleText().toStdString();
    world.waitForPortalTime(std::chrono::milliseconds(2100));
    world.agree(Phrase::KeyPassword, kSignPassword);
    expectEnded(world, FailureCode::PortalChallengeExpired);
    world.press(Phrase::LoginRestart);
    EXPECT_EQ(world.loginStage(), Stage::Described) << "another one can be had";
}

TEST_P(RefusingReference, TheLastWrongCodeAndWhatFollowsIt) {
    ReferenceWorld world(GetParam());
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.enter();
    world.choose(Phrase::LoginSms);
    for (const char* left : {"2", "1"}) {
        world.typeWrongCode();
        EXPECT_TRUE(world.seesFailure(FailureCode::PortalCodeWrong, left))
            << world.visibleText().toStdString();
    }
    world.typeWrongCode();
    expectEnded(world, FailureCode::PortalLocked);
    EXPECT_FALSE(world.keepsOnDisk(world.smsCode()));
    goToConsent(world); // a new login does not open it
    world.agree(Phrase::KeyPassword, kSignPassword);
    expectEnded(world, FailureCode::PortalLocked);
}

TEST_P(RefusingReference, ACodeWhoseTimeIsOver) {
    ReferenceWorld world(GetParam(), {"--lifetime", "1", "--resend-after", "1"});
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.enter();
    world.choose(Phrase::LoginSms);
    const std::string code = world.smsCode();
    world.waitForPortalTime(std::chrono::milliseconds(2100));
    world.typeCode(code);
    expectTold(world, FailureCode::PortalCodeExpired);
    EXPECT_EQ(world.loginStage(), Stage::SecondFactor);
    EXPECT_TRUE(world.opened().empty());
}

/// The person's clock runs ahead of the portal's.
TEST_P(RefusingReference, AnotherCodeThatIsAskedForTooEarly) {
    ReferenceWorld world(GetParam());
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.enter();
    world.choose(Phrase::LoginSms);
    world.pass(std::chrono::seconds(61));
    EXPECT_TRUE(world.sees(Phrase::LoginHelpTitle)) << "no SMS came";
    world.press(Phrase::LoginSmsAgain);
    expectTold(world, FailureCode::PortalResendTooEarly);
    EXPECT_FALSE(world.button(Phrase::LoginSmsAgain)->isEnabled()) << "the portal said when";
    world.typeCode(world.smsCode());
    world.until([&world] { return !world.opened().empty(); });
    EXPECT_EQ(world.loginStage(), Stage::Completed);
}

TEST_P(RefusingReference, MoreCodesThanThereAre) {
    ReferenceWorld world(GetParam(), {"--resends", "1", "--resend-after", "0"});
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.enter();
    world.choose(Phrase::LoginSms);
    EXPECT_TRUE(world.sees(Phrase::LoginSmsAgainLeft, {{"count", "1"}})) << world.visibleText().toStdString();
    world.press(Phrase::LoginSmsAgain);
    EXPECT_TRUE(world.sees(Phrase::LoginSmsNoMore)) << world.visibleText().toStdString();
    world.login().sendCode(); // as of a page that knew of it too late
    world.until([&world] { return !world.login().busy(); });
    expectTold(world, FailureCode::PortalResendLimit);
    world.typeCode(world.smsCode());
    EXPECT_EQ(world.loginStage(), Stage::Completed);
}

TEST_P(RefusingReference, ANumberThatIsNotBoundLeavesTheQr) {
    ReferenceWorld world(GetParam(), {"--unbound-number"});
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.enter();
    EXPECT_TRUE(world.seesFailure(FailureCode::PortalPhoneNotRegistered))
        << world.visibleText().toStdString();
    showQr(world);
    world.press(Phrase::LoginCancel);
    EXPECT_FALSE(world.recordLies());
}

/// Where there is nothing else, it can be tried again: nobody but the portal knows when its gateway is back.
TEST_P(RefusingReference, AGatewayThatIsDownCanBeTriedAgain) {
    ReferenceWorld world(GetParam(), {"--gateway-down", "--factors", "sms"});
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.enter();
    EXPECT_TRUE(world.seesFailure(FailureCode::PortalSmsUnavailable)) << world.visibleText().toStdString();
    world.choose(Phrase::LoginSms);
    expectTold(world, FailureCode::PortalSmsUnavailable);
    const unsigned failures = world.login().failures();
    world.press(Phrase::LoginSmsAgain);
    expectTold(world, FailureCode::PortalSmsUnavailable);
    EXPECT_EQ(world.login().failures(), failures + 1) << "the portal was asked";
    EXPECT_EQ(world.loginStage(), Stage::SecondFactor);
}

TEST_P(RefusingReference, AnSmsThatNeverComes) {
    ReferenceWorld world(GetParam(), {"--no-roaming"});
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.enter();
    world.choose(Phrase::LoginSms);
    world.pass(std::chrono::seconds(61));
    for (const Phrase point :
         {Phrase::LoginHelpBound, Phrase::LoginHelpRoaming, Phrase::LoginHelpGateway, Phrase::LoginHelpQr})
        EXPECT_TRUE(world.sees(point)) << world.visibleText().toStdString();
    EXPECT_TRUE(world.sees(Phrase::LoginHelpCall, {{"number", "1414"}}));
}

TEST_P(RefusingReference, AnSmsThatComesLateStillLetsIn) {
    ReferenceWorld world(GetParam(), {"--delay", "1"});
    world.putReferenceKey(CertificateProfile::head(), "head.p12");
    world.enter();
    world.choose(Phrase::LoginSms);
    world.pumpUntil([&world] { return demo::lastSms(world.files(), world.server().outbox()).ok(); });
    world.typeCode(world.smsCode());
    world.until([&world] { return !world.opened().empty(); });
    EXPECT_EQ(world.loginStage(), Stage::Completed);
}

TEST_P(RefusingReference, ALoginThatThePortalHasForgotten) {
    ReferenceWorld world(GetParam(), {"--login-lifetime", "1"});
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.enter();
    world.waitForPortalTime(std::chrono::milliseconds(2100));
    world.choose(Phrase::LoginSms);
    expectEnded(world, FailureCode::PortalLoginGone);
}

TEST_P(RefusingReference, ThePhone) {
    ReferenceWorld world(GetParam(), {"--poll-after", "1"});
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.enter();
    showQr(world);
    const std::string text = world.login().view().qr.text;
    EXPECT_EQ(world.phone(text, "scan", "head"), 403) << "somebody else's phone";
    EXPECT_EQ(world.phone(text, "scan", "person"), 200);
    EXPECT_EQ(world.phone(text, "reject", "person"), 204);
    world.pumpUntil([&world] { return world.login().view().qr.phase == QrPhase::Rejected; });
    expectTold(world, FailureCode::PortalQrRejected);
    EXPECT_EQ(world.loginStage(), Stage::SecondFactor);
    world.press(Phrase::LoginSms);
    world.typeCode(world.smsCode());
    world.until([&world] { return !world.opened().empty(); });
    EXPECT_EQ(world.loginStage(), Stage::Completed);
}

TEST_P(RefusingReference, AQrCodeWhoseTimeIsOver) {
    ReferenceWorld world(GetParam(), {"--qr-lifetime", "1"});
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.enter();
    world.chooseNow(Phrase::LoginQr);
    world.pumpUntil([&world] { return world.login().view().qr.phase == QrPhase::Expired; });
    expectTold(world, FailureCode::PortalQrExpired);
    EXPECT_TRUE(world.sees(Phrase::LoginQrOver));
    EXPECT_EQ(world.loginStage(), Stage::SecondFactor);
    world.press(Phrase::LoginCancel);
    EXPECT_FALSE(world.recordLies());
}

/// The whole login of somebody without a key at hand.
TEST_P(RefusingReference, NobodyWhoOnlyHasAPhone) {
    ReferenceWorld world(GetParam(), {"--poll-after", "1"});
    openPortal(world);
    world.chooseNow(Phrase::LoginKeyless);
    world.pumpUntil([&world] { return world.login().view().qr.phase == QrPhase::Shown; });
    EXPECT_EQ(world.loginStage(), Stage::PhoneOnly);
    const std::string text = world.login().view().qr.text;
    EXPECT_EQ(world.phone(text, "scan", "person"), 200);
    EXPECT_EQ(world.phone(text, "confirm", "person"), 204);
    world.pumpUntil([&world] { return !world.opened().empty(); });
    EXPECT_EQ(world.loginStage(), Stage::Completed);
}

} // namespace
} // namespace tanba::gui::test
