// Every page of the window of consent: names, labels, focus order, cut words, in each language and size.
#include "app/gui/consent/series_window.h"
#include "core/keys/kz_profile.h"
#include "tests/gui/pin_world.h"
#include "tests/gui/seen_classes.h"
#include "tests/gui/walk.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QCheckBox>

namespace tanba::gui::test {
namespace {

struct AskPlace {
    const char* name;
    std::function<void(ConsentWorld&)> goThere;
};

void askFor(ConsentWorld& world, service::ConsentQuestion question) {
    world.portalDesk().cancel();
    world.letPass(std::chrono::minutes(10));
    world.ask(std::move(question));
}

service::ConsentQuestion many() {
    service::ConsentQuestion question = documentQuestion();
    question.withCertificate = true;
    question.withTimestamp = true;
    for (int number = 0; number < 5; ++number)
        question.items.push_back(
            itemOver("<a>1</a>", "invoice_0001_of_a_name_that_does_not_want_to_end_at_all.xml"));
    return question;
}

const std::vector<AskPlace>& places() {
    static const std::vector<AskPlace> all = {
        {"document",
         [](ConsentWorld& world) {
             service::ConsentQuestion question = documentQuestion(
                 "https://"
                 "sign.a-very-long-sub-domain.of-a-portal-with-many-parts.organisation.example.gov.kz:8443",
                 "Шарт, екі данада.\nБірінші бет.");
             question.items.front().presentSigners = {"ЕСЕПШІ ЕСЕП ЕСЕПҰЛЫ", "БАСШЫ БАС"};
             askFor(world, question);
         }},
        {"details", [](ConsentWorld& world) { world.answer(Phrase::ProblemDetails); }},
        {"unlock", [](ConsentWorld& world) { world.answer(Phrase::PortalUnlock); }},
        {"look", [](ConsentWorld& world) { world.answer(Phrase::SignLook); }},
        {"keys",
         [](ConsentWorld& world) {
             world.answer(Phrase::GoBack);
             world.answer(Phrase::SignOtherKey);
         }},
        {"unfit keys", [](ConsentWorld& world) { world.answer(Phrase::SignKeysUnfit); }},
        {"login", [](ConsentWorld& world) { askFor(world, loginQuestion()); }},
        {"hash", [](ConsentWorld& world) { askFor(world, hashQuestion()); }},
        {"several", [](ConsentWorld& world) { askFor(world, many()); }},
        {"program",
         [](ConsentWorld& world) {
             service::ConsentQuestion question = documentQuestion();
             question.caller.kind = service::Caller::Kind::Program;
             question.caller.program = "some_program_with_a_name_that_does_not_end";
             askFor(world, question);
         }},
        {"identity", [](ConsentWorld& world) { askFor(world, identityQuestion()); }},
        {"file", [](ConsentWorld& world) { askFor(world, fileQuestion()); }},
        {"no key",
         [](ConsentWorld& world) {
             service::ConsentQuestion question = documentQuestion();
             question.key.iin = "991231500707";
             askFor(world, question);
         }},
        {"blocked",
         [](ConsentWorld& world) {
             world.portalDesk().cancel();
             world.letPass(std::chrono::minutes(10));
             world.refuse("https://evil.example.com", FailureCode::LoginForOtherOrigin,
                          "https://idp.egov.kz");
         }},
    };
    return all;
}

void makeKeys(ConsentWorld& world) {
    world.putOwnKey();
    tanba::test::CertificateProfile old = tanba::test::CertificateProfile::person();
    old.notAfter = tanba::test::at("2026-05-01T00:00:00Z");
    world.putOpenedKey(old, "old.p12");
    world.putOpenedKey(tanba::test::CertificateProfile::head(), "head.p12");
}

void checkWindow(QWidget& window, text::Language language, const std::string& where) {
    checkNames(QAccessible::queryAccessibleInterface(&window), where);
    checkRoles(QAccessible::queryAccessibleInterface(&window), where);
    checkDescriptions(window, where);
    checkBuddies(window, where);
    checkColoursIn(language, window, where);
    checkWords(window, language, where);
    checkWidths(window, where);
    checkHeights(window, where);
    checkFocusOrder(window, where);
}

void checkPage(ConsentWindow& window, text::Language language, const std::string& where) {
    checkWindow(window, language, where);
    checkHelp(window.currentPage(), where);
    EXPECT_FALSE(window.accessibleDescription().isEmpty()) << where << ": who asks is read with the window";
}

class ConsentWalk : public testing::TestWithParam<text::Language> {};

TEST_P(ConsentWalk, EveryPageCanBeReadAndReached) {
    ConsentWorld world(GetParam());
    makeKeys(world);
    for (const AskPlace& place : places()) {
        place.goThere(world);
        const std::string where = std::string(place.name) + " " + std::string(text::languageName(GetParam()));
        ASSERT_TRUE(world.isAsking()) << where;
        checkPage(*world.windows().consentWindow(), GetParam(), where);
    }
}

TEST_P(ConsentWalk, ThePageThatAsksForThePinAgainCanBeReadAndReached) {
    for (const TextSize size : {TextSize::Normal, TextSize::Largest}) {
        PinWorld world(GetParam(), size);
        TwoDocuments documents;
        world.waitForPin(documents);
        if (size == TextSize::Largest)
            world.asking()->resize(world.asking()->minimumSize());
        QApplication::processEvents(); // the token goes on waiting
        QApplication::setActiveWindow(world.asking());
        checkPage(*world.asking(), GetParam(), "the PIN again");
        world.portalDesk().cancelPin();
        world.pumpUntil([&documents] { return documents.ended.load(); });
        world.appearance().choose(TextSize::Normal);
    }
}

TEST_P(ConsentWalk, TheHelpIsOpenedAndTheQuestionWaits) {
    ConsentWorld world(GetParam());
    makeKeys(world);
    world.ask(documentQuestion());
    std::vector<std::string> wanted;
    QObject::connect(&world.windows(), &PortalWindows::helpWanted,
                     [&wanted](const std::string& article) { wanted.push_back(article); });
    world.windows().consentWindow()->currentPage().helpLink().click();
    EXPECT_EQ(wanted, std::vector<std::string>{"keep-your-key"});
    EXPECT_TRUE(world.isAsking());
}

TEST_P(ConsentWalk, TheLargestTextFitsTheSmallestWindow) {
    ConsentWorld world(GetParam(), TextSize::Largest);
    makeKeys(world);
    for (const AskPlace& place : places()) {
        place.goThere(world);
        ASSERT_TRUE(world.isAsking()) << place.name;
        world.asking()->resize(world.asking()->minimumSize());
        world.settle();
        checkWidths(*world.asking(), place.name);
    }
    world.appearance().choose(TextSize::Normal);
}

/// To the offer of a series, and into it.
void walkThroughSeries(ConsentWorld& world, SeenClasses& seen) {
    for (int document = 0; document < 3; ++document) {
        const ConsentWorld::Asked& asked = world.ask(documentQuestion());
        world.agree(kSignPassword);
        ASSERT_TRUE(world.until([&asked] { return asked.answers == 1; }));
    }
    world.ask(documentQuestion());
    for (auto* check : world.asking()->findChildren<QCheckBox*>())
        if (check->text() == world.words().say(Phrase::PortalSeriesOffer))
            check->setChecked(true);
    world.settle();
    seen.look(*world.asking());
    checkPage(*world.asking(), text::Language::Kk, "a series is offered");
    world.agree(kSignPassword);
    const auto window = [&world] { return world.windows().seriesWindow(); };
    ASSERT_TRUE(world.pumpUntil([&window] { return window() != nullptr && window()->isVisible(); }));
    QApplication::setActiveWindow(window());
    seen.look(*window());
    checkWindow(*window(), text::Language::Kk, "a series");
    world.portalDesk().stopSeries();
}

TEST(ConsentWalkClasses, NothingOfTheWindowIsForgotten) {
    SeenClasses seen;
    {
        ConsentWorld world;
        makeKeys(world);
        for (const AskPlace& place : places()) {
            place.goThere(world);
            seen.look(*world.asking());
        }
    }
    {
        ConsentWorld world;
        world.putOwnKey();
        walkThroughSeries(world, seen);
    }
    PinWorld world;
    TwoDocuments documents;
    world.waitForPin(documents);
    QApplication::processEvents();
    seen.look(*world.asking());
    world.portalDesk().cancelPin();
    world.pumpUntil([&documents] { return documents.ended.load(); });
    seen.expectAll(Walk::Consent);
}

INSTANTIATE_TEST_SUITE_P(Languages, ConsentWalk,
                         testing::Values(text::Language::Kk, text::Language::Ru, text::Language::En),
                         [](const auto& test) { return std::string(text::languageName(test.param)); });

} // namespace
} // namespace tanba::gui::test
