// The window against a reference portal that lies, is silent or is slow, over TLS.
#include "tests/gui/reference_steps.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace tanba::gui::test {
namespace {

using portal::Stage;
using tanba::test::CertificateProfile;

TANBA_REFERENCE_SUITE(LyingReference);

struct LyingRow {
    std::string_view lie; ///< KIND@STEP
    std::vector<FailureCode> codes;
};

/// Every lie at every step at which it can be told; what only loses an answer is below.
const std::vector<LyingRow>& lyingRows() {
    using enum FailureCode;
    static const std::vector<LyingRow> rows = {
        {"content-type@describe", {PortalNotOne}},
        {"not-json@describe", {PortalNotOne}},
        {"huge@describe", {NetworkAnswerTooLarge}},
        {"redirect@describe", {NetworkAnswerWrong, PortalNotOne}},
        {"drop@describe", {NetworkAnswerWrong, NetworkUnavailable}},
        {"cut@describe", {NetworkAnswerWrong}},
        {"other-origin@describe", {PortalOriginOther}},
        {"changed-certificate@describe", {NetworkUntrusted}},
        {"content-type@challenge", {PortalAnswerWrong}},
        {"not-json@challenge", {PortalAnswerWrong}},
        {"huge@challenge", {NetworkAnswerTooLarge}},
        {"redirect@challenge", {NetworkAnswerWrong}},
        {"drop@challenge", {NetworkAnswerWrong, NetworkUnavailable}},
        {"cut@challenge", {NetworkAnswerWrong}},
        {"changed-certificate@challenge", {NetworkUntrusted}},
        {"other-origin@challenge", {PortalChallengeOtherOrigin}},
        {"replay@challenge", {PortalChallengeReplayed}},
        {"surprise@challenge", {PortalChallengeStrange}},
        {"expired@challenge", {PortalChallengeExpired, PortalChallengeStrange}},
        {"content-type@signature", {PortalAnswerWrong}},
        {"not-json@signature", {PortalAnswerWrong}},
        {"huge@signature", {NetworkAnswerTooLarge}},
        {"content-type@send", {PortalAnswerWrong}},
        {"not-json@send", {PortalAnswerWrong}},
        {"huge@send", {NetworkAnswerTooLarge}},
        {"content-type@code", {PortalAnswerWrong}},
        {"not-json@code", {PortalAnswerWrong}},
        {"huge@code", {NetworkAnswerTooLarge}},
        {"finish-elsewhere@code", {PortalAnswerWrong}},
        {"content-type@qr", {PortalAnswerWrong}},
        {"not-json@qr", {PortalAnswerWrong}},
        {"huge@qr", {NetworkAnswerTooLarge}},
        {"content-type@poll", {PortalAnswerWrong}},
        {"not-json@poll", {PortalAnswerWrong}},
        {"huge@poll", {NetworkAnswerTooLarge}},
        // How a login stands is asked when an answer was lost: that loss is what is told then.
        {"content-type@login", {NetworkAnswerWrong}},
        {"not-json@login", {NetworkAnswerWrong}},
        {"huge@login", {NetworkAnswerWrong}},
        {"redirect@login", {NetworkAnswerWrong}},
        {"drop@login", {NetworkAnswerWrong}},
        {"cut@login", {NetworkAnswerWrong}},
    };
    return rows;
}

/// The switches that make the portal tell this lie, and be asked where it is told.
std::vector<std::string> switchesFor(std::string_view lie) {
    std::vector<std::string> switches{"--lie", std::string(lie)};
    if (lie.ends_with("@login"))
        switches.insert(switches.end(), {"--lie", "drop@signature"});
    return switches;
}

/// Goes the way that meets the lie, and stops where the portal was left.
void walkInto(ReferenceWorld& world, std::string_view lie) {
    const auto at = [lie](const char* step) { return lie.ends_with(std::string("@") + step); };
    const auto failed = [&world] { return world.loginStage() == Stage::Failed; };
    openPortal(world);
    if (failed())
        return;
    world.chooseKey();
    world.agree(Phrase::KeyPassword, kSignPassword);
    if (failed())
        return;
    if (at("qr") || at("poll")) {
        world.chooseNow(Phrase::LoginQr);
        if (at("poll")) { // which is held back until something changes
            world.pumpUntil([&world] { return world.login().view().qr.phase == portal::QrPhase::Shown; });
            EXPECT_EQ(world.phone(world.login().view().qr.text, "scan", "person"), 200);
        }
        world.pumpUntil(failed);
        return;
    }
    world.choose(Phrase::LoginSms);
    if (failed() || world.login().view().sms.phase != portal::SmsPhase::Waiting)
        return;
    world.typeCode(world.smsCode());
    world.until([&world] { return !world.login().busy(); });
}

TEST_P(LyingReference, IsLeftWithASentenceAndNothingBehind) {
    ReferenceWorld world(GetParam());
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    for (const LyingRow& row : lyingRows()) {
        SCOPED_TRACE(std::string(row.lie));
        world.startServer(switchesFor(row.lie));
        walkInto(world, row.lie);
        const std::optional<Failure>& failure = world.login().failure();
        ASSERT_TRUE(failure.has_value()) << world.visibleText().toStdString();
        EXPECT_NE(std::ranges::find(row.codes, failure->code), row.codes.end()) << codeText(failure->code);
        expectEnded(world, failure->code);
        if (const auto sms = demo::lastSms(world.files(), world.server().outbox()); sms.ok()) {
            EXPECT_FALSE(world.keepsOnDisk(sms.value().code));
        }
    }
}

/// Nothing goes to a server that is not the portal, and the login waits for the portal.
TEST_P(LyingReference, AnotherCertificateIsToldAndEndsNothing) {
    ReferenceWorld world(GetParam());
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    for (const char* lie : {"changed-certificate@signature", "changed-certificate@send"}) {
        SCOPED_TRACE(lie);
        world.startServer({"--lie", lie});
        walkInto(world, lie);
        EXPECT_TRUE(world.seesFailure(FailureCode::NetworkUntrusted, "127.0.0.1"))
            << world.visibleText().toStdString();
        EXPECT_EQ(world.loginStage(), Stage::SecondFactor);
        EXPECT_TRUE(world.recordLies());
        world.press(Phrase::LoginCancel);
        EXPECT_FALSE(world.recordLies());
    }
}

/// Another certificate from this moment on: the phone's answer is never heard, and no SMS can be had.
TEST_P(LyingReference, AnotherCertificateBetweenTwoPolls) {
    ReferenceWorld world(GetParam(), {"--lie", "changed-certificate@poll", "--poll-after", "1"});
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.enter();
    showQr(world);
    EXPECT_EQ(world.phone(world.login().view().qr.text, "scan", "person"), 200);
    world.pumpUntil([&world] { return world.seesFailure(FailureCode::NetworkUntrusted, "127.0.0.1"); });
    EXPECT_EQ(world.login().view().qr.phase, portal::QrPhase::Scanned);
    EXPECT_EQ(world.loginStage(), Stage::SecondFactor);
    EXPECT_TRUE(world.recordLies());
    EXPECT_TRUE(world.opened().empty());
    world.press(Phrase::LoginCancel);
    EXPECT_FALSE(world.recordLies());
}

/// The code was answered: the window asks that server nothing more, and the way in leads to the portal's own
/// address, where the browser judges the certificate.
TEST_P(LyingReference, AnotherCertificateAfterTheCodeMeetsTheBrowserOnly) {
    ReferenceWorld world(GetParam(), {"--lie", "changed-certificate@code"});
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.enter();
    enterBySms(world);
    EXPECT_FALSE(world.login().failure().has_value());
    EXPECT_EQ(world.opened().size(), 1U);
}

/// The portal has done its part, only its answer was lost: it is asked how things stand, and all goes on.
TEST_P(LyingReference, AnAnswerThatWasLostIsAskedFor) {
    ReferenceWorld world(GetParam());
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    for (const char* lie : {"drop@signature", "cut@signature", "redirect@signature", "drop@send", "cut@send",
                            "redirect@send", "drop@code", "cut@code", "redirect@code"}) {
        SCOPED_TRACE(lie);
        const std::size_t opened = world.opened().size();
        world.startServer({"--lie", lie});
        walkInto(world, lie);
        world.until([&] { return world.opened().size() > opened; });
        EXPECT_EQ(world.loginStage(), Stage::Completed) << world.visibleText().toStdString();
        EXPECT_FALSE(world.recordLies());
    }
}

TEST_P(LyingReference, ASilentOneIsLeftAtOnce) {
    ReferenceWorld world(GetParam(), {"--lie", "silence@describe"});
    world.window().openLogin({world.server().origin(), PortalSource::Shipped, {}});
    world.pumpUntil([&world] { return world.sees(Phrase::LoginWorking); });
    QElapsedTimer timer;
    timer.start();
    world.press(Phrase::LoginCancel); // until nothing runs any more
    EXPECT_LT(timer.elapsed(), 3000);
    EXPECT_FALSE(world.login().active());
    EXPECT_FALSE(world.recordLies());
}

TEST_P(LyingReference, ASlowOneIsWaitedForAndSaidToBeWaitedFor) {
    ReferenceWorld world(GetParam(), {"--network-delay", "300"});
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.window().openLogin({world.server().origin(), PortalSource::Shipped, {}});
    world.pumpUntil([&world] { return world.sees(Phrase::LoginWorking); });
    world.until([&world] { return !world.login().busy(); });
    world.chooseKey();
    world.consent(Phrase::KeyPassword, kSignPassword);
    world.pumpUntil([&world] { return world.sees(Phrase::LoginWorking); });
    EXPECT_FALSE(world.signButton()->isEnabled()) << "one press is one login";
    world.pumpUntil([&world] { return world.loginStage() == Stage::SecondFactor; });
    world.chooseNow(Phrase::LoginSms);
    world.pumpUntil([&world] { return world.sees(Phrase::LoginWorking); });
    world.pumpUntil([&world] { return world.login().view().sms.phase == portal::SmsPhase::Waiting; });
    const auto sms = demo::lastSms(world.files(), world.server().outbox());
    ASSERT_TRUE(sms.ok());
    QApplication::processEvents();
    typeInto(*world.codeField(), fromUtf8(sms.value().code));
    world.pumpUntil([&world] { return world.sees(Phrase::LoginSmsChecking); });
    world.pumpUntil([&world] { return !world.opened().empty(); });
    EXPECT_EQ(world.loginStage(), Stage::Completed);
}

} // namespace
} // namespace tanba::gui::test
