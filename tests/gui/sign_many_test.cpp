#include "app/gui/pages/sign/document_row.h"
#include "tests/gui/gate.h"
#include "tests/gui/sign_world.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QMetaObject>
#include <QMimeData>
#include <QMouseEvent>
#include <QProcess>
#include <QStandardPaths>
#include <algorithm>
#include <atomic>
#include <set>

namespace tanba::gui::test {
namespace {

using documents::RowState;
using Stage = SigningDesk::Stage;

constexpr int kFiles = 100;

std::string nameOf(int number) {
    std::string digits = std::to_string(number);
    return "act-" + std::string(3 - digits.size(), '0') + digits + ".txt";
}

std::filesystem::path putHundred(SignWorld& world) {
    for (int number = 1; number <= kFiles; ++number)
        world.put("acts/" + nameOf(number), "Act " + std::to_string(number));
    return world.home() / "acts";
}

std::size_t signedFiles(const std::filesystem::path& folder) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        count += entry.path().extension() == ".p7s" && signersOf(entry.path()) == 1 ? 1U : 0U;
    return count;
}

/// Runs `act` on the thread of the windows when the count-th result is about to be written.
TestFiles::Decide atResult(SignWorld& world, int count, std::function<void()> act) {
    auto seen = std::make_shared<std::atomic<int>>(0);
    return [&world, seen, count, act = std::move(act)](const std::filesystem::path& file) -> Outcome {
        if (file.extension() == ".p7s" && ++*seen == count)
            QMetaObject::invokeMethod(&world.signing(), act, Qt::BlockingQueuedConnection);
        return Done{};
    };
}

TEST(SignMany, AHundredWithTroubles) {
    SignWorld world;
    world.putOwnKey();
    const auto folder = putHundred(world);
    // One is signed already, and the name of one result is taken by something else.
    world.open({folder / nameOf(7)});
    world.sign(Phrase::KeyPassword, kSignPassword);
    world.press(Phrase::SignAgain);
    std::filesystem::create_directory(folder / (nameOf(9) + ".p7s"));
    world.files().beforeReading = [](const std::filesystem::path& file) -> Outcome {
        return file.filename() == nameOf(13) ? fail(FailureCode::FileNoPermission, file.filename().string())
                                             : Outcome(Done{});
    };
    world.open({folder});
    EXPECT_EQ(world.count(RowState::AlreadySigned), 1U);
    EXPECT_TRUE(world.sees(Phrase::SignSomeSigned));
    EXPECT_TRUE(world.sees(QString::fromStdString(nameOf(13)))) << "what cannot be read is told";
    world.press(Phrase::SignNext);
    EXPECT_TRUE(
        world.sees(Phrase::SignManyTitle, {{"count", std::to_string(world.count(RowState::Waiting))}}));
    world.sign(Phrase::KeyPassword, kSignPassword);
    EXPECT_EQ(world.stage(), Stage::Ended);
    EXPECT_EQ(world.count(RowState::Waiting), 0U);
    EXPECT_TRUE(std::filesystem::is_empty(folder / (nameOf(9) + ".p7s")));
    EXPECT_EQ(signersOf(folder / (nameOf(9) + " (2).p7s")), 1U);
    EXPECT_FALSE(std::filesystem::exists(folder / (nameOf(13) + ".p7s")));
    EXPECT_EQ(signedFiles(folder), 99U);
    EXPECT_EQ(world.journal().size(), 99U);
    EXPECT_EQ(world.records(), 0U);
}

TEST(SignMany, AFullDiskStopsTheRunAndItGoesOn) {
    SignWorld world;
    world.putOwnKey();
    const auto folder = putHundred(world);
    world.open({folder});
    world.press(Phrase::SignNext);
    auto written = std::make_shared<std::atomic<int>>(0);
    world.files().beforeWriting = [written](const std::filesystem::path& file) -> Outcome {
        return file.extension() == ".p7s" && ++*written > 40 ? fail(FailureCode::FileDiskFull, "disk")
                                                             : Outcome(Done{});
    };
    world.sign(Phrase::KeyPassword, kSignPassword);
    EXPECT_EQ(world.stage(), Stage::Ended);
    EXPECT_TRUE(world.sees(Phrase::SignStopped));
    EXPECT_TRUE(world.sees(fromUtf8(world.words().sentence(*world.signing().stopped()).what)));
    EXPECT_EQ(world.count(RowState::Done), 40U);
    EXPECT_EQ(world.count(RowState::Waiting), 60U);
    EXPECT_EQ(world.records(), 1U);

    world.files().beforeWriting = nullptr;
    world.press(Phrase::SignGoOn);
    EXPECT_TRUE(world.sees(Phrase::SignManyTitle, {{"count", "60"}})) << "one more consent, for the rest";
    world.sign(Phrase::KeyPassword, kSignPassword);
    EXPECT_TRUE(world.sees(Phrase::SignDoneMany));
    EXPECT_EQ(signedFiles(folder), 100U);
    EXPECT_EQ(world.journal().size(), 100U);
    EXPECT_EQ(world.records(), 0U);
}

TEST(SignMany, CancelledItIsOfferedOnHomeAndGoesOnThere) {
    SignWorld world;
    world.putOwnKey();
    const auto folder = putHundred(world);
    world.open({folder});
    world.press(Phrase::SignNext);
    world.files().beforeWriting = atResult(world, 20, [&world] { world.button(Phrase::KeysStop)->click(); });
    world.consent(Phrase::KeyPassword, kSignPassword);
    world.until([&world] { return world.stage() == Stage::Ended; });
    world.files().beforeWriting = nullptr;
    EXPECT_TRUE(world.sees(Phrase::SignStopped));
    const std::size_t done = world.count(RowState::Done);
    EXPECT_GT(done, 0U);
    EXPECT_LT(done, 100U);
    EXPECT_EQ(signedFiles(folder), done);
    world.press(Phrase::SignAgain);

    world.window().go(Place::Home);
    world.settle();
    EXPECT_TRUE(world.sees(Phrase::SignAttUnfinished));
    world.press(Phrase::SignGoOn);
    EXPECT_TRUE(world.sees(Phrase::SignManyTitle, {{"count", std::to_string(100 - done)}}));
    world.sign(Phrase::KeyPassword, kSignPassword);
    EXPECT_TRUE(world.sees(Phrase::SignDoneMany)) << world.visibleText().toStdString();
    EXPECT_EQ(signedFiles(folder), 100U);
    world.window().go(Place::Home);
    world.settle();
    EXPECT_FALSE(world.sees(Phrase::SignAttUnfinished));
}

TEST(SignMany, AnUnfinishedRunOfAnEarlierStartCanBeLeft) {
    SignWorld world;
    world.putOwnKey();
    const auto folder = putHundred(world);
    world.open({folder});
    world.press(Phrase::SignNext);
    world.files().beforeWriting = atResult(world, 5, [&world] { world.signing().cancel(); });
    world.consent(Phrase::KeyPassword, kSignPassword);
    world.until([&world] { return world.stage() == Stage::Ended; });
    world.files().beforeWriting = nullptr;
    world.signing().clear();
    world.settle();
    // As at the next start.
    SigningDesk next({world.files(), world.files(), world.clock(), world.desk().tasks, world.shelf(),
                      world.cards(), world.person(), world.desk().recent, world.home() / "data"});
    next.lookForUnfinished();
    world.settle();
    ASSERT_EQ(next.unfinished().size(), 1U);
    EXPECT_EQ(next.unfinished().front().documents, 100U);
    world.window().go(Place::Home);
    world.press(Phrase::SignAttDiscard);
    EXPECT_FALSE(world.sees(Phrase::SignAttUnfinished));
    EXPECT_EQ(world.records(), 0U);
    EXPECT_GT(signedFiles(folder), 0U) << "what was signed stays";
}

TEST(SignMany, ItGoesOnWhileThePersonIsElsewhere) {
    SignWorld world;
    world.putOwnKey();
    const auto folder = putHundred(world);
    world.open({folder});
    world.press(Phrase::SignNext);
    bool told = false;
    world.files().beforeWriting = atResult(world, 10, [&world, &told] {
        world.window().go(Place::Home);
        QApplication::processEvents();
        told = world.sees(Phrase::SignAttRunning);
    });
    world.consent(Phrase::KeyPassword, kSignPassword);
    world.until([&world] { return world.stage() == Stage::Ended; });
    EXPECT_TRUE(told) << "a line on Home";
    EXPECT_TRUE(world.sees(Phrase::SignAttEnded));
    for (auto* card : world.window().findChildren<QAbstractButton*>())
        if (card->isVisible() && card->accessibleName() == world.words().say(Phrase::SignAttEnded)) {
            card->click();
            break;
        }
    world.settle();
    EXPECT_TRUE(world.sees(Phrase::SignDoneMany));
    world.window().go(Place::Home);
    world.settle();
    EXPECT_FALSE(world.sees(Phrase::SignAttEnded)) << "no news any more";
}

TEST(SignMany, TheReportIsSavedForReadingAndForPaper) {
    SignWorld world;
    world.putOwnKey();
    world.put("in/a.txt");
    world.put("in/<b>.txt");
    world.open({world.home() / "in"});
    world.press(Phrase::SignNext);
    world.sign(Phrase::KeyPassword, kSignPassword);
    world.press(Phrase::SignReport);
    world.answerNewFile(world.home() / "report");
    world.press(Phrase::SignReportHtml);
    EXPECT_TRUE(world.sees(Phrase::SignReportSaved));
    const Bytes html = tanba::test::fileContent(world.home() / "report.html");
    EXPECT_NE(asText(html).find("a.txt.p7s"), std::string_view::npos);
    EXPECT_NE(asText(html).find("&lt;b&gt;.txt"), std::string_view::npos);
    EXPECT_EQ(asText(html).find("<b>.txt"), std::string_view::npos) << "a name is never markup";
    world.press(Phrase::SignReportPdf);
    EXPECT_TRUE(asText(tanba::test::fileContent(world.home() / "report.pdf")).starts_with("%PDF-"));
    world.press(Phrase::CheckReportOpen);
    ASSERT_EQ(world.opened().size(), 1U) << "one button, also after two reports";
    EXPECT_EQ(world.opened().front().fileName(), QStringLiteral("report.pdf"));
    world.loseBrowser();
    world.press(Phrase::CheckReportOpen);
    EXPECT_TRUE(world.sees(Phrase::FileFailed, {{"file", (world.home() / "report.pdf").string()}}));
}

class ReportOnPaper : public testing::TestWithParam<text::Language> {};

TEST_P(ReportOnPaper, IsReadBack) {
    const QString reader = QStandardPaths::findExecutable(QStringLiteral("pdftotext"));
    TANBA_NEEDS(!reader.isEmpty(), "pdftotext");
    SignWorld world(GetParam());
    world.putOwnKey();
    world.put("in/шарт.txt");
    world.put("in/хат.txt");
    world.open({world.home() / "in"});
    world.press(Phrase::SignNext);
    world.sign(Phrase::KeyPassword, kSignPassword);
    world.press(Phrase::SignReport);
    world.answerNewFile(world.home() / "report");
    world.press(Phrase::SignReportPdf);
    ASSERT_TRUE(world.sees(Phrase::SignReportSaved));
    QProcess process;
    process.start(reader,
                  {QString::fromStdString((world.home() / "report.pdf").string()), QStringLiteral("-")});
    ASSERT_TRUE(process.waitForFinished());
    // Where a line ends is the page's affair.
    const QString page = QString::fromUtf8(process.readAllStandardOutput()).simplified();
    EXPECT_TRUE(page.contains(world.words().say(Phrase::SignReportTitle).simplified())) << page.toStdString();
    EXPECT_TRUE(page.contains(QStringLiteral("СЫНАҚОВ СЫНАҚ")));
    EXPECT_TRUE(page.contains(QStringLiteral("шарт.txt.p7s")));
    EXPECT_TRUE(page.contains(QStringLiteral("хат.txt.p7s")));
    EXPECT_FALSE(page.contains(QStringLiteral("991231500016"))) << "no numbers";
}

INSTANTIATE_TEST_SUITE_P(Languages, ReportOnPaper, testing::Values(text::Language::Kk, text::Language::Ru),
                         [](const auto& test) { return std::string(text::languageName(test.param)); });

std::vector<DocumentRow*> visibleRows(SignWorld& world) {
    std::vector<DocumentRow*> rows;
    for (auto* row : world.window().findChildren<DocumentRow*>())
        if (row->isVisible())
            rows.push_back(row);
    return rows;
}

void press(DocumentRow& row) {
    QMouseEvent pressed(QEvent::MouseButtonPress, QPointF(5, 5), row.mapToGlobal(QPointF(5, 5)),
                        Qt::LeftButton, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&row, &pressed);
}

TEST(SignMany, ADriveThatDoesNotAnswerLetsNothingBeDraggedAndTheWindowLives) {
    SignWorld world;
    world.putOwnKey();
    world.put("in/a.txt");
    world.open({world.home() / "in" / "a.txt"});
    world.sign(Phrase::KeyPassword, kSignPassword);
    const std::string result = (world.home() / "in/a.txt.p7s").string();
    const auto rows = visibleRows(world);
    ASSERT_EQ(rows.size(), 1U);
    Gate drive;
    std::atomic<int> asked = 0;
    world.files().beforeAsking = [&](const std::filesystem::path& file) -> Outcome {
        if (file == result) {
            ++asked;
            drive.pass();
        }
        return Done{};
    };
    press(*rows.front());
    drive.awaitGuest();
    expectAlive();
    EXPECT_EQ(rows.front()->carried(), nullptr) << "before the disk has answered";
    press(*rows.front());
    expectAlive();
    EXPECT_EQ(asked, 1) << "not a thread for each press";
    drive.open();
    world.settle();
    EXPECT_NE(rows.front()->carried(), nullptr);
    world.files().beforeAsking = nullptr;
}

TEST(SignMany, WhatLiesInAFolderIsListedByTheValueOfItsNumbers) {
    SignWorld world;
    for (const char* name : {"Акт-2.txt", "акт-10.txt", "акт-1.txt", "ақпар.txt"})
        world.put(std::string("in/") + name);
    world.put("b.txt");
    world.put("a.txt");
    world.open({world.home() / "b.txt", world.home() / "in", world.home() / "a.txt"});
    std::vector<std::string> names;
    for (const ChosenDocument& chosen : world.signing().documents())
        names.push_back(chosen.path().filename().string());
    EXPECT_EQ(names, (std::vector<std::string>{"b.txt", "акт-1.txt", "Акт-2.txt", "акт-10.txt", "ақпар.txt",
                                               "a.txt"}))
        << "what was pointed at keeps its order";
}

TEST(SignMany, AResultCanBeDraggedOutWhileItExists) {
    SignWorld world;
    world.putOwnKey();
    world.put("in/a.txt");
    world.put("in/b.txt");
    world.open({world.home() / "in"});
    const auto carried = [&world] {
        std::vector<std::string> files;
        for (auto* row : visibleRows(world)) {
            press(*row);
            world.settle();
            if (const auto file = row->carried())
                files.push_back(file->urls().front().toLocalFile().toStdString());
        }
        std::ranges::sort(files);
        return files;
    };
    EXPECT_TRUE(carried().empty()) << "nothing is signed yet";
    world.press(Phrase::SignNext);
    world.sign(Phrase::KeyPassword, kSignPassword);
    const std::string first = (world.home() / "in/a.txt.p7s").string();
    const std::string second = (world.home() / "in/b.txt.p7s").string();
    EXPECT_EQ(carried(), (std::vector<std::string>{first, second}));
    std::filesystem::remove(first);
    EXPECT_EQ(carried(), std::vector<std::string>{second});
}

/// What a run has left on the disk at one moment, to be put back as a crash would leave it.
class Crash {
  public:
    Crash(std::filesystem::path results, std::filesystem::path records)
        : results_(std::move(results)), records_(std::move(records)) {}

    void remember() {
        for (const auto& entry : std::filesystem::directory_iterator(results_))
            names_.insert(entry.path());
        std::filesystem::copy(records_, kept_);
    }
    void putBack() const {
        std::vector<std::filesystem::path> later;
        for (const auto& entry : std::filesystem::directory_iterator(results_))
            if (!names_.contains(entry.path()))
                later.push_back(entry.path());
        for (const std::filesystem::path& file : later)
            std::filesystem::remove(file);
        std::filesystem::remove_all(records_);
        std::filesystem::copy(kept_, records_);
    }

  private:
    std::filesystem::path results_;
    std::filesystem::path records_;
    std::filesystem::path kept_ = tanba::test::scratchFolder();
    std::set<std::filesystem::path> names_;
};

TEST(SignMany, KilledInTheMiddleItGoesOnInTheWindow) {
    SignWorld world;
    // Its signatures are made one after the other, so that the moment is always the same.
    world.cards().setDemonstration(CardShelf::Demonstration::Shown);
    world.until([&world] { return !world.cards().entries().empty(); });
    for (const char* name : {"a", "b", "c"})
        world.put(std::string("acts/") + name + ".txt", name);
    const auto folder = world.home() / "acts";
    Crash crash(folder, world.home() / "data" / "signing");
    world.open({folder});
    world.press(Phrase::SignNext);
    world.files().beforeWriting = atResult(world, 3, [&crash] { crash.remember(); });
    world.sign(Phrase::SignPin, card::kDemoPin);
    world.files().beforeWriting = nullptr;
    ASSERT_EQ(signedFiles(folder), 3U);
    EXPECT_EQ(world.records(), 0U);
    world.press(Phrase::SignAgain);

    crash.putBack(); // as if the power had failed at the third result
    ASSERT_EQ(world.records(), 1U);
    ASSERT_EQ(signedFiles(folder), 2U);
    world.signing().lookForUnfinished(); // as every start does
    world.settle();
    world.window().go(Place::Home);
    world.settle();
    EXPECT_TRUE(world.sees(Phrase::SignAttUnfinished));
    world.press(Phrase::SignGoOn);
    world.sign(Phrase::SignPin, card::kDemoPin);
    EXPECT_EQ(world.stage(), Stage::Ended);
    EXPECT_EQ(signedFiles(folder), 3U);
    EXPECT_EQ(world.records(), 0U);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 6)
        << "each is signed once, and nothing half-written is left";
}

TEST(SignMany, ARowIsTakenOffTheList) {
    SignWorld world;
    world.putOwnKey();
    world.put("in/a.txt");
    const auto second = world.put("in/b.txt");
    world.open({world.home() / "in"});
    world.signing().remove(second);
    world.settle();
    EXPECT_FALSE(world.sees(QStringLiteral("b.txt")));
    world.press(Phrase::SignNext);
    world.sign(Phrase::KeyPassword, kSignPassword);
    EXPECT_FALSE(std::filesystem::exists(world.home() / "in/b.txt.p7s"));
    EXPECT_TRUE(std::filesystem::exists(world.home() / "in/a.txt.p7s"));
}

} // namespace
} // namespace tanba::gui::test
