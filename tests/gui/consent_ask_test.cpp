// Questions of sites in the real window: what is shown, and what the service gets.
#include "app/gui/consent/consent_words.h"
#include "app/gui/consent/series_window.h"
#include "app/gui/keys/key_work.h"
#include "app/gui/pages/advice/fine_card.h"
#include "app/gui/portal_book/portal_names.h"
#include "core/base/encoding.h"
#include "core/keys/kz_profile.h"
#include "tests/gui/consent_world.h"
#include "tests/gui/marked.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <filesystem>
#include <fstream>

namespace tanba::gui::test {
namespace {

using service::ConsentAnswer;
using AnswerKind = ConsentAnswer::Kind;

tanba::test::CertificateProfile otherPerson() {
    tanba::test::CertificateProfile other = tanba::test::CertificateProfile::person();
    other.commonName = "БӨТЕНОВ БӨТЕН";
    other.surname = "БӨТЕНОВ";
    other.iin = "991231500707";
    return other;
}

/// The line about the two fines, as of the day of the test.
QString finesInOneLine(ConsentWorld& world) {
    const guidance::Date today = guidance::kazakhstanDate(world.shelf().now());
    const auto fine = [&](guidance::Offence offence) {
        return toUtf8(naturalPersonsFine(offence, today, world.words()));
    };
    return world.words().say(Phrase::OwnerOtherText,
                             {{"use", fine(guidance::Offence::UseOfAnotherPersonsKey)},
                              {"handing", fine(guidance::Offence::HandingOverOwnKey)}});
}

/// What Home says of a key whose password everybody knows.
AttentionItem knownSecretIn(ConsentWorld& world) {
    for (AttentionItem& item : world.portals().news.items())
        if (item.text == world.words().say(Phrase::DefaultText))
            return std::move(item);
    ADD_FAILURE() << "nothing is said of it";
    return {};
}

class Ask : public testing::TestWithParam<text::Language> {};

INSTANTIATE_TEST_SUITE_P(Languages, Ask, testing::Values(text::Language::Kk, text::Language::Ru),
                         [](const auto& test) { return std::string(text::languageName(test.param)); });

TEST_P(Ask, ShowsWhoAsksForWhatAndSignsWithTheKeyThatWasShown) {
    ConsentWorld world(GetParam());
    const auto key = world.putOwnKey();
    const ConsentWorld::Asked& asked = world.ask(documentQuestion());
    EXPECT_TRUE(world.says(Phrase::PortalSignTitle));
    EXPECT_TRUE(world.says(QStringLiteral("https://idp.egov.kz"))) << world.said().toStdString();
    EXPECT_TRUE(world.says(Phrase::PortalThrough, {{"program", "Firefox"}}));
    EXPECT_TRUE(world.says(Phrase::PortalUnnamed));
    EXPECT_TRUE(world.says(QStringLiteral("СЫНАҚОВ СЫНАҚ")));
    EXPECT_TRUE(world.pumpUntil([&] { return world.says(QStringLiteral("Шарт, екі данада.")); }))
        << "the beginning of the text";
    world.agree(kSignPassword);
    ASSERT_TRUE(world.until([&] { return asked.answers == 1; }));
    EXPECT_EQ(asked.kind, AnswerKind::Granted);
    ASSERT_EQ(asked.signatures.size(), 1U);
    EXPECT_TRUE(asked.signatures.front().ok()) << asked.signatures.front().failure().detail;
    ASSERT_TRUE(asked.certificate.has_value());
    EXPECT_TRUE(*asked.certificate == world.shelf().find(key)->certificates.front());
    EXPECT_FALSE(world.isAsking());
}

TEST_P(Ask, AWrongPasswordStaysInTheWindow) {
    ConsentWorld world(GetParam());
    world.putOwnKey();
    const ConsentWorld::Asked& asked = world.ask(documentQuestion());
    world.agree("nonsense");
    ASSERT_TRUE(world.until([&] { return world.portalDesk().stage() == GuiConsentDesk::Stage::Asking; }));
    EXPECT_TRUE(world.says(fromUtf8(world.words().sentence(fail(FailureCode::Pkcs12WrongPassword)).what)))
        << world.said().toStdString();
    EXPECT_EQ(QApplication::focusWidget(), world.secretField());
    EXPECT_EQ(asked.answers, 0);
    world.agree(kSignPassword);
    ASSERT_TRUE(world.until([&] { return asked.answers == 1; }));
    EXPECT_EQ(asked.kind, AnswerKind::Granted);
}

TEST_P(Ask, ABlockedLoginIsExplainedAndOffersNothingToAgreeTo) {
    ConsentWorld world(GetParam());
    world.putOwnKey();
    world.refuse("https://evil.example.com", FailureCode::LoginForOtherOrigin, "https://idp.egov.kz");
    ASSERT_TRUE(world.isAsking());
    EXPECT_TRUE(world.says(Phrase::PortalBlockedWhat));
    EXPECT_TRUE(world.says(QStringLiteral("https://idp.egov.kz"))) << world.said().toStdString();
    EXPECT_TRUE(world.says(QStringLiteral("evil.example.com")));
    EXPECT_TRUE(world.says(Phrase::PortalBlockedNext));
    EXPECT_EQ(world.consentButton(), nullptr);
    world.answer(Phrase::PortalUnderstood);
    EXPECT_FALSE(world.isAsking());
}

TEST_P(Ask, AShortTextMayBeALoginAndThePersonDecides) {
    ConsentWorld world(GetParam());
    world.putOwnKey();
    const ConsentWorld::Asked& asked = world.ask(shortQuestion());
    EXPECT_TRUE(world.says(Phrase::PortalLoginTitle)) << world.said().toStdString();
    EXPECT_TRUE(world.says(Phrase::PortalProbableTitle, {{"site", kOtherPortal}}))
        << world.said().toStdString();
    // It may have been fetched from a portal that takes such texts, and let the site in there.
    EXPECT_TRUE(world.says(Phrase::PortalProbableText, {{"portals", "sigex.kz"}}))
        << world.said().toStdString();
    EXPECT_FALSE(world.says(Phrase::PortalLoginText, {{"site", kOtherPortal}})) << "nobody knows that";
    EXPECT_TRUE(world.says(Phrase::PortalLoginGo));
    EXPECT_TRUE(world.pumpUntil([&] { return world.says(QStringLiteral("5f1c8a7e3d9b")); })) << "the text";
    world.agree(kSignPassword);
    ASSERT_TRUE(world.until([&] { return asked.answers == 1; }));
    EXPECT_EQ(asked.kind, AnswerKind::Granted);
    world.settle();
    EXPECT_FALSE(std::filesystem::exists(world.home() / "data" / "portals.json")) << "nothing is remembered";
}

TEST_P(Ask, SaysWhichPortalItKnowsAndThatItDoesNotKnowASite) {
    ConsentWorld world(GetParam());
    world.putOwnKey();
    const guidance::Portal* egov = guidance::portalByOrigin(kPortal);
    ASSERT_NE(egov, nullptr);
    world.ask(documentQuestion());
    EXPECT_TRUE(world.says(nameWords(egov->names, world.words()))) << world.said().toStdString();
    EXPECT_FALSE(world.says(Phrase::PortalUnlisted));
    world.answer(Phrase::PortalCancel);
    world.ask(documentQuestion(kOtherPortal));
    EXPECT_TRUE(world.says(Phrase::PortalUnlisted)) << world.said().toStdString();
    world.answer(Phrase::PortalCancel);
    service::ConsentQuestion program = documentQuestion(kOtherPortal);
    program.caller.kind = service::Caller::Kind::Program;
    program.caller.program = "curl";
    world.ask(program);
    EXPECT_FALSE(world.says(Phrase::PortalUnlisted)) << "no site is believed";
    world.portalDesk().cancel();
}

TEST_P(Ask, SaysTheRoleOfAKeyAndWhatItMeansForTheseDocuments) {
    ConsentWorld world(GetParam());
    world.putOpenedKey(tanba::test::CertificateProfile::employee(), "employee.p12");
    world.ask(documentQuestion());
    const keys::Certificate certificate = *world.portalDesk().key()->option.certificate;
    const QString role = roleWords(certificate, world.words());
    ASSERT_FALSE(role.isEmpty());
    EXPECT_TRUE(world.says(Phrase::PortalRole, {{"role", toUtf8(role)}})) << world.said().toStdString();
    EXPECT_TRUE(world.says(Phrase::SignRoleTitle));
    EXPECT_TRUE(world.says(Phrase::RoleEmployee));
    EXPECT_TRUE(world.says(Phrase::SignNature)) << "what the documents are decides";
    QComboBox* nature = nullptr;
    for (auto* each : world.asking()->findChildren<QComboBox*>())
        if (each->accessibleName() == world.words().say(Phrase::SignNature))
            nature = each;
    ASSERT_NE(nature, nullptr);
    nature->setCurrentIndex(nature->findText(world.words().say(Phrase::SignNaturePersonal)));
    world.answer(Phrase::PortalCancel);
    // A login is nobody's document, and the next question begins anew.
    world.ask(loginQuestion(kOtherPortal));
    EXPECT_FALSE(world.says(Phrase::SignNature));
    EXPECT_FALSE(world.says(Phrase::SignRoleTitle));
    world.answer(Phrase::PortalCancel);
    world.ask(documentQuestion("https://third.example.kz"));
    EXPECT_EQ(nature->currentIndex(), 0);
    world.portalDesk().cancel();
}

TEST_P(Ask, APersonalKeyUnderAnOrganisationsDocumentIsRemarkedUpon) {
    ConsentWorld world(GetParam());
    world.putOwnKey();
    world.ask(documentQuestion(kPortal, "БСН 601240000014, бас директор"));
    EXPECT_TRUE(world.says(Phrase::SignRolePersonal)) << world.said().toStdString();
    world.portalDesk().cancel();
}

TEST_P(Ask, SomebodyElsesKeyNamesItsOwnerAndTheFinesAndIsNotRemembered) {
    ConsentWorld world(GetParam());
    const auto own = world.putOwnKey();
    const auto other = world.putOpenedKey(otherPerson(), "other.p12");
    const ConsentWorld::Asked& asked = world.ask(documentQuestion());
    EXPECT_TRUE(world.says(QStringLiteral("СЫНАҚОВ")));
    for (const ConsentKey& key : world.portalDesk().keys())
        if (key.option.file == other)
            world.portalDesk().chooseKey(key.option);
    world.settle();
    EXPECT_TRUE(world.says(Phrase::SignGoOwner, {{"name", "БӨТЕНОВ БӨТЕН"}})) << world.said().toStdString();
    EXPECT_TRUE(world.says(Phrase::OwnerOtherTitle, {{"name", "БӨТЕНОВ БӨТЕН СЫНАҚҰЛЫ"}}))
        << world.said().toStdString();
    EXPECT_TRUE(world.says(finesInOneLine(world))) << world.said().toStdString();
    world.agree(kSignPassword);
    ASSERT_TRUE(world.until([&] { return asked.answers == 1; }));
    world.ask(documentQuestion());
    EXPECT_EQ(world.portalDesk().key()->option.file, own) << "somebody else's key must not come to the front";
    EXPECT_FALSE(std::filesystem::exists(world.home() / "data" / "portals.json"));
    world.portalDesk().cancel();
}

TEST_P(Ask, APasswordThatEverybodyKnowsLeadsToItsChange) {
    ConsentWorld world(GetParam());
    const auto key = world.putKeyOf(tanba::test::CertificateProfile::person(), "key.p12", "123456");
    auto certificates = readCertificates(world.files(), key, SecretBytes::copyOf(viewOf("123456")));
    ASSERT_TRUE(certificates.ok());
    world.shelf().unlocked(key, std::move(certificates).value());
    world.settle();
    const ConsentWorld::Asked& asked = world.ask(documentQuestion());
    world.agree("123456");
    ASSERT_TRUE(world.until([&] { return asked.answers == 1; }));
    world.settle();
    world.window().go(Place::Home);
    world.settle();
    EXPECT_TRUE(world.sees(Phrase::PortalAttPassword, {{"name", "key.p12"}}))
        << world.visibleText().toStdString();
    EXPECT_TRUE(world.sees(Phrase::DefaultText));
    AttentionItem told = knownSecretIn(world);
    ASSERT_EQ(told.actions.size(), 2U);
    told.actions.front().run();
    world.settle();
    EXPECT_NE(world.field(Phrase::PasswordNew), nullptr) << "the page where it is changed";
    world.window().go(Place::Home);
    world.settle();
    EXPECT_FALSE(world.sees(Phrase::PortalAttPassword, {{"name", "key.p12"}}));
}

TEST(AskWindow, APasswordThatNobodyKnowsOrThatOpenedNothingIsNotToldAbout) {
    ConsentWorld world;
    world.putOwnKey();
    const ConsentWorld::Asked& asked = world.ask(documentQuestion());
    world.agree("123456"); // known, but not the right one
    ASSERT_TRUE(world.until([&] { return world.portalDesk().stage() == GuiConsentDesk::Stage::Asking; }));
    world.agree(kSignPassword);
    ASSERT_TRUE(world.until([&] { return asked.answers == 1; }));
    world.settle();
    world.window().go(Place::Home);
    world.settle();
    EXPECT_FALSE(world.sees(Phrase::PortalAttPassword, {{"name", "key.p12"}}));
}

TEST(AskWindow, NoIsSaidByTheButtonByEscapeAndByClosing) {
    ConsentWorld world;
    world.putOwnKey();
    const std::vector<std::function<void()>> ways = {
        [&] { world.answer(Phrase::PortalCancel); },
        [&] { pressKey(*world.asking(), Qt::Key_Escape); },
        [&] { world.asking()->close(); },
    };
    for (std::size_t way = 0; way < ways.size(); ++way) {
        const ConsentWorld::Asked& asked =
            world.ask(documentQuestion("https://a" + std::to_string(way) + ".kz"));
        ASSERT_TRUE(world.isAsking()) << way;
        ways[way]();
        world.settle();
        EXPECT_EQ(asked.answers, 1) << way;
        EXPECT_EQ(asked.kind, AnswerKind::Cancelled) << way;
        EXPECT_FALSE(world.isAsking()) << way;
    }
}

TEST(AskWindow, AClosedTabClosesItsQuestion) {
    ConsentWorld world;
    world.putOwnKey();
    const ConsentWorld::Asked& asked = world.ask(documentQuestion());
    world.secretField()->setFocus();
    typeInto(*world.secretField(), QStringLiteral("abc"));
    world.withdraw(asked);
    EXPECT_FALSE(world.isAsking());
    EXPECT_EQ(asked.answers, 0);
    const ConsentWorld::Asked& next = world.ask(documentQuestion(kOtherPortal));
    EXPECT_TRUE(world.secretField()->isEmpty()) << "what was typed for another page";
    EXPECT_EQ(next.answers, 0);
}

TEST(AskWindow, ATabThatClosesWhileTheKeyOpensGetsNoSignature) {
    ConsentWorld world;
    world.putOwnKey();
    const ConsentWorld::Asked& asked = world.ask(documentQuestion());
    world.secretField()->setFocus();
    typeInto(*world.secretField(), fromUtf8(kSignPassword));
    ConsentButton* button = world.consentButton();
    ASSERT_TRUE(world.pumpUntil([button] { return button->isEnabled(); }));
    // The news of the closed tab waits for the windows' thread while the person presses, so that it comes
    // before the key, however fast that opens.
    world.portalDesk().withdraw(asked.id);
    button->click();
    EXPECT_EQ(world.portalDesk().stage(), GuiConsentDesk::Stage::Opening);
    world.settle();
    EXPECT_EQ(asked.answers, 0);
    EXPECT_FALSE(world.isAsking());
}

/// A desk of its own beside that of the window, so that a test can end it.
ConsentSources sourcesOf(ConsentWorld& world, TaskRunner& tasks, int& chainsLookedAt) {
    return {world.files(),
            world.clock(),
            tasks,
            world.shelf(),
            world.cards(),
            world.person(),
            world.session(),
            world.drives(),
            [] { return std::chrono::milliseconds(); },
            [&chainsLookedAt](const keys::Certificate&) {
                ++chainsLookedAt;
                return true;
            },
            world.home() / "data" / "portals.json"};
}

void askOf(ConsentWorld& world, GuiConsentDesk& desk, service::ConsentQuestion question) {
    desk.ask(std::make_shared<const service::ConsentQuestion>(std::move(question)), [](ConsentAnswer) {});
    ASSERT_TRUE(world.pumpUntil([&] { return desk.question() != nullptr; }));
}

/// 'S' for a thread that waits for something, 'R' for one that works or would (proc(5)).
char stateOf(const std::filesystem::path& thread) {
    std::ifstream file(thread / "stat");
    std::string text;
    std::getline(file, text);
    const std::size_t name = text.rfind(") ");
    return name == std::string::npos ? 'X' : text[name + 2];
}

/// Until all other threads of this process wait, and still do at a few more looks.
void waitUntilOthersRest() {
    constexpr int kLooks = 5;
    const auto self = std::to_string(::gettid());
    for (int resting = 0; resting < kLooks; ++resting)
        for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task"))
            if (thread.path().filename() != self && stateOf(thread.path()) != 'S')
                resting = -1;
}

TEST(AskDesk, EndsAtOnceWhenTheQuestionLeftWhileItsKeyOpened) {
    ConsentWorld world;
    world.putOwnKey();
    int chains = 0;
    auto tasks = std::make_unique<TaskRunner>();
    auto desk = std::make_unique<GuiConsentDesk>(sourcesOf(world, *tasks, chains));
    askOf(world, *desk, documentQuestion());
    desk->sign(desk->key()->option, SecretBytes::copyOf(viewOf(kSignPassword)), {});
    ASSERT_EQ(desk->stage(), GuiConsentDesk::Stage::Opening);
    waitUntilOthersRest(); // the key is open, and nobody has been told: no event has been handled
    desk->cancel();
    desk.reset();
    tasks.reset(); // waits for what works
}

TEST(AskDesk, LooksAtTheChainOfAKeyOnceAQuestion) {
    ConsentWorld world;
    world.putOwnKey();
    int chains = 0;
    TaskRunner tasks;
    GuiConsentDesk desk(sourcesOf(world, tasks, chains));
    service::ConsentQuestion question = documentQuestion();
    question.key.chain = service::KeyWish::Chain::NationalAuthority;
    askOf(world, desk, question);
    for (int time = 0; time < 5; ++time)
        ASSERT_TRUE(desk.key().has_value());
    EXPECT_EQ(chains, 1);
    desk.cancel();
}

TEST(AskDesk, AKeyUnderAnotherAuthorityDoesNotFit) {
    ConsentWorld world; // nothing is under the national authority
    world.putOwnKey();
    service::ConsentQuestion question = documentQuestion();
    question.key.chain = service::KeyWish::Chain::NationalAuthority;
    world.ask(question);
    ASSERT_EQ(world.portalDesk().keys().size(), 1U);
    EXPECT_EQ(world.portalDesk().keys().front().misfits,
              std::vector<service::Misfit>{service::Misfit::OtherAuthority});
    EXPECT_TRUE(world.says(Phrase::PortalNoKeyTitle));
}

TEST(AskWindow, AnotherKeyThanTheOneShownIsNeverUsed) {
    ConsentWorld world;
    const auto own = world.putOwnKey();
    tanba::test::CertificateProfile shorter = tanba::test::CertificateProfile::person();
    shorter.notAfter = tanba::test::at("2026-07-01T00:00:00Z");
    const auto first = world.putOpenedKey(shorter, "short.p12");
    const ConsentWorld::Asked& asked = world.ask(documentQuestion());
    for (const ConsentKey& key : world.portalDesk().keys())
        if (key.option.file == first)
            world.portalDesk().chooseKey(key.option);
    world.settle();
    typeInto(*world.secretField(), fromUtf8(kSignPassword));
    ASSERT_TRUE(world.pumpUntil([&] { return world.consentButton()->isEnabled(); }));
    world.setTime("2026-07-02T00:00:00Z"); // it runs out while it is looked at
    world.consentButton()->click();
    EXPECT_EQ(world.portalDesk().stage(), GuiConsentDesk::Stage::Asking);
    EXPECT_FALSE(world.consentButton()->isEnabled()) << "another key is shown: the second begins anew";
    EXPECT_TRUE(world.secretField()->isEmpty());
    world.settle();
    EXPECT_EQ(asked.answers, 0);
    EXPECT_EQ(world.portalDesk().key()->option.file, own);
    world.agree(kSignPassword);
    ASSERT_TRUE(world.until([&] { return asked.answers == 1; }));
    EXPECT_TRUE(*asked.certificate == world.shelf().find(own)->certificates.front());
}

TEST(AskWindow, OnlyOnesOwnKeyIsRemembered) {
    ConsentWorld world;
    world.putOpenedKey(tanba::test::CertificateProfile::person(), "key.p12"); // nobody said whose it is
    const ConsentWorld::Asked& asked = world.ask(documentQuestion());
    world.agree(kSignPassword);
    ASSERT_TRUE(world.until([&] { return asked.answers == 1; }));
    world.settle();
    EXPECT_FALSE(std::filesystem::exists(world.home() / "data" / "portals.json"));
}

TEST(AskWindow, ALoginAmongDocumentsIsNotCalledALogin) {
    ConsentWorld world;
    world.putOwnKey();
    service::ConsentQuestion question = loginQuestion();
    question.items.push_back(itemOver("<a>1</a>", "шарт.xml"));
    world.ask(question);
    EXPECT_TRUE(world.says(Phrase::PortalSignManyTitle, {{"count", "2"}})) << world.said().toStdString();
    EXPECT_TRUE(world.says(Phrase::SignGoMany, {{"count", "2"}}));
    EXPECT_FALSE(world.says(Phrase::PortalLoginTitle));
    EXPECT_FALSE(world.says(Phrase::PortalLoginGo));
}

TEST(AskWindow, TwoTabsAreAskedOneAfterTheOther) {
    ConsentWorld world;
    world.putOwnKey();
    const ConsentWorld::Asked& first = world.ask(documentQuestion());
    const ConsentWorld::Asked& second = world.ask(documentQuestion(kOtherPortal, "Екінші"));
    EXPECT_TRUE(world.says(Phrase::PortalWaiting, {{"count", "1"}}));
    EXPECT_TRUE(world.says(QStringLiteral("idp.egov.kz")));
    EXPECT_FALSE(world.says(QStringLiteral("cabinet.example.kz")));
    world.agree(kSignPassword);
    ASSERT_TRUE(world.until([&] { return first.answers == 1; }));
    ASSERT_TRUE(world.isAsking());
    EXPECT_TRUE(world.says(QStringLiteral("cabinet.example.kz")));
    EXPECT_TRUE(world.secretField()->isEmpty());
    EXPECT_FALSE(world.consentButton()->isEnabled()) << "another question: the second begins anew";
    world.answer(Phrase::PortalCancel);
    EXPECT_EQ(second.kind, AnswerKind::Cancelled);
    EXPECT_EQ(second.answers, 1);
}

TEST(AskWindow, NothingIsSignedWithinASecondAndNeverByEnter) {
    ConsentWorld world;
    world.putOwnKey();
    QElapsedTimer since;
    since.start();
    const ConsentWorld::Asked& asked = world.ask(documentQuestion());
    typeInto(*world.secretField(), fromUtf8(kSignPassword));
    EXPECT_FALSE(world.consentButton()->isEnabled());
    world.consentButton()->click();
    pressKey(*world.secretField(), Qt::Key_Return);
    world.settle();
    EXPECT_EQ(asked.answers, 0);
    ASSERT_TRUE(world.pumpUntil([&] { return world.consentButton()->isEnabled(); }));
    EXPECT_GE(since.elapsed(), 1000);
    pressKey(*world.secretField(), Qt::Key_Return);
    EXPECT_EQ(QApplication::focusWidget(), world.consentButton()) << "Enter only leads to the button";
    pressKey(*world.consentButton(), Qt::Key_Return);
    pressKey(*world.consentButton(), Qt::Key_Enter);
    world.settle();
    EXPECT_EQ(asked.answers, 0);
    // The window is left and comes back: the pause begins anew.
    QApplication::setActiveWindow(&world.window());
    EXPECT_FALSE(world.consentButton()->isEnabled());
}

TEST(AskWindow, TheKeyboardAloneIsEnough) {
    ConsentWorld world;
    world.putOwnKey();
    const ConsentWorld::Asked& asked = world.ask(documentQuestion());
    EXPECT_EQ(QApplication::focusWidget(), world.secretField());
    typeInto(*QApplication::focusWidget(), fromUtf8(kSignPassword));
    ASSERT_TRUE(world.pumpUntil([&] { return world.consentButton()->isEnabled(); }));
    for (int presses = 0; presses < 40 && QApplication::focusWidget() != world.consentButton(); ++presses)
        pressKey(*QApplication::focusWidget(), Qt::Key_Tab);
    ASSERT_EQ(QApplication::focusWidget(), world.consentButton());
    pressKey(*world.consentButton(), Qt::Key_Space);
    ASSERT_TRUE(world.until([&] { return asked.answers == 1; }));
    EXPECT_EQ(asked.kind, AnswerKind::Granted);
}

TEST(AskWindow, TheKeyOfASiteIsRememberedNeverTheConsent) {
    ConsentWorld world;
    world.putOwnKey("a.p12");
    tanba::test::CertificateProfile longer = tanba::test::CertificateProfile::person();
    longer.notAfter = tanba::test::at("2026-12-01T00:00:00Z");
    const auto second = world.putOpenedKey(longer, "b.p12");
    const ConsentWorld::Asked& asked = world.ask(documentQuestion());
    ASSERT_NE(world.portalDesk().key()->option.file, second);
    world.answer(Phrase::SignOtherKey);
    for (const ConsentKey& key : world.portalDesk().keys())
        if (key.option.file == second)
            world.portalDesk().chooseKey(key.option);
    pressKey(*world.asking(), Qt::Key_Escape); // back to the question
    world.agree(kSignPassword);
    ASSERT_TRUE(world.until([&] { return asked.answers == 1; }));
    const ConsentWorld::Asked& again = world.ask(documentQuestion());
    EXPECT_EQ(world.portalDesk().key()->option.file, second);
    EXPECT_EQ(again.answers, 0) << "it is asked again";
    world.answer(Phrase::PortalCancel);
    world.ask(documentQuestion(kOtherPortal));
    EXPECT_NE(world.portalDesk().key()->option.file, second) << "another site";
    std::ifstream file(world.home() / "data" / "portals.json");
    const std::string kept((std::istreambuf_iterator<char>(file)), {});
    EXPECT_NE(kept.find("idp.egov.kz"), std::string::npos);
    EXPECT_EQ(kept.find("991231500016"), std::string::npos) << "no IIN";
    EXPECT_EQ(kept.find("b.p12"), std::string::npos) << "no path";
}

TEST(AskWindow, TheKeysOfSitesAreForgottenWithTheRest) {
    ConsentWorld world;
    world.putOwnKey();
    const ConsentWorld::Asked& asked = world.ask(documentQuestion());
    world.agree(kSignPassword);
    ASSERT_TRUE(world.until([&] { return asked.answers == 1; }));
    const auto kept = world.home() / "data" / "portals.json";
    ASSERT_TRUE(world.until([&] { return std::filesystem::exists(kept); }));
    world.window().go(Place::Settings);
    world.settle();
    world.press(Phrase::SettingsForgetAll);
    EXPECT_TRUE(std::filesystem::exists(kept)) << "it is asked first";
    world.press(Phrase::SettingsForgetYes);
    EXPECT_TRUE(world.until([&] { return !std::filesystem::exists(kept); }));
    EXPECT_FALSE(world.portalDesk().remembersChoices());
}

TEST(AskWindow, KeysThatDoNotFitAreShownWithTheReason) {
    ConsentWorld world;
    world.putOwnKey();
    service::ConsentQuestion question = documentQuestion();
    question.key.bin = "123456789012";
    const ConsentWorld::Asked& asked = world.ask(question);
    EXPECT_TRUE(world.says(Phrase::PortalNoKeyTitle));
    EXPECT_EQ(world.consentButton(), nullptr);
    world.answer(Phrase::SignWhyNot);
    EXPECT_TRUE(world.says(Phrase::PortalMisfitOrganisation)) << world.said().toStdString();
    EXPECT_EQ(asked.answers, 0);
}

TEST(AskWindow, ProgramsAndUnknownSitesAreMarked) {
    ConsentWorld world;
    world.putOwnKey();
    service::ConsentQuestion program = documentQuestion();
    program.caller.kind = service::Caller::Kind::Program;
    program.caller.program = "curl";
    world.ask(program);
    EXPECT_TRUE(world.says(Phrase::PortalProgram, {{"name", "curl"}}));
    EXPECT_TRUE(world.says(Phrase::PortalProgramNote));
    EXPECT_FALSE(world.says(QStringLiteral("idp.egov.kz")))
        << "what a program says of itself is not believed";
    world.answer(Phrase::PortalCancel);
    service::ConsentQuestion unknown = documentQuestion();
    unknown.caller.origin.reset();
    world.ask(unknown);
    EXPECT_TRUE(world.says(Phrase::PortalUnknown));
    EXPECT_TRUE(world.says(Phrase::PortalUnknownNote));
    world.answer(Phrase::PortalCancel);
    world.ask(documentQuestion("https://xn--gov-7cd.kz"));
    EXPECT_TRUE(world.says(Phrase::PortalPunycode)) << world.said().toStdString();
    EXPECT_TRUE(world.says(QStringLiteral("xn--gov-7cd.kz")));
}

TEST(AskWindow, ALoginABareHashAndSeveralDocumentsAreTold) {
    ConsentWorld world;
    world.putOwnKey();
    world.ask(loginQuestion());
    EXPECT_TRUE(world.says(Phrase::PortalLoginTitle));
    EXPECT_TRUE(world.says(Phrase::PortalLoginGo));
    world.answer(Phrase::PortalCancel);
    world.ask(hashQuestion(kOtherPortal));
    EXPECT_TRUE(world.says(Phrase::PortalHashTitle));
    EXPECT_EQ(world.windows().consentWindow()->currentPage().foot()->standing(), PageFoot::Standing::InColumn)
        << "nobody signs past the warning";
    world.answer(Phrase::PortalCancel);
    service::ConsentQuestion many = documentQuestion("https://third.kz");
    many.withCertificate = true;
    for (const char* name : {"бір.txt", "екі.txt", "үш.txt", "төрт.txt", "бес.txt"})
        many.items.push_back(itemOver(name, name));
    world.ask(many);
    EXPECT_TRUE(world.says(Phrase::PortalSignManyTitle, {{"count", "6"}}));
    EXPECT_TRUE(world.says(Phrase::SignGoMany, {{"count", "6"}}));
    EXPECT_TRUE(world.says(QStringLiteral("екі.txt")));
    EXPECT_TRUE(world.says(Phrase::SignMore, {{"count", "2"}}));
    EXPECT_TRUE(world.says(Phrase::PortalCertificate));
}

TEST(AskWindow, EarlierSignersAndTheWholeTextCanBeSeen) {
    ConsentWorld world;
    world.putOwnKey();
    service::ConsentQuestion question = documentQuestion();
    question.items.front().presentSigners = {"ЕСЕПШІ ЕСЕП"};
    world.ask(question);
    EXPECT_TRUE(world.says(QStringLiteral("ЕСЕПШІ ЕСЕП")));
    world.answer(Phrase::SignLook);
    EXPECT_TRUE(world.says(QStringLiteral("SHA-256")));
    EXPECT_TRUE(world.says(fromUtf8(text::groupedHex(question.items.front().digest))))
        << world.said().toStdString();
    world.answer(Phrase::GoBack);
    EXPECT_TRUE(world.says(Phrase::PortalSignTitle));
}

TEST(AskWindow, IdentityOfAnOpenedKeyNeedsNoPassword) {
    ConsentWorld world;
    const auto key = world.putOwnKey();
    const ConsentWorld::Asked& asked = world.ask(identityQuestion());
    EXPECT_TRUE(world.says(Phrase::PortalIdentityTitle));
    EXPECT_TRUE(world.says(QStringLiteral("СЫНАҚОВ")));
    world.agree({});
    world.settle();
    ASSERT_EQ(asked.answers, 1);
    EXPECT_EQ(asked.kind, AnswerKind::Granted);
    ASSERT_TRUE(asked.certificate.has_value());
    EXPECT_TRUE(*asked.certificate == world.shelf().find(key)->certificates.front());
    EXPECT_TRUE(asked.signatures.empty());
}

TEST(AskWindow, AKeyThatNobodyOpenedIsOpenedBeforeAnythingIsAgreedTo) {
    ConsentWorld world;
    const auto key = world.putKey("locked.p12", kSignPassword);
    world.shelf().chosen(key);
    const ConsentWorld::Asked& asked = world.ask(documentQuestion());
    EXPECT_EQ(world.consentButton(), nullptr) << "nobody knows whose it is";
    typeInto(*world.secretField(), QStringLiteral("wrong"));
    world.answer(Phrase::KeyUnlock);
    EXPECT_TRUE(world.says(fromUtf8(world.words().sentence(fail(FailureCode::Pkcs12WrongPassword)).what)));
    world.secretField()->clear();
    typeInto(*world.secretField(), fromUtf8(kSignPassword));
    world.answer(Phrase::KeyUnlock);
    EXPECT_TRUE(world.says(Phrase::SignKeyLooked)) << world.said().toStdString();
    EXPECT_EQ(asked.answers, 0);
    world.agree({});
    ASSERT_TRUE(world.until([&] { return asked.answers == 1; }));
    EXPECT_EQ(asked.kind, AnswerKind::Granted);
}

TEST(AskWindow, ACardSignsWithItsPinAndTellsOfAWrongOne) {
    ConsentWorld world;
    world.cards().setDemonstration(CardShelf::Demonstration::Shown);
    ASSERT_TRUE(world.until([&] { return !world.cards().entries().empty(); }));
    std::vector<std::string> kinds;
    world.onServiceThread([&] { kinds = world.portalDesk().activeTokenKinds(); });
    EXPECT_EQ(kinds, std::vector<std::string>{"AKKZIDCardStore"});
    service::ConsentQuestion question = documentQuestion();
    question.key.storages = {"AKKZIDCardStore"};
    const ConsentWorld::Asked& asked = world.ask(question);
    EXPECT_EQ(marksIn(*world.asking()), 2) << "of the key, and beside the button however far one scrolls";
    world.agree("0000", Phrase::SignPin);
    ASSERT_TRUE(world.until([&] { return world.portalDesk().stage() == GuiConsentDesk::Stage::Asking; }));
    EXPECT_TRUE(world.says(fromUtf8(world.words().sentence(fail(FailureCode::PinWrong, "2")).what)))
        << world.said().toStdString();
    EXPECT_TRUE(world.secretField(Phrase::SignPin)->isEmpty()) << "a wrong PIN is not sent twice";
    world.agree("1234", Phrase::SignPin);
    ASSERT_TRUE(world.until([&] { return asked.answers == 1; }));
    EXPECT_EQ(asked.kind, AnswerKind::Granted);
    EXPECT_TRUE(asked.signatures.front().ok());
}

TEST(AskWindow, AFileIsChosenInOurOwnDialog) {
    ConsentWorld world;
    const ConsentWorld::Asked& asked = world.ask(fileQuestion());
    EXPECT_TRUE(world.says(Phrase::PortalFileText));
    world.answer(Phrase::PortalFileGo);
    EXPECT_EQ(asked.answers, 0) << "the dialog was closed without a file";
    world.answerFile(QStringLiteral("/home/person/шарт.pdf"));
    world.answer(Phrase::PortalFileGo);
    ASSERT_EQ(asked.answers, 1);
    EXPECT_EQ(asked.file, std::filesystem::path("/home/person/шарт.pdf"));
    EXPECT_FALSE(world.isAsking());
}

TEST(AskWindow, ComesToTheFrontWithoutTakingTheKeyboard) {
    ConsentWorld world;
    world.putOwnKey();
    world.ask(documentQuestion());
    EXPECT_TRUE(world.asking()->testAttribute(Qt::WA_ShowWithoutActivating));
    EXPECT_TRUE(world.asking()->windowFlags().testFlag(Qt::WindowStaysOnTopHint));
}

TEST(AskWindow, WhereNoWindowMayRaiseItselfAMessageDoes) {
    ConsentWorld world(text::Language::Kk, TextSize::Normal, ThemeChoice::Light, FrontWay::Message);
    world.putOwnKey();
    world.notifier().expect(world.words().say(Phrase::PortalNoticeTitle),
                            world.words().say(Phrase::PortalNoticeText));
    world.ask(documentQuestion());
    EXPECT_TRUE(world.notifier().satisfied());
    QApplication::setActiveWindow(&world.window());
    emit world.notifier().chosen(world.notifier().lastId());
    EXPECT_TRUE(world.pumpUntil([&] { return QApplication::activeWindow() == world.asking(); }));
}

TEST(AskMemory, NothingHoldsTheContentWhenItsQuestionHasEnded) {
    ConsentWorld world;
    world.putOwnKey();
    const ConsentWorld::Asked& asked = world.ask(documentQuestion());
    const std::weak_ptr<const service::ConsentQuestion> question = world.portalDesk().question();
    ASSERT_FALSE(question.expired());
    world.agree(kSignPassword);
    ASSERT_TRUE(world.until([&] { return asked.answers == 1 && !world.isAsking(); }));
    EXPECT_TRUE(world.pumpUntil([&] { return question.expired(); }));
}

} // namespace
} // namespace tanba::gui::test
