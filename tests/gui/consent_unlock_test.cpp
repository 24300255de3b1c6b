// Passwords that need not be typed for each question: what keeps them, and everything that ends that.
#include "app/gui/consent/unlock_choice.h"
#include "tests/gui/consent_world.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <fstream>

namespace tanba::gui::test {
namespace {

using AnswerKind = service::ConsentAnswer::Kind;
using namespace std::chrono_literals;

class UnlockWorld : public ConsentWorld {
  public:
    using ConsentWorld::ConsentWorld;

    /// Agrees to one document with the password, which is kept for this long.
    void unlock(std::chrono::minutes time) {
        const Asked& asked = ask(documentQuestion());
        choiceIn(*asking())->choose(time);
        agree(kSignPassword);
        ASSERT_TRUE(until([&] { return asked.answers == 1; }));
        settle();
    }
    UnlockChoice* choiceIn(QWidget& window) { return window.findChild<UnlockChoice*>(); }
    QComboBox* timesInSettings() {
        for (auto* choice : window().findChildren<UnlockChoice*>())
            return choice->findChild<QComboBox*>();
        ADD_FAILURE() << "no choice in the settings";
        return nullptr;
    }
    /// Whether the next question of this site wants a secret to be typed; it is cancelled.
    bool wantsSecret(service::ConsentQuestion question = documentQuestion()) {
        ask(std::move(question));
        bool typed = false;
        for (auto* field : asking()->findChildren<SecretLineEdit*>())
            typed = typed || field->isVisible();
        answer(Phrase::PortalCancel);
        letPass(2min); // the pace of a site whose question was cancelled
        return typed;
    }
};

TEST(ConsentUnlock, ThePasswordIsAskedForEachTimeUnlessSomebodyChoosesOtherwise) {
    UnlockWorld world;
    world.putOwnKey();
    world.unlock(0min);
    EXPECT_TRUE(world.wantsSecret());
}

TEST(ConsentUnlock, OnlyThePasswordIsNotAskedForAgainNeverTheConsent) {
    UnlockWorld world(text::Language::Ru);
    world.putOwnKey();
    world.unlock(15min);
    const ConsentWorld::Asked& asked = world.ask(documentQuestion(kOtherPortal));
    ASSERT_TRUE(world.isAsking()) << "unlocking never signs";
    EXPECT_EQ(asked.answers, 0);
    EXPECT_TRUE(world.says(Phrase::PortalUnlockOpen, {{"count", "15"}})) << world.said().toStdString();
    EXPECT_FALSE(world.consentButton()->isEnabled()) << "the pause is the same";
    world.agree({});
    ASSERT_TRUE(world.until([&] { return asked.answers == 1; }));
    EXPECT_EQ(asked.kind, AnswerKind::Granted);
    ASSERT_EQ(asked.signatures.size(), 1U);
    EXPECT_TRUE(asked.signatures.front().ok());
}

TEST(ConsentUnlock, AShortTextThatMayBeALoginWantsThePasswordForItselfAndKeepsNothing) {
    UnlockWorld world;
    world.putOwnKey();
    world.unlock(15min);
    EXPECT_FALSE(world.wantsSecret());
    EXPECT_TRUE(world.wantsSecret(shortQuestion())) << "an open key does not answer it";
    world.portalDesk().unlock().lockAll();
    const ConsentWorld::Asked& asked = world.ask(shortQuestion());
    EXPECT_TRUE(world.choiceIn(*world.asking()) == nullptr || !world.choiceIn(*world.asking())->isVisible());
    // Whatever the page wished.
    world.portalDesk().sign(world.portalDesk().key()->option, SecretBytes::copyOf(viewOf(kSignPassword)),
                            {0, 60min});
    ASSERT_TRUE(world.until([&] { return asked.answers == 1; }));
    world.settle();
    EXPECT_TRUE(world.wantsSecret()) << "nothing was kept open";
}

TEST(ConsentUnlock, ItsTimeIsNotProlongedAndThenItIsOver) {
    UnlockWorld world;
    world.putOwnKey();
    world.unlock(5min);
    EXPECT_FALSE(world.wantsSecret());
    world.letPass(2min);
    EXPECT_FALSE(world.wantsSecret());
    world.letPass(2min);
    EXPECT_TRUE(world.wantsSecret());
}

TEST(ConsentUnlock, ItRunsOutUnderThePersonsEyes) {
    UnlockWorld world;
    world.putOwnKey();
    world.unlock(5min);
    const ConsentWorld::Asked& asked = world.ask(documentQuestion());
    ASSERT_TRUE(world.pumpUntil([&] { return world.consentButton()->isEnabled(); }));
    world.letPass(6min);
    world.consentButton()->click();
    world.settle();
    EXPECT_EQ(asked.answers, 0);
    EXPECT_TRUE(world.secretField()->isEmpty());
    world.agree(kSignPassword);
    ASSERT_TRUE(world.until([&] { return asked.answers == 1; }));
}

TEST(ConsentUnlock, EndsWithTheScreenWithSleepWithTheServiceAndByItsButton) {
    UnlockWorld world;
    world.putOwnKey();
    const std::vector<std::function<void()>> ends = {
        [&] { emit world.session().locked(); },
        [&] { emit world.session().suspending(); },
        [&] { world.portalDesk().letGo(); },
        [&] {
            world.ask(documentQuestion());
            world.buttonIn(*world.asking(), Phrase::PortalUnlockLock)->click();
            EXPECT_TRUE(world.secretField()->isEmpty());
            world.answer(Phrase::PortalCancel);
            world.letPass(2min);
        },
    };
    for (std::size_t way = 0; way < ends.size(); ++way) {
        world.unlock(60min);
        EXPECT_FALSE(world.wantsSecret()) << way;
        ends[way]();
        EXPECT_TRUE(world.wantsSecret()) << way;
    }
}

TEST(ConsentUnlock, EndsWithTheDriveOfTheKey) {
    UnlockWorld world;
    const std::filesystem::path drive = world.home() / "media" / "USB";
    world.drives().set({drive});
    world.settle();
    const auto file = world.putOwnKey("media/USB/key.p12");
    world.unlock(60min);
    EXPECT_FALSE(world.wantsSecret());
    world.drives().set({});
    world.drives().set({drive});
    world.settle();
    EXPECT_TRUE(world.wantsSecret()) << file;
}

TEST(ConsentUnlock, IsNotOfferedForAKeyThatNobodyCalledTheirOwn) {
    UnlockWorld world;
    world.putOpenedKey(tanba::test::CertificateProfile::person(), "key.p12");
    world.ask(documentQuestion());
    EXPECT_FALSE(world.choiceIn(*world.asking())->isVisible());
    EXPECT_FALSE(world.says(Phrase::PortalUnlock));
}

TEST(ConsentUnlock, APasswordThatIsWrongByNowIsForgotten) {
    UnlockWorld world;
    const auto file = world.putOwnKey();
    world.unlock(60min);
    // The file was replaced.
    std::ofstream(file, std::ios::trunc) << "no key any more";
    const ConsentWorld::Asked& asked = world.ask(documentQuestion());
    world.agree({});
    ASSERT_TRUE(world.until([&] { return world.portalDesk().stage() == GuiConsentDesk::Stage::Asking; }));
    EXPECT_EQ(asked.answers, 0);
    EXPECT_TRUE(world.secretField()->isEmpty()) << "it has to be typed";
}

TEST(ConsentUnlock, TheSettingsSayWhatIsOfferedFirst) {
    UnlockWorld world;
    world.putOwnKey();
    world.portals().service.setOn(true);
    world.settle();
    world.window().go(Place::Settings);
    world.settle();
    QComboBox* times = world.timesInSettings();
    ASSERT_NE(times, nullptr);
    EXPECT_TRUE(times->isVisible());
    EXPECT_EQ(times->currentData().toInt(), 0);
    EXPECT_EQ(times->count(), 4);
    times->setCurrentIndex(times->findData(60));
    EXPECT_EQ(world.settings().get(platform::settings::kUnlock), 60);
    const ConsentWorld::Asked& asked = world.ask(documentQuestion());
    EXPECT_TRUE(world.choiceIn(*world.asking())->isVisible()) << "what holds is to be seen";
    EXPECT_EQ(world.choiceIn(*world.asking())->chosen(), 60min);
    world.agree(kSignPassword);
    ASSERT_TRUE(world.until([&] { return asked.answers == 1; }));
    world.settle();
    EXPECT_FALSE(world.wantsSecret());
    times->setCurrentIndex(times->findData(5));
    EXPECT_TRUE(world.wantsSecret()) << "whoever chooses less does not want it to be open for longer";
    world.settings().set(platform::settings::kUnlock, 100000);
    EXPECT_EQ(world.portals().service.usualUnlock(), 0min);
}

} // namespace
} // namespace tanba::gui::test
