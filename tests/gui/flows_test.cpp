#include "app/gui/pages/key_card.h"
#include "app/gui/widgets/banner.h"
#include "app/text/certificate_view.h"
#include "core/base/utf8.h"
#include "core/keys/kz_profile.h"
#include "core/keys/pkcs12.h"
#include "core/keys/pkcs12_unlock.h"
#include "tests/gui/world.h"
#include "tests/support/fixtures.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QRegularExpression>
#include <QTimer>
#include <algorithm>
#include <atomic>
#include <fstream>

namespace tanba::gui::test {
namespace {

constexpr std::string_view kOwner = "СЫНАҚОВ СЫНАҚ";

std::string opens(const std::filesystem::path& file, std::string_view password) {
    const Bytes content = tanba::test::fileContent(file);
    return tanba::test::outcome(keys::openPkcs12(content, SecretBytes::copyOf(viewOf(password))));
}

/// The card or button whose accessible name begins so.
QAbstractButton* named(MainWindow& window, const QString& beginning) {
    for (auto* button : window.findChildren<QAbstractButton*>())
        if (button->isVisible() && button->accessibleName().startsWith(beginning))
            return button;
    ADD_FAILURE() << "nothing visible is called " << beginning.toStdString();
    return nullptr;
}

void openFound(World& world, const QString& name) {
    world.press(Phrase::KeysSearch);
    if (QAbstractButton* card = named(world.window(), name))
        card->click();
    world.settle();
}

TEST(Flows, AFoundKeyIsNotReadBeforeItsPasswordIsTyped) {
    World world;
    std::atomic<int> read = 0;
    world.files().beforeReading = [&read](const std::filesystem::path& file) -> Outcome {
        read += file.extension() == ".p12" ? 1 : 0;
        return Done{};
    };
    world.putKey("Downloads/found.p12", "Right-One1");
    world.putKey("media/USB KEY/drive.p12", "Right-One1");
    openFound(world, QStringLiteral("found.p12"));
    world.drives().set({world.home() / "media" / "USB KEY"});
    world.settle();
    EXPECT_EQ(read, 0) << "its name is all that is known (SECURITY.md)";
    world.type(Phrase::KeyPassword, "Right-One1");
    world.press(Phrase::KeyUnlock);
    EXPECT_TRUE(world.visibleText().contains(fromUtf8(kOwner)));
    EXPECT_GT(read, 0);
}

TEST(Flows, AKeyIsFoundUnlockedAndItsWidelyKnownPasswordChanged) {
    World world;
    const auto file = world.putKey("Downloads/my key.p12", "123456");
    openFound(world, QStringLiteral("my key.p12"));
    EXPECT_FALSE(world.visibleText().contains(fromUtf8(kOwner))) << "names only before the password";
    EXPECT_FALSE(std::filesystem::exists(world.indexPath())) << "what was merely found is not remembered";

    world.type(Phrase::KeyPassword, "123456");
    world.press(Phrase::KeyUnlock);
    EXPECT_TRUE(world.visibleText().contains(fromUtf8(kOwner)));
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::DefaultTitle)));

    world.press(Phrase::KeyChange);
    world.type(Phrase::PasswordCurrent, "123456");
    world.type(Phrase::PasswordNew, "Berik-Dala7");
    EXPECT_FALSE(world.button(Phrase::KeyChange)->isEnabled()) << "not repeated yet";
    world.type(Phrase::PasswordRepeat, "Berik-Dala7");
    world.press(Phrase::KeyChange);
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::PasswordDoneTitle)));
    EXPECT_EQ(opens(file, "Berik-Dala7"), "ok");
    EXPECT_EQ(opens(file, "123456"), "pkcs12.wrong_password");
    world.press(Phrase::PasswordDoneBack);
    EXPECT_TRUE(world.visibleText().contains(fromUtf8(kOwner)));
}

/// How often the password of a key file is hashed, at its weakest place.
std::int64_t fewestIterations(const std::filesystem::path& file, std::string_view password) {
    const auto unlocked =
        keys::unlockPfx(tanba::test::fileContent(file), SecretBytes::copyOf(viewOf(password)), {});
    if (!unlocked.ok() || !unlocked.value().pfx.mac)
        return 0;
    std::int64_t fewest = unlocked.value().pfx.mac->scheme.iterations;
    for (const keys::Safe& safe : unlocked.value().pfx.safes)
        if (safe.encryption)
            fewest = std::min<std::int64_t>(fewest, safe.encryption->scheme.iterations);
    return fewest;
}

void changePassword(World& world, std::string_view from, std::string_view to) {
    world.type(Phrase::PasswordCurrent, from);
    world.type(Phrase::PasswordNew, to);
    world.type(Phrase::PasswordRepeat, to);
    world.press(Phrase::KeyChange);
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::PasswordDoneTitle)));
}

TEST(Flows, TheOldIterationCountIsKeptOnlyWhenWanted) {
    World world;
    const auto file = world.putKey("key.p12", "Right-One1");
    const std::int64_t before = fewestIterations(file, "Right-One1");
    ASSERT_GT(before, 0);
    ASSERT_LT(before, 200'000);
    openFound(world, QStringLiteral("key.p12"));
    world.press(Phrase::KeyChange);
    world.press(Phrase::KeyDetails);
    world.press(Phrase::PasswordKeep);
    changePassword(world, "Right-One1", "Berik-Dala7");
    EXPECT_EQ(fewestIterations(file, "Berik-Dala7"), before);

    world.window().keysArea().showPassword(file);
    world.settle();
    EXPECT_FALSE(world.window().findChild<QCheckBox*>()->isChecked()) << "asked anew each time";
    changePassword(world, "Berik-Dala7", "Aidyn-Kol9");
    EXPECT_GE(fewestIterations(file, "Aidyn-Kol9"), 200'000);
}

TEST(Flows, TheCardOfAKeyTellsWhatItIsForAndInWhichRole) {
    World world;
    const auto unlocked = [&world](const tanba::test::CertificateProfile& profile, const std::string& name) {
        const auto file = world.putKeyOf(profile, name, "Right-One1");
        world.shelf().chosen(file);
        world.window().go(Place::Keys);
        world.window().keysArea().showKey(file);
        world.type(Phrase::KeyPassword, "Right-One1");
        world.press(Phrase::KeyUnlock);
    };
    unlocked(tanba::test::CertificateProfile::rsaLogin(), "AUTH.p12");
    unlocked(tanba::test::CertificateProfile::rsaSigning(), "RSA.p12");
    unlocked(tanba::test::CertificateProfile::head(), "GOST.p12");
    world.window().keysArea().showList(ListPurpose::Look);
    world.settle();
    const auto toldOf = [&world](const char* name) {
        for (const auto* card : world.window().findChildren<KeyCard*>())
            if (card->isVisible() && card->path().filename() == name)
                return card->accessibleDescription();
        return QString();
    };
    const auto begins = [&world, &toldOf](const char* name, Phrase use) {
        return toldOf(name).startsWith(world.words().say(use));
    };
    EXPECT_TRUE(begins("AUTH.p12", Phrase::UseLogin)) << toldOf("AUTH.p12").toStdString();
    EXPECT_TRUE(begins("RSA.p12", Phrase::UseSigning)) << toldOf("RSA.p12").toStdString();
    const text::CertificateWords words(text::TextTable::builtIn(), world.words().language());
    for (const KeyEntry& entry : world.shelf().entries())
        for (const std::string& role : words.roles(keys::kzProfile(entry.certificates.front())))
            EXPECT_TRUE(toldOf(entry.path.filename().c_str()).contains(fromUtf8(role))) << role;
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::UseLogin))) << "and it can be seen";
}

TEST(Flows, ASearchTellsHowFarItIsAndStopsWhenAsked) {
    World world;
    world.putKey("a/first.p12", "Right-One1");
    for (int number = 0; number < 2500; ++number) // more than a moment's work
        std::filesystem::create_directories(world.home() / "b" / std::to_string(number));
    world.window().go(Place::Keys);
    world.button(Phrase::KeysSearch)->click();
    QAbstractButton* stop = world.button(Phrase::KeysStop);
    ASSERT_NE(stop, nullptr);
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::KeysSearchPlaces)))
        << "in words, from the first moment";
    stop->click();
    world.settle();
    bool stopped = false;
    for (const char* count : {"0", "1"})
        stopped = stopped || world.visibleText().contains(
                                 world.words().say(Phrase::KeysSearchStopped, {{"count", count}}));
    EXPECT_TRUE(stopped) << world.visibleText().toStdString();
    EXPECT_TRUE(world.button(Phrase::KeysSearch)->isEnabled()) << "it can begin anew";
    world.press(Phrase::KeysSearch);
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::KeysSearchDone, {{"count", "1"}})));
}

TEST(Flows, AFolderThatWasAddedInTheSettingsIsSearchedToo) {
    World world;
    const auto elsewhere = tanba::test::scratchFolder();
    std::filesystem::copy_file(world.putKey("key.p12", "Right-One1"), elsewhere / "far.p12");
    world.window().go(Place::Settings);
    world.settle();
    // The dialog is another program's on most desktops; here it is Qt's own, and answers at once.
    QTimer::singleShot(0, &world.window(), [&elsewhere] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        ASSERT_NE(dialog, nullptr);
        dialog->setDirectory(QString::fromStdString(elsewhere.string()));
        dialog->selectFile(QString::fromStdString(elsewhere.string()));
        static_cast<QDialog*>(dialog)->done(QDialog::Accepted);
    });
    world.press(Phrase::SettingsAddFolder);
    ASSERT_EQ(world.settings().get(platform::settings::kFolders),
              QStringList{QString::fromStdString(elsewhere.string())});
    EXPECT_TRUE(world.visibleText().contains(QString::fromStdString(elsewhere.string())));
    world.window().go(Place::Keys);
    world.settle();
    openFound(world, QStringLiteral("far.p12"));
    world.type(Phrase::KeyPassword, "Right-One1");
    world.press(Phrase::KeyUnlock);
    EXPECT_TRUE(world.visibleText().contains(fromUtf8(kOwner)));
}

TEST(Flows, TheSizeOfTheTextIsOfferedAtTheFirstStartAndThenNoMore) {
    World world;
    world.settings().set(platform::settings::kTextSizeAsked, false);
    emit world.shelf().changed(); // Home looks again
    world.settle();
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::TextSizeTitle)));
    EXPECT_EQ(world.attendant().board().count(), 0) << "a hint, which the tray does not count";
    world.press(Phrase::SizeLarge);
    EXPECT_EQ(world.appearance().textSize(), TextSize::Large);
    EXPECT_FALSE(world.visibleText().contains(world.words().say(Phrase::TextSizeTitle)));
    EXPECT_TRUE(world.settings().get(platform::settings::kTextSizeAsked));
    world.appearance().choose(TextSize::Normal);
}

TEST(Flows, AWrongPasswordIsSaidWhereItWasTypedAndTheFileStays) {
    World world;
    const auto file = world.putKey("key.p12", "Right-One1");
    const Bytes before = tanba::test::fileContent(file);
    openFound(world, QStringLiteral("key.p12"));
    world.type(Phrase::KeyPassword, "wrong");
    world.press(Phrase::KeyUnlock);
    const QString sentence = fromUtf8(world.words().sentence(fail(FailureCode::Pkcs12WrongPassword)).what);
    EXPECT_TRUE(world.visibleText().contains(sentence));
    SecretLineEdit* field = world.field(Phrase::KeyPassword);
    ASSERT_NE(field, nullptr);
    EXPECT_EQ(QApplication::focusWidget(), field) << "one can type again at once";
    EXPECT_TRUE(field->allSelected());
    EXPECT_EQ(field->accessibleDescription(), sentence) << "a screen reader hears it with the field";
    EXPECT_EQ(tanba::test::fileContent(file), before);

    world.type(Phrase::KeyPassword, "Right-One1");
    world.press(Phrase::KeyUnlock);
    EXPECT_TRUE(world.visibleText().contains(fromUtf8(kOwner)));
    EXPECT_FALSE(world.visibleText().contains(sentence)) << "the old trouble is gone";
}

TEST(Flows, AWrongCurrentPasswordChangesNothing) {
    World world;
    const auto file = world.putKey("key.p12", "Right-One1");
    const Bytes before = tanba::test::fileContent(file);
    openFound(world, QStringLiteral("key.p12"));
    world.press(Phrase::KeyChange);
    world.type(Phrase::PasswordCurrent, "Wrong-One1");
    world.type(Phrase::PasswordNew, "Berik-Dala7");
    world.type(Phrase::PasswordRepeat, "Berik-Dala7");
    world.press(Phrase::KeyChange);
    EXPECT_TRUE(world.visibleText().contains(
        fromUtf8(world.words().sentence(fail(FailureCode::Pkcs12WrongPassword)).what)));
    EXPECT_EQ(tanba::test::fileContent(file), before);
}

TEST(Flows, APasswordThatEverybodyKnowsIsNotTaken) {
    World world;
    world.putKey("key.p12", "Right-One1");
    openFound(world, QStringLiteral("key.p12"));
    world.press(Phrase::KeyChange);
    world.type(Phrase::PasswordCurrent, "Right-One1");
    world.type(Phrase::PasswordNew, "Qwerty12");
    world.type(Phrase::PasswordRepeat, "Qwerty12");
    EXPECT_FALSE(world.button(Phrase::KeyChange)->isEnabled());
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::RemarkPublished)));
}

TEST(Flows, WhatIsRememberedIsReadAtTheNextStart) {
    const text::Language language = text::Language::Kk;
    World world(language);
    const auto file = world.putKey("key.p12", "Right-One1");
    openFound(world, QStringLiteral("key.p12"));
    world.type(Phrase::KeyPassword, "Right-One1");
    world.press(Phrase::KeyUnlock);
    DiskFileStore files;
    const FixedClock clock(world.shelf().now());
    TaskRunner tasks;
    const KeyShelf next(files, clock, tasks, world.indexPath());
    ASSERT_NE(next.find(file), nullptr);
    EXPECT_EQ(next.find(file)->certificates.size(), 1U);
    const auto permissions = std::filesystem::status(world.indexPath()).permissions();
    EXPECT_EQ(permissions & std::filesystem::perms::all,
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(Flows, AnExpiringKeyStandsOnHome) {
    World world;
    world.putKey("soon.p12", "Right-One1", "2026-06-27T12:00:00Z"); // a week after the clock of the test
    openFound(world, QStringLiteral("soon.p12"));
    world.type(Phrase::KeyPassword, "Right-One1");
    world.press(Phrase::KeyUnlock);
    const QString words = world.words().say(Phrase::KeySoonTitle, {{"days", "7"}});
    EXPECT_TRUE(world.visibleText().contains(words)) << world.visibleText().toStdString();
    world.window().go(Place::Home);
    world.settle();
    EXPECT_NE(named(world.window(), fromUtf8(kOwner)), nullptr);
    EXPECT_FALSE(world.visibleText().contains(world.words().say(Phrase::HomeCalmTitle)));
}

TEST(Flows, TheSiteForRenewalIsOpenedOnlyOnRequest) {
    World world;
    world.putKey("old.p12", "Right-One1", "2026-06-01T12:00:00Z");
    openFound(world, QStringLiteral("old.p12"));
    world.type(Phrase::KeyPassword, "Right-One1");
    world.press(Phrase::KeyUnlock);
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::KeyExpiredTitle)));
    EXPECT_TRUE(world.opened().empty());
    world.press(Phrase::KeyRenewLink);
    ASSERT_EQ(world.opened().size(), 1U);
    EXPECT_EQ(world.opened().front(), QUrl(QStringLiteral("https://pki.gov.kz")));
}

TEST(Flows, AFileThatIsNoKeyIsRefusedInWords) {
    World world;
    const auto file = world.home() / "letter.p12";
    std::ofstream(file) << "Dear all";
    world.window().openFiles({QString::fromStdString(file.string())});
    world.settle();
    const Failure failure = fail(FailureCode::Pkcs12NotPkcs12, "letter.p12");
    EXPECT_TRUE(world.visibleText().contains(fromUtf8(world.words().sentence(failure).what)));
    EXPECT_TRUE(world.shelf().empty());
    world.press(Phrase::ProblemDetails);
    world.press(Phrase::ProblemCopy);
    EXPECT_TRUE(QApplication::clipboard()->text().contains(QStringLiteral("pkcs12.not_pkcs12")));
    EXPECT_FALSE(QApplication::clipboard()->text().contains(fromUtf8(world.home().string())));
    QApplication::clipboard()->clear();
}

TEST(Flows, ASearchThatFindsNothingSaysWhatToDo) {
    World world;
    world.press(Phrase::KeysSearch);
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::KeysNoneTitle)));
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::KeysNoneText)));
}

TEST(Flows, AKeyThatWentAwayIsShownAsSuch) {
    World world;
    const auto file = world.putKey("key.p12", "Right-One1");
    openFound(world, QStringLiteral("key.p12"));
    std::filesystem::remove(file);
    world.shelf().setPresence(file, Presence::Gone);
    world.settle();
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::KeyMissingTitle)));
    EXPECT_FALSE(world.button(Phrase::KeyChange)->isEnabled());
}

TEST(Flows, TheLanguageChangesEverywhereAtOnce) {
    World world;
    world.putKey("key.p12", "Right-One1");
    world.window().go(Place::Settings);
    world.settle();
    auto* box = world.window().findChildren<QComboBox*>().front();
    ASSERT_EQ(box->currentText(), QStringLiteral("Қазақша"));
    box->setCurrentIndex(1);
    emit box->activated(1);
    world.settle();
    EXPECT_EQ(world.words().language(), text::Language::Ru);
    for (const Place place : {Place::Home, Place::Keys, Place::Settings}) {
        world.window().go(place);
        world.settle();
        // Letters that Russian does not have.
        const QString text = world.visibleText().remove(QStringLiteral("Қазақша"));
        EXPECT_FALSE(text.contains(QRegularExpression(QStringLiteral("[ӘәҒғҚқҢңӨөҰұҮүҺһІі]"))))
            << text.toStdString();
    }
    EXPECT_EQ(world.settings().get(platform::settings::kLanguage), QStringLiteral("ru"));
}

TEST(Flows, AutostartIsAFileThatComesAndGoes) {
    World world;
    world.window().go(Place::Settings);
    world.settle();
    auto* box = qobject_cast<QCheckBox*>(world.button(Phrase::SettingsAutostart));
    ASSERT_NE(box, nullptr);
    const auto entry = world.home() / "autostart" / "tanba.desktop";
    box->click();
    world.settle();
    EXPECT_TRUE(std::filesystem::exists(entry));
    EXPECT_NE(
        std::string(asText(tanba::test::fileContent(entry))).find("Exec=\"/usr/bin/tanba\" --background"),
        std::string::npos);
    box->click();
    world.settle();
    EXPECT_FALSE(std::filesystem::exists(entry));
}

TEST(Flows, ForgettingAsksFirstAndLeavesTheFiles) {
    World world;
    const auto file = world.putKey("key.p12", "Right-One1");
    world.shelf().chosen(file);
    world.window().go(Place::Settings);
    world.press(Phrase::SettingsForgetAll);
    EXPECT_FALSE(world.shelf().empty());
    world.press(Phrase::SettingsForgetYes);
    EXPECT_TRUE(world.shelf().empty());
    EXPECT_TRUE(std::filesystem::exists(file));
}

TEST(Flows, APasswordDoesNotStayInAKeyThatWasLeft) {
    World world;
    world.putKey("key.p12", "Right-One1");
    openFound(world, QStringLiteral("key.p12"));
    world.type(Phrase::KeyPassword, "Right-One1");
    const QPointer<SecretLineEdit> field = world.field(Phrase::KeyPassword);
    world.window().go(Place::Home);
    world.settle();
    ASSERT_TRUE(field);
    EXPECT_TRUE(field->isEmpty());
}

TEST(Flows, PasswordsDoNotStayInAChangeThatWasLeft) {
    World world;
    world.putKey("key.p12", "Right-One1");
    openFound(world, QStringLiteral("key.p12"));
    world.press(Phrase::KeyChange);
    std::vector<QPointer<SecretLineEdit>> fields;
    for (const Phrase name : {Phrase::PasswordCurrent, Phrase::PasswordNew, Phrase::PasswordRepeat}) {
        world.type(name, "Right-One1");
        fields.emplace_back(world.field(name));
    }
    world.window().go(Place::Help);
    world.settle();
    for (const QPointer<SecretLineEdit>& field : fields) {
        ASSERT_TRUE(field);
        EXPECT_TRUE(field->isEmpty());
    }
}

TEST(Flows, HelpFindsAnArticleAndOpensIt) {
    World world(text::Language::Ru);
    world.window().go(Place::Help);
    world.settle();
    auto* search = world.window().findChild<QLineEdit*>();
    ASSERT_NE(search, nullptr);
    search->setText(QStringLiteral("роуминг"));
    world.settle();
    QAbstractButton* card = named(world.window(), QStringLiteral("Вход из-за границы"));
    ASSERT_NE(card, nullptr);
    card->click();
    world.settle();
    EXPECT_TRUE(world.visibleText().contains(QStringLiteral("роуминг")));
    search->setText(QStringLiteral("абракадабра"));
    world.press(Phrase::HelpBack);
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::HelpNothing)));
}

TEST(Flows, ForgottenPasswordIsTwoPressesAway) {
    World world;
    world.putKey("key.p12", "Right-One1");
    openFound(world, QStringLiteral("key.p12"));
    world.press(Phrase::KeyForgot);
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::ForgotLead)));
    world.press(Phrase::ForgotBack);
    EXPECT_NE(world.field(Phrase::KeyPassword), nullptr) << "back where one was";
}

} // namespace
} // namespace tanba::gui::test
