#include "tests/gui/reference_steps.h"

namespace tanba::gui::test {

using portal::Stage;

void openPortal(ReferenceWorld& world) {
    world.window().openLogin({world.server().origin(), PortalSource::Shipped, {}});
    world.until([&world] { return !world.login().busy(); });
}

void goToConsent(ReferenceWorld& world) {
    openPortal(world);
    world.chooseKey();
}

void showQr(ReferenceWorld& world) {
    world.chooseNow(Phrase::LoginQr);
    world.pumpUntil([&world] { return world.login().view().qr.phase == portal::QrPhase::Shown; });
}

void enterBySms(ReferenceWorld& world) {
    const std::size_t opened = world.opened().size();
    world.choose(Phrase::LoginSms);
    world.typeCode(world.smsCode());
    world.until([&] { return world.opened().size() > opened; });
    EXPECT_EQ(world.loginStage(), Stage::Completed) << world.visibleText().toStdString();
    EXPECT_FALSE(world.recordLies());
}

bool tellsThatItIsAway(ReferenceWorld& world) {
    return world.seesFailure(FailureCode::NetworkUnavailable, "127.0.0.1") ||
           world.seesFailure(FailureCode::NetworkAnswerWrong, "127.0.0.1");
}

void expectTold(ReferenceWorld& world, FailureCode code) {
    const std::optional<Failure>& failure = world.login().failure();
    ASSERT_TRUE(failure.has_value()) << world.visibleText().toStdString();
    EXPECT_EQ(codeText(failure->code), codeText(code));
    EXPECT_TRUE(world.sees(fromUtf8(world.words().sentence(*failure).what)))
        << world.visibleText().toStdString();
}

void expectEnded(ReferenceWorld& world, FailureCode code) {
    expectTold(world, code);
    EXPECT_EQ(world.loginStage(), Stage::Failed);
    EXPECT_FALSE(world.recordLies());
    EXPECT_FALSE(world.keepsOnDisk(kSignPassword));
    EXPECT_TRUE(world.opened().empty());
}

} // namespace tanba::gui::test
