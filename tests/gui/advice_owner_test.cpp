#include "core/guidance/help_articles.h"
#include "tests/gui/advice_steps.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <algorithm>

namespace tanba::gui::test {
namespace {

using guidance::KeyOwnership;

constexpr std::string_view kName = "СЫНАҚОВ СЫНАҚ СЫНАҚҰЛЫ";
constexpr std::string_view kOtherName = "БАСҚАЕВ БАСҚА";

tanba::test::CertificateProfile somebodyElse() {
    tanba::test::CertificateProfile profile = tanba::test::CertificateProfile::person();
    profile.commonName = kOtherName;
    profile.surname = "БАСҚАЕВ";
    profile.patronymic.clear();
    profile.iin = "991231500707";
    return profile;
}

/// A key of the usual person, unlocked.
std::filesystem::path unlockOwn(World& world) {
    const auto file = world.putKey("own.p12", "Right-One1");
    unlockKey(world, file, "Right-One1");
    return file;
}

std::filesystem::path unlockOther(World& world) {
    const auto file = world.putKeyOf(somebodyElse(), "other.p12", "Right-One1");
    unlockKey(world, file, "Right-One1");
    return file;
}

TEST(AdviceOwner, IsAskedOnceAfterTheFirstUnlockAndRemembered) {
    World world;
    const auto file = unlockOwn(world);
    EXPECT_TRUE(shows(world, Phrase::OwnerAskTitle));
    EXPECT_TRUE(shows(world, Phrase::OwnerAskText, {{"name", std::string(kName)}}));
    world.press(Phrase::OwnerYes);
    EXPECT_FALSE(shows(world, Phrase::OwnerAskTitle));
    EXPECT_FALSE(shows(world, Phrase::OwnerOtherTitle, {{"name", std::string(kName)}}));

    world.window().keysArea().showKey(file);
    world.settle();
    EXPECT_FALSE(shows(world, Phrase::OwnerAskTitle)) << "once";
    // The next start of the program.
    DiskFileStore files;
    TaskRunner tasks;
    const PersonBook next(files, tasks, world.personPath());
    EXPECT_EQ(next.name(), kName);
    keys::Owner owner;
    owner.iin = "991231500016";
    EXPECT_EQ(next.ownershipOf(owner), KeyOwnership::Mine);
    const auto permissions = std::filesystem::status(world.personPath()).permissions();
    EXPECT_EQ(permissions & std::filesystem::perms::all,
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(AdviceOwner, SomebodyElsesKeyIsToldWithBothFinesAndTheWayOut) {
    World world;
    unlockOwn(world);
    world.press(Phrase::OwnerYes);
    unlockOther(world);
    EXPECT_TRUE(shows(world, Phrase::OwnerOtherTitle, {{"name", std::string(kOtherName)}}));
    EXPECT_FALSE(shows(world, Phrase::OwnerAskTitle)) << "who the person is has been said";
    const QString text = world.visibleText();
    EXPECT_TRUE(text.contains(QStringLiteral("216\u202F250\u202F₸"))) << text.toStdString();
    EXPECT_TRUE(text.contains(QStringLiteral("43\u202F250\u202F₸")));

    world.press(Phrase::OwnKeyTitle);
    for (const Phrase step : {Phrase::OwnKeyStop, Phrase::OwnKeyAsk, Phrase::OwnKeyGet, Phrase::OwnKeyRevoke})
        EXPECT_TRUE(shows(world, step));
    world.press(Phrase::OwnKeyCopy);
    const auto* article = guidance::helpArticle("not-my-key", guidance::HelpLanguage::Kazakh);
    const auto message =
        std::ranges::find(article->blocks, guidance::HelpBlockKind::Quotation, &guidance::HelpBlock::kind);
    EXPECT_EQ(QApplication::clipboard()->text().toStdString(), message->plainText());
    EXPECT_TRUE(shows(world, Phrase::OwnKeyCopied));
    QApplication::clipboard()->clear();
}

TEST(AdviceOwner, NoIsRememberedAndCanBeTakenBack) {
    World world;
    const auto file = unlockOther(world);
    world.press(Phrase::OwnerNo);
    EXPECT_TRUE(shows(world, Phrase::OwnerOtherTitle, {{"name", std::string(kOtherName)}}));
    world.window().keysArea().showKey(file);
    world.settle();
    EXPECT_FALSE(shows(world, Phrase::OwnerAskTitle)) << "not asked about the same owner again";
    // About another owner nothing has been said yet.
    const auto own = unlockOwn(world);
    EXPECT_TRUE(shows(world, Phrase::OwnerAskTitle));
    world.window().keysArea().showKey(file);
    world.press(Phrase::OwnerMistake);
    EXPECT_FALSE(shows(world, Phrase::OwnerOtherTitle, {{"name", std::string(kOtherName)}}));
    EXPECT_EQ(world.person().name(), kOtherName);
    world.window().keysArea().showKey(own);
    world.settle();
    EXPECT_TRUE(shows(world, Phrase::OwnerOtherTitle, {{"name", std::string(kName)}}));
}

TEST(AdviceOwner, IsForgottenInTheSettings) {
    World world;
    const auto file = unlockOwn(world);
    world.press(Phrase::OwnerYes);
    world.window().go(Place::Settings);
    world.settle();
    EXPECT_TRUE(shows(world, Phrase::PersonSaid, {{"name", std::string(kName)}}));
    world.press(Phrase::PersonForget);
    EXPECT_TRUE(shows(world, Phrase::PersonNobody));
    EXPECT_FALSE(world.button(Phrase::PersonForget)->isEnabled());
    const std::string written(asText(tanba::test::fileContent(world.personPath())));
    EXPECT_EQ(written.find("991231500016"), std::string::npos) << "nothing of it is left on the disk";
    EXPECT_EQ(written.find("СЫНАҚОВ"), std::string::npos);
    world.window().go(Place::Keys);
    world.window().keysArea().showKey(file);
    world.settle();
    EXPECT_TRUE(shows(world, Phrase::OwnerAskTitle)) << "and asked again";
}

TEST(AdviceOwner, IsNotAskedAboutASystemsKeyOrBeforeTheUnlock) {
    World world;
    tanba::test::CertificateProfile system = tanba::test::CertificateProfile::person();
    system.extendedKeyUsage = {"1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.2.6"};
    const auto file = world.putKeyOf(system, "system.p12", "Right-One1");
    world.shelf().chosen(file);
    world.window().go(Place::Keys);
    world.window().keysArea().showKey(file);
    world.settle();
    EXPECT_FALSE(shows(world, Phrase::OwnerAskTitle)) << "nobody knows whose it is";
    unlockKey(world, file, "Right-One1");
    EXPECT_FALSE(shows(world, Phrase::OwnerAskTitle));
}

TEST(AdviceOwner, ADamagedBookAsksAgain) {
    DiskFileStore files;
    TaskRunner tasks;
    const auto folder = tanba::test::scratchFolder();
    for (const std::string_view content :
         {"", "no json", R"({"version":2,"iin":"991231500016"})", R"({"version":1,"iin":"12"})"}) {
        const auto file = folder / "person.json";
        std::FILE* stream = std::fopen(file.c_str(), "w");
        std::fwrite(content.data(), 1, content.size(), stream);
        std::fclose(stream);
        const PersonBook book(files, tasks, file);
        EXPECT_TRUE(book.name().empty()) << content;
        EXPECT_FALSE(book.saidAnything()) << content;
    }
}

} // namespace
} // namespace tanba::gui::test
