#include "core/keys/kz_profile.h"
#include "tests/gui/cards_world.h"
#include "tests/gui/check_world.h"
#include "tests/gui/login_world.h"
#include "tests/gui/portals_steps.h"
#include "tests/gui/sign_world.h"
#include "tests/gui/walk.h"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <QAccessible>
#include <QApplication>

namespace tanba::gui::test {
namespace {

/// Every place that a person can come to, with a name for the messages.
struct Spot {
    std::string name;
    std::function<void(World&)> goThere;
};

std::filesystem::path anyKey(World& world) {
    return world.shelf().entries().front().path;
}

void unlockFirst(World& world) {
    world.window().go(Place::Keys);
    world.window().keysArea().showKey(anyKey(world));
    world.type(Phrase::KeyPassword, "Right-One1");
    world.press(Phrase::KeyUnlock);
}

/// The question where a key should go.
void moveFromDownloads(World& world) {
    world.shelf().chosen(world.putKey("Downloads/other.p12", "Right-One1"));
    world.window().showAdvice(AdvicePlace::Hygiene);
    world.settle();
    world.press(Phrase::HygieneMove);
}

void sayItIsAnothersKey(World& world) {
    for (const KeyEntry& entry : world.shelf().entries())
        if (!entry.certificates.empty()) {
            world.person().sayOther(keys::kzProfile(entry.certificates.front()).owner);
            world.window().go(Place::Keys);
            world.window().keysArea().showKey(entry.path);
            return;
        }
    ADD_FAILURE() << "no key was unlocked";
}

/// Everything that Home can have to tell at once.
void homeWithNews(World& world) {
    world.putKey("media/USB KEY/key.p12", "Right-One1");
    world.drives().set({world.home() / "media" / "USB KEY"});
    world.attendant().yearly().setEnabled(true);
    world.waitUntil("2027-01-28T12:00:00Z");
    world.setClock("2027-01-28T10:00:00Z");
    world.window().go(Place::Home);
}

const std::vector<Spot>& spots() {
    static const std::vector<Spot> all = {
        {"empty home", [](World& world) { world.window().go(Place::Home); }},
        {"empty keys", [](World& world) { world.window().go(Place::Keys); }},
        {"keys",
         [](World& world) {
             world.shelf().chosen(world.putKey("key.p12", "Right-One1"));
             world.window().go(Place::Keys);
         }},
        {"home", [](World& world) { world.window().go(Place::Home); }},
        {"locked key",
         [](World& world) {
             world.window().go(Place::Keys);
             world.window().keysArea().showKey(anyKey(world));
         }},
        {"wrong password",
         [](World& world) {
             world.type(Phrase::KeyPassword, "nonsense");
             world.press(Phrase::KeyUnlock);
         }},
        {"password change", [](World& world) { world.window().keysArea().showPassword(anyKey(world)); }},
        {"forgotten password", [](World& world) { world.window().keysArea().showForgotten(); }},
        {"known key", unlockFirst},
        {"expiry", [](World& world) { world.press(Phrase::KeyDates); }},
        {"safety", [](World& world) { world.window().showAdvice(AdvicePlace::Overview); }},
        {"lost key", [](World& world) { world.window().showAdvice(AdvicePlace::Lost); }},
        {"unknown SMS", [](World& world) { world.window().showAdvice(AdvicePlace::UnknownSms); }},
        {"my keys", [](World& world) { world.window().showAdvice(AdvicePlace::MyKeys); }},
        {"where keys lie", [](World& world) { world.window().showAdvice(AdvicePlace::Hygiene); }},
        {"a key that lies badly", moveFromDownloads},
        {"do not hand over", [](World& world) { world.window().showAdvice(AdvicePlace::HandOver); }},
        {"once a year", [](World& world) { world.window().showAdvice(AdvicePlace::Yearly); }},
        {"own key", [](World& world) { world.window().showAdvice(AdvicePlace::OwnKey); }},
        {"roles", [](World& world) { world.window().showAdvice(AdvicePlace::Roles); }},
        {"fines", [](World& world) { world.window().showAdvice(AdvicePlace::Fines); }},
        {"somebody else's key", sayItIsAnothersKey},
        {"readers", goToReaders},
        {"reader with a card", goToReaderWithCard},
        {"card without certificate", goToCardWithoutCertificate},
        {"giving a certificate", goToAdopt},
        {"report on a card", goToSurvey},
        {"report made", goToReport},
        {"card with a PIN", goToCardWithPin},
        {"wrong PIN", goToWrongPin},
        {"unblocking", goToUnblock},
        {"demonstration card", goToDemonstration},
        {"signing", goToSignEmpty},
        {"documents to sign", goToSignList},
        {"consent", goToSignConsent},
        {"wrong password of a signing key", goToSignWrongPassword},
        {"keys to sign with", goToSignKeys},
        {"a document to be signed", goToSignPreview},
        {"documents signed", goToSignDone},
        {"journal of signatures", goToSignJournal},
        {"erasing the journal", goToSignJournalErase},
        {"check of a signature", goToCheckStart},
        {"valid signature", goToValid},
        {"changed document", goToChanged},
        {"question before the internet", goToUnasked},
        {"two signers", goToTwoSigners},
        {"missing document", goToMissing},
        {"list of checked files", goToCheckList},
        {"a PDF without signature", goToPlainPdf},
        {"a damaged signed file", goToDamaged},
        {"files checked before", goToCheckStart},
        {"portals", goToPortals},
        {"a portal", goToOnePortal},
        {"question about abroad", goToAbroadQuestion},
        {"abroad", goToAbroad},
        {"getting ready for a portal", goToEnter},
        {"keys to enter with", goToEnterKeys},
        {"at the portal's page", goToUnderway},
        {"adding a portal", goToAddPortal},
        {"a portal that answered", goToFoundPortal},
        {"an added portal", goToAddedPortal},
        {"help", [](World& world) { world.window().go(Place::Help); }},
        {"settings", [](World& world) { world.window().go(Place::Settings); }},
        {"home with news", homeWithNews},
    };
    return all;
}

class EveryLanguage : public testing::TestWithParam<text::Language> {};

/// A part that is shown before it has a parent is a window for a moment: it flashes, and takes the focus with
/// it.
class NoPassingWindows : public QObject {
  public:
    NoPassingWindows() { qApp->installEventFilter(this); }
    std::string where;

  protected:
    bool eventFilter(QObject* object, QEvent* event) override {
        const auto* widget = event->type() == QEvent::Show ? qobject_cast<QWidget*>(object) : nullptr;
        if (widget != nullptr && widget->windowType() == Qt::Window &&
            qobject_cast<const MainWindow*>(widget) == nullptr)
            ADD_FAILURE() << where << ": a " << widget->metaObject()->className() << " was a window";
        return false;
    }
};

TEST_P(EveryLanguage, EveryPageCanBeReadAndReached) {
    World world(GetParam());
    NoPassingWindows noPassingWindows;
    for (const Spot& spot : spots()) {
        const std::string where = spot.name + " (" + std::string(text::languageName(GetParam())) + ")";
        noPassingWindows.where = where;
        spot.goThere(world);
        world.settle();
        checkNames(QAccessible::queryAccessibleInterface(&world.window()), where);
        checkBuddies(world.window(), where);
        checkWidths(world.window(), where);
        checkHeights(world.window(), where);
        checkFocusOrder(world.window(), where);
    }
}

TEST_P(EveryLanguage, TheLargestTextFitsTheSmallestWindow) {
    World world(GetParam());
    world.appearance().choose(TextSize::Largest);
    world.window().resize(720, 520);
    for (const Spot& spot : spots()) {
        spot.goThere(world);
        world.settle();
        checkWidths(world.window(), spot.name);
    }
    world.appearance().choose(TextSize::Normal);
}

INSTANTIATE_TEST_SUITE_P(Languages, EveryLanguage,
                         testing::Values(text::Language::Kk, text::Language::Ru, text::Language::En),
                         [](const auto& test) { return std::string(text::languageName(test.param)); });

TEST(Walk, FindsANamelessControl) {
    // The walk itself must be able to fail.
    EXPECT_NONFATAL_FAILURE(
        {
            QWidget own;
            new Button(ButtonKind::Plain, Icon::Add, &own);
            own.show();
            checkNames(QAccessible::queryAccessibleInterface(&own), "walk");
        },
        "a control without a name");
}

} // namespace
} // namespace tanba::gui::test
