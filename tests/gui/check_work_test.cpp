#include "app/gui/documents/time_guess.h"
#include "app/gui/pages/check/check_row_button.h"
#include "app/gui/pages/check/file_chip.h"
#include "app/gui/pages/time_left.h"
#include "app/gui/widgets/verdict_header.h"
#include "core/base/disk_file_store.h"
#include "tests/gui/check_world.h"
#include "tests/gui/gate.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QCheckBox>
#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProgressBar>
#include <QScrollBar>
#include <algorithm>
#include <fstream>
#include <iostream>

namespace tanba::gui::test {
namespace {

using tanba::test::gostPerson;
using tanba::test::rsaPerson;
using text::Ui;

/// A file of this size that takes no room.
std::filesystem::path putSparse(World& world, const std::string& name, std::uintmax_t size) {
    const std::filesystem::path file = put(world, name, {});
    std::filesystem::resize_file(file, size);
    return file;
}

/// Signs any content in constant memory.
void signFile(const std::filesystem::path& document, const std::filesystem::path& signature) {
    DiskFileStore files;
    const auto input = files.openForReading(document);
    ASSERT_TRUE(input.ok());
    MemorySink out;
    sign::CmsOptions options;
    options.content = sign::CmsContent::Detached;
    options.signingTime = tanba::test::goodTime();
    const auto session = tanba::test::sessionFor(rsaPerson());
    ASSERT_TRUE(sign::signCms(*session, *input.value(), options, out, WorkControl{}).ok());
    std::ofstream(signature, std::ios::binary) << asText(out.content);
}

QList<CheckRowButton*> rows(World& world) {
    QList<CheckRowButton*> shown;
    for (auto* row : world.window().findChildren<CheckRowButton*>())
        if (row->isVisible())
            shown.append(row);
    return shown;
}

/// A signature that takes a second or more to check; its document lies beside it.
std::filesystem::path putSignedGibibyte(World& world) {
    trustAuthority(world);
    auto signature = world.home() / "big.bin.p7s";
    signFile(putSparse(world, "big.bin", std::uintmax_t{1} << 30U), signature);
    return signature;
}

TEST(CheckWork, AGibibyteIsReadBesideTheWindowsAndCanBeStopped) {
    World world;
    const auto signature = putSignedGibibyte(world);
    world.window().go(Place::Check);
    world.checks().open({signature});
    // The page shows a percentage when the event of the worker thread arrives, not when the work counts it.
    waitFor([&world] {
        const auto bars = world.window().findChildren<QProgressBar*>();
        return std::ranges::any_of(bars,
                                   [](const auto* bar) { return bar->isVisible() && bar->value() > 0; });
    });
    EXPECT_TRUE(says(world, Phrase::KeysStop)) << "it can be stopped";
    world.press(Phrase::KeysStop);
    world.until([&world] { return !world.checks().working(); });
    EXPECT_TRUE(world.checks().stopped());
    EXPECT_EQ(world.checks().entries().front().state, CheckState::Waiting);
    world.press(Phrase::CheckResume);
    world.until([&world] { return !world.checks().working(); });
    EXPECT_TRUE(says(world, Ui::VerdictValidYours)) << world.visibleText().toStdString();
}

TEST(CheckWork, TheKeyboardStaysOnThePageWhenTheWorkBegins) {
    World world;
    const auto signature = putSignedGibibyte(world);
    world.window().go(Place::Check);
    world.settle();
    const QPointer<QWidget> chooses = QApplication::focusWidget();
    ASSERT_TRUE(chooses && world.window().currentPage().isAncestorOf(chooses));
    world.checks().open({signature});
    waitFor([&chooses] { return !chooses->isVisible(); });
    const auto* stop = world.button(Phrase::KeysStop);
    ASSERT_NE(stop, nullptr) << world.visibleText().toStdString();
    EXPECT_TRUE(stop->hasFocus());
    world.checks().stop();
    world.until([&world] { return !world.checks().working(); });
}

TEST(CheckWork, ClosingTheWindowEndsTheWork) {
    World world;
    const auto signature = putSignedGibibyte(world);
    world.window().go(Place::Check);
    world.checks().open({signature});
    waitFor([&world] { return world.checks().percent() > 0; });
    world.window().close();
    world.until([&world] { return !world.checks().working(); });
    EXPECT_EQ(world.checks().entries().front().state, CheckState::Waiting);
}

/// Notices when a verdict is painted.
class VerdictWatch : public QObject {
  public:
    VerdictWatch() { QApplication::instance()->installEventFilter(this); }

    bool eventFilter(QObject* watched, QEvent* event) override {
        painted_ |= event->type() == QEvent::Paint && qobject_cast<VerdictHeader*>(watched) != nullptr;
        return false;
    }
    bool painted() const { return painted_; }
    void forget() { painted_ = false; }

  private:
    bool painted_ = false;
};

TEST(CheckSpeed, FromTheDropToTheVerdict) {
    constexpr int kRounds = 51;
    World world;
    trustAuthority(world);
    std::vector<double> milliseconds;
    for (int round = 0; round < kRounds; ++round) {
        const auto file = putAttached(world, "act-" + std::to_string(round) + ".cms", gostPerson());
        goToCheckStart(world);
        VerdictWatch verdict;
        QElapsedTimer timer;
        timer.start();
        letFall(world, {file});
        waitFor([&world, &verdict] {
            const std::vector<CheckEntry>& entries = world.checks().entries();
            if (entries.empty() || entries.front().state != CheckState::Checked)
                verdict.forget(); // that of the file before
            return verdict.painted();
        });
        constexpr double kNanoseconds = 1e6;
        milliseconds.push_back(static_cast<double>(timer.nsecsElapsed()) / kNanoseconds);
        EXPECT_TRUE(says(world, Ui::VerdictValidYours)) << world.visibleText().toStdString();
    }
    const double first = milliseconds.front(); // its page is made for it
    std::ranges::sort(milliseconds);
    std::cout << "drop to verdict: first " << first << " ms, median " << milliseconds[kRounds / 2]
              << " ms, slowest " << milliseconds.back() << " ms of " << kRounds << "\n";
    EXPECT_LT(milliseconds[kRounds / 2], 1000);
}

TEST(CheckWork, SeveralFilesAreAListWithTheWorstFirst) {
    World world;
    trustAuthority(world);
    std::vector<std::filesystem::path> files;
    for (const char* name : {"a.cms", "b.cms", "c.cms"})
        files.push_back(putAttached(world, name, gostPerson()));
    const Bytes changed = tanba::test::fileContent(files[1]);
    std::string content(asText(changed));
    content.replace(content.find("two copies"), 3, "six");
    std::ofstream(files[1], std::ios::binary) << content;
    files.push_back(put(world, "letter.txt", viewOf("Dear Sir or Madam")));
    world.window().go(Place::Check);
    drop(world, files);
    ASSERT_EQ(rows(world).size(), 4);
    EXPECT_EQ(rows(world).front()->text(), QStringLiteral("b.cms"));
    EXPECT_EQ(rows(world).at(1)->text(), QStringLiteral("letter.txt"));
    EXPECT_EQ(world.window().currentPage().verticalScrollBar()->value(), 0);
    EXPECT_TRUE(says(world, Ui::VerdictInvalidChanged));
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::CheckSomeInvalid, {{"count", "1"}})));
    rows(world).front()->click();
    world.settle();
    EXPECT_TRUE(says(world, Phrase::CheckToList));
    EXPECT_TRUE(says(world, Phrase::CheckDocument));
    world.press(Phrase::CheckToList);
    EXPECT_EQ(rows(world).size(), 4);
}

TEST(CheckWork, OfAFolderTheSignedFilesAreChecked) {
    World world;
    trustAuthority(world);
    putAttached(world, "papers/one.cms", gostPerson());
    put(world, "papers/two.txt", viewOf(kContract));
    putDetached(world, "papers/two.txt.p7s", gostPerson());
    put(world, "papers/notes.txt", viewOf("nothing"));
    world.window().go(Place::Check);
    drop(world, {world.home() / "papers"});
    ASSERT_EQ(rows(world).size(), 2);
    EXPECT_TRUE(says(world, Phrase::CheckAnother));
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::CheckAllValid, {{"total", "2"}})));
    std::filesystem::create_directories(world.home() / "nothing here");
    drop(world, {world.home() / "nothing here"});
    EXPECT_TRUE(says(world, Phrase::CheckNothingInFolder));
}

TEST(CheckWork, AThousandFilesAreAListThatCanBeRead) {
    World world;
    trustAuthority(world);
    const auto first = putAttached(world, "many/0.cms", rsaPerson());
    for (int number = 1; number < 1000; ++number)
        std::filesystem::copy_file(first, world.home() / "many" / (std::to_string(number) + ".cms"));
    world.window().go(Place::Check);
    drop(world, {world.home() / "many"});
    EXPECT_EQ(world.checks().finished(), 1000U);
    EXPECT_EQ(rows(world).size(), 100);
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::CheckShowMore, {{"count", "900"}})));
}

TEST(CheckWork, TheReportIsSavedAndNothingIsReplaced) {
    World world;
    trustAuthority(world);
    openFiles(world, {putAttached(world, "contract.cms", gostPerson())});
    const auto file = world.home() / "report.pdf";
    world.answerNewFile(file);
    world.press(Phrase::CheckReportPdf);
    world.until([&world] { return says(world, Phrase::CheckReportSaved); });
    EXPECT_TRUE(asText(tanba::test::fileContent(file)).starts_with("%PDF-"));
    world.press(Phrase::CheckReportOpen);
    ASSERT_EQ(world.opened().size(), 1U);
    EXPECT_EQ(world.opened().front().toLocalFile().toStdString(), file.string());
    world.press(Phrase::CheckReportPdf);
    world.until([&world] { return says(world, Phrase::CheckTaken); });
    world.press(Phrase::CheckDetails);
    world.answerNewFile(world.home() / "report.html");
    world.press(Phrase::CheckReportHtml);
    world.until([&world] { return says(world, Phrase::CheckReportSaved); });
    EXPECT_NE(asText(tanba::test::fileContent(world.home() / "report.html")).find("СЫНАҚОВ"),
              std::string_view::npos);
}

TEST(CheckWork, TheDocumentIsTakenOutBesideAndNothingIsReplaced) {
    World world;
    trustAuthority(world);
    put(world, "contract.txt", viewOf("mine"));
    openFiles(world, {putAttached(world, "contract.txt.cms", gostPerson())});
    world.press(Phrase::CheckExtract);
    world.until([&world] { return says(world, Phrase::CheckExtracted); });
    EXPECT_EQ(asText(tanba::test::fileContent(world.home() / "contract.txt")), "mine");
    EXPECT_EQ(asText(tanba::test::fileContent(world.home() / "contract (2).txt")), kContract);
    EXPECT_EQ(world.window().currentPage().findChildren<FileChip*>().size(), 2) << "it can be dragged out";
}

TEST(CheckWork, TakingOutTheDocumentTellsHowFarItIsAndCanBeLeft) {
    World world;
    trustAuthority(world);
    openFiles(world, {putAttached(world, "contract.txt.cms", gostPerson())});
    Gate drive;
    world.files().beforeWriting = [&drive](const std::filesystem::path&) -> Outcome {
        drive.pass();
        return Done{};
    };
    world.button(Phrase::CheckExtract)->click();
    drive.awaitGuest();
    expectAlive();
    EXPECT_TRUE(says(world, Phrase::CheckExtracting));
    EXPECT_FALSE(world.button(Phrase::CheckExtract)->isEnabled());
    QProgressBar* shown = nullptr;
    for (auto* bar : world.window().currentPage().findChildren<QProgressBar*>())
        shown = bar->isVisible() ? bar : shown;
    ASSERT_NE(shown, nullptr);
    EXPECT_EQ(shown->accessibleName(), world.words().say(Phrase::CheckExtracting));
    EXPECT_EQ(shown->maximum(), 100);
    world.button(Phrase::Cancel)->click();
    EXPECT_FALSE(says(world, Phrase::CheckExtracting)) << "let go at once";
    EXPECT_TRUE(world.button(Phrase::CheckExtract)->isEnabled());
    drive.open();
    world.settle();
    EXPECT_FALSE(says(world, Phrase::CheckExtracted));
    EXPECT_FALSE(std::filesystem::exists(world.home() / "contract.txt"));
    world.files().beforeWriting = nullptr;
    world.press(Phrase::CheckExtract);
    world.until([&world] { return says(world, Phrase::CheckExtracted); });
}

TEST(CheckWork, WhatLiesInAFolderIsListedByTheValueOfItsNumbers) {
    World world;
    trustAuthority(world);
    for (const char* name : {"in/act-10.cms", "in/act-2.cms", "in/act-1.cms"})
        putAttached(world, name, gostPerson());
    world.checks().open({world.home() / "in"});
    world.settle();
    std::vector<std::string> names;
    for (const CheckEntry& entry : world.checks().entries())
        names.push_back(entry.path.filename().string());
    EXPECT_EQ(names, (std::vector<std::string>{"act-1.cms", "act-2.cms", "act-10.cms"}));
}

TEST(CheckWork, AProgramInsideIsNotTakenOut) {
    World world;
    trustAuthority(world);
    const auto file =
        put(world, "invoice.exe.cms",
            tanba::test::signWith(rsaPerson(), viewOf("MZ\x90 program"), sign::CmsContent::Attached));
    openFiles(world, {file});
    world.press(Phrase::CheckExtract);
    world.settle();
    EXPECT_FALSE(std::filesystem::exists(world.home() / "invoice.exe"));
    EXPECT_FALSE(says(world, Phrase::CheckExtracted));
    EXPECT_TRUE(world.visibleText().contains(
        fromUtf8(world.words().sentence(Failure{FailureCode::DocumentExecutable, "invoice.exe", {}}).what)));
}

TEST(CheckWork, TheDocumentInsideIsLookedAtThroughTheWorker) {
    World world;
    trustAuthority(world);
    openFiles(world, {putAttached(world, "contract.txt.cms", gostPerson())});
    world.press(Phrase::CheckLook);
    QPlainTextEdit* text = nullptr;
    world.until([&] {
        for (auto* shown : world.window().findChildren<QPlainTextEdit*>())
            if (shown->isVisible())
                text = shown;
        return text != nullptr;
    });
    ASSERT_NE(text, nullptr);
    EXPECT_TRUE(text->toPlainText().startsWith(fromUtf8(kContract)));
    world.press(Phrase::GoBack);
    EXPECT_TRUE(says(world, Ui::VerdictValidYours));
}

TEST(CheckWork, OnlyAFileThatExistsCanBeDraggedOut) {
    World world;
    trustAuthority(world);
    const auto file = putAttached(world, "contract.cms", gostPerson());
    openFiles(world, {file});
    const auto chips = world.window().currentPage().findChildren<FileChip*>();
    ASSERT_EQ(chips.size(), 1);
    const auto press = [&world, chip = chips.front()] {
        QMouseEvent pressed(QEvent::MouseButtonPress, QPointF(5, 5), chip->mapToGlobal(QPointF(5, 5)),
                            Qt::LeftButton, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(chip, &pressed);
        EXPECT_EQ(chip->carried(), nullptr) << "before the disk has answered";
        world.settle();
    };
    press();
    ASSERT_NE(chips.front()->carried(), nullptr);
    EXPECT_EQ(chips.front()->carried()->urls().front().toLocalFile().toStdString(), file.string());
    std::filesystem::remove(file);
    press();
    EXPECT_EQ(chips.front()->carried(), nullptr);
}

TEST(CheckWork, RecentFilesAreRememberedWithoutContentAndForgotten) {
    World world;
    trustAuthority(world);
    openFiles(world, {putAttached(world, "contract.cms", gostPerson())});
    world.checks().clear();
    world.settle();
    EXPECT_TRUE(says(world, Phrase::CheckRecent));
    EXPECT_TRUE(world.visibleText().contains(QStringLiteral("contract.cms")));
    const Bytes kept = tanba::test::fileContent(world.recentPath());
    EXPECT_EQ(asText(kept).find("СЫНАҚОВ"), std::string_view::npos);
    EXPECT_EQ(asText(kept).find("two copies"), std::string_view::npos);
    world.press(Phrase::CheckRecentClear);
    EXPECT_FALSE(says(world, Phrase::CheckRecent));
}

TEST(CheckWork, NobodyIsAskedBeforeTheUserAllowsIt) {
    World world;
    trustAuthority(world);
    world.judging().crlFolder.clear();
    const auto server = std::make_shared<FakeServer>();
    world.answerOnline(server);
    openFiles(world, {putAttached(world, "contract.cms", signerWithServer())});
    EXPECT_TRUE(says(world, Ui::VerdictRevocationUnknown));
    EXPECT_TRUE(world.visibleText().contains(
        world.words().say(Phrase::CheckOnlineText, {{"hosts", "crl.pki.gov.kz"}})));
    EXPECT_EQ(server->asked, 0);

    world.press(Phrase::CheckOnlineAllow);
    world.until([&world] { return !world.checks().working(); });
    EXPECT_GT(server->asked, 0);
    EXPECT_TRUE(says(world, Ui::VerdictValidYours)) << world.visibleText().toStdString();
    const QString age = world.words().say(Ui::AgeHours, {{"count", "12"}});
    EXPECT_TRUE(
        world.visibleText().contains(world.words().say(Phrase::CheckEvidence, {{"age", toUtf8(age)}})));
    EXPECT_TRUE(world.settings().get(platform::settings::kOnlineChecks)) << "remembered";

    world.window().go(Place::Settings);
    world.settle();
    QCheckBox* row = nullptr;
    for (auto* check : world.window().findChildren<QCheckBox*>())
        if (check->isVisible() && check->text() == world.words().say(Phrase::SettingsOnline))
            row = check;
    ASSERT_NE(row, nullptr);
    EXPECT_TRUE(row->isChecked());
    row->click();
    EXPECT_FALSE(world.settings().get(platform::settings::kOnlineChecks));
    const int before = server->asked;
    openFiles(world, {putAttached(world, "second.cms", signerWithServer())});
    EXPECT_EQ(server->asked, before);
    EXPECT_TRUE(says(world, Phrase::CheckOnlineAllow));
}

TEST(CheckWork, ListsOfTheUserTakeThePlaceOfTheServer) {
    World world;
    trustAuthority(world);
    const auto lists = world.judging().crlFolder;
    world.judging().crlFolder.clear();
    openFiles(world, {putAttached(world, "contract.cms", gostPerson())});
    EXPECT_TRUE(says(world, Ui::VerdictRevocationUnknown));
    EXPECT_TRUE(says(world, Phrase::CheckOnlineNobody)) << "its certificate names no server";
    world.checks().useLists(lists);
    world.until([&world] { return !world.checks().working(); });
    EXPECT_TRUE(says(world, Ui::VerdictValidYours));
}

TEST(CheckWork, FilesThatFallOnHomeOpenWhereTheyBelong) {
    World world;
    trustAuthority(world);
    world.window().go(Place::Home);
    EXPECT_TRUE(says(world, Phrase::JobCheckTitle));
    openFiles(world, {putAttached(world, "contract.cms", gostPerson())});
    EXPECT_TRUE(says(world, Ui::VerdictValidYours));
}

TEST(TimeGuess, IsMadeOnceEnoughHasPassed) {
    using std::chrono::milliseconds;
    using std::chrono::seconds;
    EXPECT_EQ(guessTimeLeft(milliseconds(2999), 0.5), std::nullopt) << "too soon";
    EXPECT_EQ(guessTimeLeft(milliseconds(60'000), 0), std::nullopt) << "nothing is done yet";
    EXPECT_EQ(guessTimeLeft(milliseconds(60'000), 1), std::nullopt) << "nothing is left";
    EXPECT_EQ(guessTimeLeft(milliseconds(10'000), 0.5), seconds(11));
    EXPECT_EQ(guessTimeLeft(milliseconds(60'000), 0.25), seconds(181));
}

TEST(TimeGuess, IsToldInWords) {
    const Words words(text::Language::Ru);
    EXPECT_EQ(timeLeftWords(std::chrono::seconds(59), words), words.say(Phrase::SignSecondsLeft));
    EXPECT_EQ(timeLeftWords(std::chrono::seconds(61), words),
              words.say(Phrase::SignMinutesLeft, {{"minutes", "2"}}));
}

} // namespace
} // namespace tanba::gui::test
