#include "app/gui/widgets/card.h"
#include "core/guidance/help_articles.h"
#include "core/keys/kz_profile.h"
#include "tests/gui/cards_world.h"
#include "tests/gui/check_world.h"
#include "tests/gui/login_world.h"
#include "tests/gui/portals_steps.h"
#include "tests/gui/seen_classes.h"
#include "tests/gui/sign_world.h"
#include "tests/gui/token_steps.h"
#include "tests/gui/walk.h"

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPalette>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace tanba::gui::test {
namespace {

/// Whether anything still goes on where a person has come.
enum class Work { Ended, GoesOn };

/// Every place that a person can come to, with a name for the messages.
struct Spot {
    std::string name;
    std::function<void(World&)> goThere;
    Work work = Work::Ended;
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

/// A key that lies on the computer for longer than it was good for.
void goToExpired(World& world) {
    for (const ExpiringKey& key : world.attendant().expiry().keys())
        if (key.judgement.state == guidance::ExpiryState::Expired) {
            world.window().go(Place::Keys);
            world.window().keysArea().showExpiry(key.id);
            return;
        }
    ADD_FAILURE() << "no key has expired";
}

std::vector<Spot> withEveryArticle(std::vector<Spot> spots) {
    for (const guidance::HelpArticle& article : guidance::helpArticles(guidance::HelpLanguage::English))
        spots.push_back({"help: " + article.topic->id,
                         [id = article.topic->id](World& world) { world.window().showHelp(id); }});
    return spots;
}

const std::vector<Spot>& spots() {
    static const std::vector<Spot> all = withEveryArticle({
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
        {"a new password", [](World& world) { world.type(Phrase::PasswordNew, "Berik1"); }},
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
        {"a reader with keys", goToPinPad},
        {"demonstration card", goToDemonstration},
        {"signing", goToSignEmpty},
        {"documents to sign", goToSignList},
        {"consent", goToSignConsent},
        {"wrong password of a signing key", goToSignWrongPassword},
        {"keys to sign with", goToSignKeys},
        {"a document to be signed", goToSignPreview},
        {"documents being signed", goToSignUnderway, Work::GoesOn},
        {"signing that was stopped", goToSignStopped},
        {"documents signed", goToSignDone},
        {"printing without a printer", goToPrintNone},
        {"printing", goToPrint},
        {"journal of signatures", goToSignJournal},
        {"erasing the journal", goToSignJournalErase},
        {"a picture to be signed", goToSignPicture},
        {"a key with a role", goToSignRole},
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
        {"keys for a login", goToLoginKeys},
        {"consent to a login", goToLoginConsent},
        {"a login that the portal refuses", goToLoginRefused},
        {"two ways to confirm a login", goToLoginFactors},
        {"code from an SMS", goToLoginSms},
        {"wrong code", goToLoginWrongCode},
        {"no SMS comes", goToLoginTrouble},
        {"expired code", goToLoginExpired},
        {"QR code of a login", goToLoginQr},
        {"large QR code", goToLoginQrLarge},
        {"QR code that was declined", goToLoginQrOver},
        {"inside the portal", goToLoginInside},
        {"help", [](World& world) { world.window().go(Place::Help); }},
        {"settings", [](World& world) { world.window().go(Place::Settings); }},
        {"question before all is forgotten", [](World& world) { world.press(Phrase::SettingsForgetAll); }},
        {"modules of tokens", goToModules},
        {"token that may hide key files", goToHiddenFiles},
        {"home with news", homeWithNews},
        {"a key whose time is over", goToExpired},
    });
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

void go(World& world, const Spot& spot) {
    spot.goThere(world);
    if (spot.work == Work::Ended)
        world.settle();
    for (int round = 0; round < 4; ++round) // what is laid out anew is laid out in the next round
        QApplication::processEvents();
}

TEST_P(EveryLanguage, EveryPageCanBeReadAndReached) {
    World world(GetParam());
    NoPassingWindows noPassingWindows;
    SeenClasses seen;
    for (const Spot& spot : spots()) {
        const std::string where = spot.name + " (" + std::string(text::languageName(GetParam())) + ")";
        noPassingWindows.where = where;
        go(world, spot);
        seen.look(world.window());
        checkNames(QAccessible::queryAccessibleInterface(&world.window()), where);
        checkRoles(QAccessible::queryAccessibleInterface(&world.window()), where);
        checkDescriptions(world.window(), where);
        checkBuddies(world.window(), where);
        checkColoursIn(GetParam(), world.window(), where);
        checkWords(world.window(), GetParam(), where);
        checkWidths(world.window(), where);
        checkHeights(world.window(), where);
        checkFocusOrder(world.window(), where);
        checkHelp(world.window().currentPage(), where);
    }
    seen.expectAll(Walk::Shell);
}

TEST_P(EveryLanguage, TheLargestTextFitsTheSmallestWindow) {
    World world(GetParam());
    world.appearance().choose(TextSize::Largest);
    world.window().resize(720, 520);
    for (const Spot& spot : spots()) {
        go(world, spot);
        checkWidths(world.window(), spot.name);
    }
    world.appearance().choose(TextSize::Normal);
}

INSTANTIATE_TEST_SUITE_P(Languages, EveryLanguage,
                         testing::Values(text::Language::Kk, text::Language::Ru, text::Language::En),
                         [](const auto& test) { return std::string(text::languageName(test.param)); });

/// What a check says about a window with these parts, the first of which has the focus. The walk itself must
/// be able to fail.
std::string saidOf(const std::vector<QWidget*>& parts, const std::function<void(QWidget&)>& check) {
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    for (QWidget* part : parts)
        column->addWidget(part);
    window.show();
    QApplication::setActiveWindow(&window);
    parts.front()->setFocus();
    testing::TestPartResultArray results;
    {
        const testing::ScopedFakeTestPartResultReporter reporter(
            testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &results);
        check(window);
    }
    std::string said;
    for (int index = 0; index < results.size(); ++index)
        said += results.GetTestPartResult(index).message();
    return said;
}

using testing::HasSubstr;

void namesOf(QWidget& window) {
    checkNames(QAccessible::queryAccessibleInterface(&window), "walk");
}
void rolesOf(QWidget& window) {
    checkRoles(QAccessible::queryAccessibleInterface(&window), "walk");
}
void descriptionsOf(QWidget& window) {
    checkDescriptions(window, "walk");
}
void buddiesOf(QWidget& window) {
    checkBuddies(window, "walk");
}
void focusOf(QWidget& window) {
    checkFocusOrder(window, "walk");
}
void pairsOf(QWidget& window) {
    checkColours(window, "walk");
}

Button* namedButton() {
    auto* button = new Button(ButtonKind::Plain);
    button->setText(QStringLiteral("Go"));
    return button;
}

TEST(Walk, FindsANamelessControl) {
    EXPECT_THAT(saidOf({new Button(ButtonKind::Plain, Icon::Add)}, namesOf),
                HasSubstr("a control without a name"));
    EXPECT_EQ(saidOf({namedButton()}, namesOf), "");
}

TEST(Walk, FindsAControlWithoutARole) {
    auto* bare = new QWidget;
    bare->setFocusPolicy(Qt::StrongFocus);
    bare->setAccessibleName(QStringLiteral("Something"));
    EXPECT_THAT(saidOf({bare}, rolesOf), HasSubstr("a control without a role"));
    EXPECT_EQ(saidOf({namedButton()}, rolesOf), "");
}

TEST(Walk, FindsWhatIsNotDescribed) {
    auto* card = new CardButton;
    auto* inside = new QVBoxLayout(card);
    for (const char* line : {"A key", "For signing"}) {
        auto* text = new Text(TypeRole::Body);
        text->setText(QString::fromLatin1(line));
        inside->addWidget(text);
    }
    card->setAccessibleName(QStringLiteral("A key"));
    EXPECT_THAT(saidOf({card}, descriptionsOf), HasSubstr("several lines without a description"));
    auto* echo = namedButton();
    echo->setAccessibleName(QStringLiteral("Go"));
    echo->setAccessibleDescription(QStringLiteral("Go"));
    EXPECT_THAT(saidOf({echo}, descriptionsOf), HasSubstr("the description repeats the name"));
}

TEST(Walk, FindsALabelTiedToNothing) {
    const auto label = [] {
        auto* text = new Text(TypeRole::Body);
        text->setText(QStringLiteral("Language"));
        return text;
    };
    EXPECT_THAT(saidOf({label(), new QComboBox}, buddiesOf), HasSubstr("a choice whose label"));
    EXPECT_THAT(saidOf({label(), new QLineEdit}, buddiesOf), HasSubstr("a field whose label"));
    auto* tied = label();
    auto* box = new QComboBox;
    tied->setBuddy(box);
    EXPECT_EQ(saidOf({tied, box}, buddiesOf), "");
    auto* hiddenBox = new QComboBox;
    auto* toHidden = label();
    toHidden->setBuddy(hiddenBox);
    const std::string said = saidOf({toHidden, hiddenBox}, [hiddenBox](QWidget& window) {
        hiddenBox->hide();
        buddiesOf(window);
    });
    EXPECT_THAT(said, HasSubstr("tied to something hidden"));
}

TEST(Walk, FindsATrapOfFocus) {
    // Tab is a character in it, as in any editor that nobody thought about.
    EXPECT_THAT(saidOf({new QPlainTextEdit, namedButton()}, focusOf), HasSubstr("focus is trapped"));
    EXPECT_EQ(saidOf({namedButton(), namedButton()}, focusOf), "");
}

TEST(Walk, FindsAPairOfColoursThatIsNotInTheList) {
    const auto cardWith = [](CardKind kind, Tone tone) {
        auto* card = new Card(kind);
        auto* inside = new QVBoxLayout(card);
        auto* text = new Text(TypeRole::Body, tone);
        text->setText(QStringLiteral("Words"));
        inside->addWidget(text);
        return card;
    };
    EXPECT_THAT(saidOf({cardWith(CardKind::Info, Tone::Bad)}, pairsOf), HasSubstr("no such pair of colours"));
    EXPECT_EQ(saidOf({cardWith(CardKind::Bad, Tone::Bad)}, pairsOf), "");
}

TEST(Walk, SeesTheColoursOfWhatIsNoText) {
    theme().apply(Scheme::Light, TextSize::Normal);
    auto* pale = new QLineEdit;
    QPalette palette = pale->palette();
    palette.setColor(QPalette::Text, theme().colour(&Colours::line));
    pale->setPalette(palette);
    pale->setText(QStringLiteral("Words"));
    EXPECT_THAT(saidOf({namedButton(), pale}, pairsOf), HasSubstr("no such pair of colours"));
    auto* usual = new QLineEdit;
    usual->setText(QStringLiteral("Words"));
    EXPECT_EQ(saidOf({namedButton(), usual}, pairsOf), "");
}

TEST(Walk, FindsAWordThatNoTextHas) {
    const auto wordsIn = [](text::Language language) {
        return [language](QWidget& window) { checkWords(window, language, "walk"); };
    };
    auto* button = namedButton();
    button->setText(QStringLiteral("Wrongly literal"));
    EXPECT_THAT(saidOf({button}, wordsIn(text::Language::Kk)), HasSubstr("literal in «Wrongly literal»"));
    auto* russian = namedButton();
    russian->setText(Words(text::Language::Ru).say(Phrase::NavKeys));
    EXPECT_EQ(saidOf({russian}, wordsIn(text::Language::Ru)), "");
    auto* strange = namedButton();
    strange->setText(Words(text::Language::Ru).say(Phrase::NavKeys));
    EXPECT_THAT(saidOf({strange}, wordsIn(text::Language::Kk)), HasSubstr("no text of this language"));
}

TEST(Walk, KnowsTheClassesOfTheSources) {
    EXPECT_EQ(widgetsDeclaredIn("class One : public QFrame {\n    Q_OBJECT\n};\n"
                                "class Two : public One, public Host {\n    Q_OBJECT\n};\n"
                                "class Three : public QObject {\n    Q_OBJECT\n};\n"),
              (std::vector<std::string>{"One", "Two"}));
    expectAWalkForEveryFolder();
}

} // namespace
} // namespace tanba::gui::test
