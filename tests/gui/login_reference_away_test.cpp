// The reference portal dies, or is silent, at each step of a login.
#include "tests/gui/reference_steps.h"

#include <array>
#include <string_view>

namespace tanba::gui::test {
namespace {

using portal::QrPhase;
using portal::Stage;
using tanba::test::CertificateProfile;

TANBA_REFERENCE_SUITE(AwayReference);

enum class AwayAt { Description, Challenge, Signature, SendCode, PostCode, StartQr, PollQr };

struct AwayRow {
    AwayAt at;
    const char* step; ///< the portal's word for it
};
constexpr std::array<AwayRow, 7> kAway = {{
    {AwayAt::Description, "describe"},
    {AwayAt::Challenge, "challenge"},
    {AwayAt::Signature, "signature"},
    {AwayAt::SendCode, "send"},
    {AwayAt::PostCode, "code"},
    {AwayAt::StartQr, "qr"},
    {AwayAt::PollQr, "poll"},
}};

/// Everything before the question that is not answered.
void goUpTo(ReferenceWorld& world, AwayAt at) {
    if (at == AwayAt::Description)
        return;
    goToConsent(world);
    if (at == AwayAt::Challenge)
        return;
    if (at == AwayAt::Signature) { // the challenge is there, and the key was not opened
        world.agree(Phrase::KeyPassword, "nonsense");
        ASSERT_EQ(world.loginStage(), Stage::ChallengeIssued);
        return;
    }
    world.agree(Phrase::KeyPassword, kSignPassword);
    ASSERT_EQ(world.loginStage(), Stage::SecondFactor) << world.visibleText().toStdString();
    if (at == AwayAt::PostCode)
        world.choose(Phrase::LoginSms);
    if (at == AwayAt::PollQr)
        showQr(world);
}

/// Asks it, without waiting for an answer.
void askAt(ReferenceWorld& world, AwayAt at, const std::string& origin) {
    switch (at) {
    case AwayAt::Description:
        world.window().openLogin({origin, PortalSource::Shipped, {}});
        return;
    case AwayAt::Challenge:
    case AwayAt::Signature:
        world.consent(Phrase::KeyPassword, kSignPassword);
        return;
    case AwayAt::SendCode:
        world.chooseNow(Phrase::LoginSms);
        return;
    case AwayAt::PostCode:
        typeInto(*world.codeField(), QStringLiteral("000000"));
        return;
    case AwayAt::StartQr:
        world.chooseNow(Phrase::LoginQr);
        return;
    case AwayAt::PollQr:
        return; // it goes on by itself
    }
}

TEST_P(AwayReference, KilledItIsToldAtEachStep) {
    ReferenceWorld world(GetParam());
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    for (const AwayRow& row : kAway) {
        SCOPED_TRACE(row.step);
        world.startServer({});
        const std::string origin = world.server().origin();
        goUpTo(world, row.at);
        world.killServer();
        askAt(world, row.at, origin);
        world.pumpUntil([&world] { return tellsThatItIsAway(world) && !world.login().busy(); });
        EXPECT_TRUE(world.opened().empty());
        const bool second = row.at >= AwayAt::SendCode;
        EXPECT_EQ(world.loginStage(), second ? Stage::SecondFactor : Stage::Failed);
        EXPECT_EQ(world.recordLies(), second) << "it can be gone on with when the portal is back";
        world.login().cancel();
        world.settle();
        EXPECT_FALSE(world.login().active());
        EXPECT_FALSE(world.recordLies());
    }
}

/// Whoever has enough of waiting leaves at once, and nothing stays behind.
TEST_P(AwayReference, SilentItIsLeftAtOnceAtEachStep) {
    ReferenceWorld world(GetParam());
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    for (const AwayRow& row : kAway) {
        SCOPED_TRACE(row.step);
        world.startServer({"--lie", std::string("silence@") + row.step});
        goUpTo(world, row.at);
        askAt(world, row.at, world.server().origin());
        if (row.at != AwayAt::PollQr) // which is asked beside everything else
            world.pumpUntil([&world] {
                return world.sees(Phrase::LoginWorking) || world.sees(Phrase::LoginSmsChecking);
            });
        QElapsedTimer timer;
        timer.start();
        world.press(Phrase::LoginCancel); // until nothing runs any more
        EXPECT_LT(timer.elapsed(), 3000);
        EXPECT_FALSE(world.login().active());
        EXPECT_FALSE(world.recordLies());
        EXPECT_TRUE(world.opened().empty());
    }
}

/// Whatever becomes of the QR code, the code by SMS is there.
TEST_P(AwayReference, AQrThatIsNotAnsweredRightLeavesTheSms) {
    ReferenceWorld world(GetParam());
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    for (const char* lie : {"redirect@qr", "drop@qr", "cut@qr", "redirect@poll", "drop@poll", "cut@poll"}) {
        SCOPED_TRACE(lie);
        const std::size_t opened = world.opened().size();
        world.startServer({"--lie", lie});
        goUpTo(world, AwayAt::StartQr);
        world.chooseNow(Phrase::LoginQr);
        if (std::string_view(lie).ends_with("@poll")) { // which is held back until something changes
            world.pumpUntil([&world] { return world.login().view().qr.phase == QrPhase::Shown; });
            EXPECT_EQ(world.phone(world.login().view().qr.text, "scan", "person"), 200);
        }
        world.pumpUntil([&world] { return tellsThatItIsAway(world) && !world.login().busy(); });
        EXPECT_EQ(world.loginStage(), Stage::SecondFactor);
        world.press(Phrase::LoginSms);
        world.typeCode(world.smsCode());
        world.until([&] { return world.opened().size() > opened; });
        EXPECT_EQ(world.loginStage(), Stage::Completed) << world.visibleText().toStdString();
        EXPECT_FALSE(world.recordLies());
    }
}

TEST_P(AwayReference, AnotherCertificateWhileTheQrIsShownIsToldAndEndsNothing) {
    ReferenceWorld world(GetParam(), {"--lie", "changed-certificate@qr"});
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.enter();
    world.chooseNow(Phrase::LoginQr);
    world.pumpUntil([&world] { return world.seesFailure(FailureCode::NetworkUntrusted, "127.0.0.1"); });
    EXPECT_EQ(world.loginStage(), Stage::SecondFactor);
    EXPECT_TRUE(world.recordLies());
    world.press(Phrase::LoginCancel);
    EXPECT_FALSE(world.recordLies());
}

} // namespace
} // namespace tanba::gui::test
