// The window against a reference portal that lies, is silent or is slow, over TLS.
#include "app/demo/fake_phone.h"
#include "tests/gui/reference_world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace tanba::gui::test {
namespace {

using portal::Stage;
using tanba::test::CertificateProfile;

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
    };
    return rows;
}

/// Goes the way that meets the lie, and stops where the portal was left.
void walkInto(ReferenceWorld& world, std::string_view lie) {
    const auto at = [lie](const char* step) { return lie.ends_with(std::string("@") + step); };
    const auto failed = [&world] { return world.loginStage() == Stage::Failed; };
    world.window().openLogin({world.server().origin(), PortalSource::Shipped, {}});
    world.until([&world] { return !world.login().busy(); });
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
    const auto sms = demo::lastSms(world.files(), world.server().outbox());
    ASSERT_TRUE(sms.ok());
    world.typeCode(sms.value().code);
    world.until([&world] { return !world.login().busy(); });
}

enum class Half { Kk, Ru };

/// Half of the lies in each language: one after the other, as they stand in the table.
class LyingReference : public testing::TestWithParam<Half> {
  protected:
    text::Language language() const {
        return GetParam() == Half::Kk ? text::Language::Kk : text::Language::Ru;
    }
};
INSTANTIATE_TEST_SUITE_P(Languages, LyingReference, testing::Values(Half::Kk, Half::Ru),
                         [](const auto& test) { return test.param == Half::Kk ? "kk" : "ru"; });

TEST_P(LyingReference, IsLeftWithASentenceAndNothingBehind) {
    ReferenceWorld world(language());
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    const std::size_t first = GetParam() == Half::Kk ? 0 : 1;
    for (std::size_t index = first; index < lyingRows().size(); index += 2) {
        const LyingRow& row = lyingRows()[index];
        SCOPED_TRACE(std::string(row.lie));
        world.startServer({"--lie", std::string(row.lie)});
        walkInto(world, row.lie);
        const std::optional<Failure>& failure = world.login().failure();
        ASSERT_TRUE(failure.has_value()) << world.visibleText().toStdString();
        EXPECT_NE(std::ranges::find(row.codes, failure->code), row.codes.end()) << codeText(failure->code);
        EXPECT_TRUE(world.sees(fromUtf8(world.words().sentence(*failure).what)))
            << world.visibleText().toStdString();
        EXPECT_EQ(world.loginStage(), Stage::Failed);
        EXPECT_TRUE(world.opened().empty());
        EXPECT_FALSE(world.recordLies());
        EXPECT_FALSE(world.keepsOnDisk(kSignPassword));
        if (const auto sms = demo::lastSms(world.files(), world.server().outbox()); sms.ok()) {
            EXPECT_FALSE(world.keepsOnDisk(sms.value().code));
        }
    }
}

/// Nothing goes to a server that is not the portal, and the login waits for the portal.
TEST_P(LyingReference, AnotherCertificateIsToldAndEndsNothing) {
    ReferenceWorld world(language());
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

/// The portal has done its part, only its answer was lost: it is asked how things stand, and all goes on.
TEST_P(LyingReference, AnAnswerThatWasLostIsAskedFor) {
    ReferenceWorld world(language());
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    const std::vector<std::string> lies =
        GetParam() == Half::Kk
            ? std::vector<std::string>{"drop@signature", "cut@send", "redirect@code", "redirect@signature"}
            : std::vector<std::string>{"cut@signature", "drop@send", "drop@code", "redirect@send",
                                       "cut@code"};
    for (const std::string& lie : lies) {
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
    ReferenceWorld world(language(), {"--lie", "silence@describe"});
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
    ReferenceWorld world(language(), {"--network-delay", "700"});
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
