#include "tests/gui/sign_world.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

namespace tanba::gui::test {
namespace {

void signTwo(SignWorld& world) {
    world.putOwnKey();
    world.put("in/a.txt");
    world.put("in/=1+2.txt");
    world.open({world.home() / "in"});
    world.press(Phrase::SignNext);
    world.sign(Phrase::KeyPassword, kSignPassword);
}

TEST(SignJournal, IsReachedFromTheSettingsAndTakenAlong) {
    SignWorld world;
    signTwo(world);
    world.window().go(Place::Settings);
    world.press(Phrase::JournalOpen);
    EXPECT_TRUE(world.sees(Phrase::JournalCount, {{"count", "2"}})) << world.visibleText().toStdString();
    EXPECT_TRUE(world.sees(QStringLiteral("a.txt")));
    EXPECT_FALSE(world.sees(QStringLiteral("991231500016"))) << "no IIN";
    world.answerNewFile(world.home() / "mine");
    world.press(Phrase::JournalCsv);
    EXPECT_TRUE(world.sees(Phrase::JournalSaved));
    const Bytes csv = tanba::test::fileContent(world.home() / "mine.csv");
    EXPECT_TRUE(asText(csv).starts_with("\xEF\xBB\xBF"));
    EXPECT_NE(asText(csv).find("'=1+2.txt"), std::string_view::npos) << "no formula for a spreadsheet";
    world.press(Phrase::JournalJson);
    EXPECT_TRUE(asText(tanba::test::fileContent(world.home() / "mine.json")).starts_with("["));
}

TEST(SignJournal, IsErasedAfterAQuestion) {
    SignWorld world;
    signTwo(world);
    world.window().signArea().showJournal();
    world.settle();
    world.press(Phrase::JournalErase);
    world.press(Phrase::JournalEraseNo);
    EXPECT_EQ(world.journal().size(), 2U);
    world.press(Phrase::JournalErase);
    world.press(Phrase::JournalEraseYes);
    EXPECT_TRUE(world.sees(Phrase::JournalErased));
    EXPECT_TRUE(world.sees(Phrase::JournalEmptyTitle));
    EXPECT_TRUE(world.journal().empty());
    EXPECT_TRUE(std::filesystem::exists(world.home() / "in/a.txt.p7s")) << "signed files stay";
}

} // namespace
} // namespace tanba::gui::test
