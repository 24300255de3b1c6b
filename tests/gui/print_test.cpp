#include "app/gui/pages/print_panel.h"
#include "tests/gui/print_service.h"
#include "tests/gui/sign_world.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QComboBox>
#include <QProcess>
#include <QStandardPaths>
#include <atomic>
#include <thread>

namespace tanba::gui::test {
namespace {

using print::Printer;
using print::PrinterRank;
using print::PrintOrder;
using print::Reception;
using Printers = Result<std::vector<Printer>>;

/// A run that has ended, with its report open; the printers are what a test says.
class PrintWorld : public SignWorld {
  public:
    explicit PrintWorld(text::Language language = text::Language::Kk) : SignWorld(language) {
        putOwnKey();
        put("in/шарт.txt");
        put("in/хат.txt");
        open({home() / "in"});
        press(Phrase::SignNext);
        sign(Phrase::KeyPassword, kSignPassword);
        press(Phrase::SignReport);
    }

    QComboBox* box(Phrase name) {
        for (auto* box : window().findChildren<QComboBox*>())
            if (box->isVisible() && box->accessibleName() == words().say(name))
                return box;
        return nullptr;
    }
    QWidget* focused() { return QApplication::focusWidget(); }
};

void putPrinters(PrintWorld& world, std::vector<Printer> printers) {
    world.printing().printers = [printers = std::move(printers)](const CancelToken*) -> Printers {
        return printers;
    };
}

std::vector<Printer> twoPrinters() {
    return {{"office", "Кеңсе", PrinterRank::Default}, {"home", "", PrinterRank::Other}};
}

TEST(Print, AReportGoesToTheChosenPrinterInSoManyCopies) {
    PrintWorld world;
    putPrinters(world, twoPrinters());
    PrintOrder got;
    std::string printed;
    world.printing().print = [&](std::string_view html, const PrintOrder& order,
                                 const CancelToken*) -> Result<Reception> {
        got = order;
        printed = html;
        return Reception::Taken;
    };
    world.press(Phrase::PrintTitle);
    QComboBox* const printer = world.box(Phrase::PrintPrinter);
    ASSERT_NE(printer, nullptr);
    EXPECT_EQ(printer->itemText(0), world.words().say(Phrase::PrintDefault, {{"printer", "Кеңсе"}}));
    EXPECT_EQ(printer->itemText(1), QStringLiteral("home")) << "one without a description goes by its name";
    EXPECT_EQ(printer->currentIndex(), 0) << "the usual one first";
    EXPECT_EQ(world.focused(), printer);
    printer->setCurrentIndex(1);
    world.box(Phrase::PrintCopies)->setCurrentIndex(2);
    world.press(Phrase::PrintDo);
    EXPECT_EQ(got.printer, "home");
    EXPECT_EQ(got.copies, 3);
    EXPECT_NE(printed.find("шарт.txt.p7s"), std::string::npos);
    EXPECT_TRUE(world.sees(Phrase::PrintSentTitle));
    EXPECT_TRUE(world.sees(Phrase::PrintSentText, {{"printer", "home"}}));
    EXPECT_EQ(world.box(Phrase::PrintPrinter), nullptr) << "nothing is asked any more";
    EXPECT_EQ(world.focused(), world.button(Phrase::PrintTitle));
}

TEST(Print, WithoutAPrinterThePanelSaysSoAndOffersThePdf) {
    PrintWorld world;
    world.press(Phrase::PrintTitle);
    EXPECT_TRUE(world.sees(Phrase::PrintNoneTitle));
    putPrinters(world, twoPrinters());
    world.press(Phrase::PrintAgain);
    EXPECT_NE(world.box(Phrase::PrintPrinter), nullptr) << "one that was added meanwhile";
    world.answerNewFile(world.home() / "report");
    world.press(Phrase::PrintPdf);
    EXPECT_TRUE(world.sees(Phrase::SignReportSaved));
    EXPECT_TRUE(std::filesystem::exists(world.home() / "report.pdf"));
    EXPECT_EQ(world.box(Phrase::PrintPrinter), nullptr);
}

TEST(Print, APrinterThatRefusesIsTriedAgainOrLeftForAnother) {
    PrintWorld world;
    putPrinters(world, twoPrinters());
    std::vector<std::string> asked;
    world.printing().print = [&](std::string_view, const PrintOrder& order,
                                 const CancelToken*) -> Result<Reception> {
        asked.push_back(order.printer);
        return order.printer == "home" ? Reception::Taken : Reception::Refused;
    };
    world.press(Phrase::PrintTitle);
    world.press(Phrase::PrintDo);
    EXPECT_TRUE(world.sees(Phrase::PrintRefusedTitle));
    EXPECT_EQ(world.focused(), world.button(Phrase::PrintDo));
    world.box(Phrase::PrintPrinter)->setCurrentIndex(1);
    world.press(Phrase::PrintDo);
    EXPECT_FALSE(world.sees(Phrase::PrintRefusedTitle));
    EXPECT_TRUE(world.sees(Phrase::PrintSentTitle));
    EXPECT_EQ(asked, (std::vector<std::string>{"office", "home"}));
}

TEST(Print, FailuresHaveTheirSentence) {
    PrintWorld world;
    world.printing().printers = [](const CancelToken*) -> Printers {
        return fail(FailureCode::PrintFailed, "tanba-print");
    };
    world.press(Phrase::PrintTitle);
    EXPECT_TRUE(
        world.sees(fromUtf8(world.words().sentence(fail(FailureCode::PrintFailed, "tanba-print")).what)));
    putPrinters(world, twoPrinters());
    world.printing().print = [](std::string_view, const PrintOrder&,
                                const CancelToken*) -> Result<Reception> {
        return fail(FailureCode::PrintFailed);
    };
    world.press(Phrase::PrintTitle);
    world.press(Phrase::PrintDo);
    EXPECT_TRUE(world.sees(FailureCode::PrintFailed));
    world.press(Phrase::Cancel);
    EXPECT_EQ(world.box(Phrase::PrintPrinter), nullptr);
}

TEST(Print, WhatTookTooLongMayHaveGotThere) {
    PrintWorld world;
    putPrinters(world, twoPrinters());
    world.printing().print = [](std::string_view, const PrintOrder&,
                                const CancelToken*) -> Result<Reception> {
        return fail(FailureCode::NetworkTimeout);
    };
    world.press(Phrase::PrintTitle);
    world.press(Phrase::PrintDo);
    EXPECT_TRUE(world.sees(Phrase::PrintStoppedTitle));
    EXPECT_TRUE(world.sees(Phrase::PrintStoppedText)) << "or the same would be printed twice";
    EXPECT_FALSE(world.sees(FailureCode::NetworkTimeout)) << "the network has nothing to do with it";
}

/// Until it is cancelled, as a service that does not answer.
Failure hang(const CancelToken* cancel, std::atomic<bool>& hangs) {
    hangs = true;
    while (!cancel->cancelled())
        std::this_thread::yield();
    return fail(FailureCode::Cancelled);
}

TEST(Print, AServiceThatDoesNotAnswerHoldsNobody) {
    PrintWorld world;
    std::atomic<bool> hangs = false;
    world.printing().printers = [&hangs](const CancelToken* cancel) -> Printers {
        return hang(cancel, hangs);
    };
    world.button(Phrase::PrintTitle)->click();
    while (!hangs)
        QApplication::processEvents();
    EXPECT_TRUE(world.sees(Phrase::PrintLooking));
    world.press(Phrase::Cancel);
    EXPECT_FALSE(world.sees(Phrase::PrintLooking));

    putPrinters(world, twoPrinters());
    hangs = false;
    world.printing().print = [&hangs](std::string_view, const PrintOrder&,
                                      const CancelToken* cancel) -> Result<Reception> {
        return hang(cancel, hangs);
    };
    world.press(Phrase::PrintTitle);
    world.button(Phrase::PrintDo)->click();
    while (!hangs)
        QApplication::processEvents();
    EXPECT_TRUE(world.sees(Phrase::PrintSending));
    world.press(Phrase::Cancel);
    EXPECT_TRUE(world.sees(Phrase::PrintStoppedTitle)) << "and that it may have got there";
    EXPECT_EQ(world.focused(), world.button(Phrase::PrintTitle));
}

class PrintOnPaper : public testing::TestWithParam<text::Language> {};

TEST_P(PrintOnPaper, ComesOutOfARealPrintService) {
    TANBA_NEEDS(PrintService::installed(), "cupsd and lpadmin");
    const QString reader = QStandardPaths::findExecutable(QStringLiteral("pdftotext"));
    TANBA_NEEDS(!reader.isEmpty(), "pdftotext");
    PrintWorld world(GetParam());
    PrintService service(world.home() / "cups");
    ASSERT_TRUE(service.running());
    world.printing() = print::printingApart();
    world.press(Phrase::PrintTitle);
    EXPECT_TRUE(world.sees(Phrase::PrintNoneTitle));

    service.addPrinter("alpha", "");
    service.addPrinter("office", "Кеңсе принтері");
    service.preferPrinter("office");
    world.press(Phrase::PrintAgain);
    QComboBox* const printer = world.box(Phrase::PrintPrinter);
    ASSERT_NE(printer, nullptr) << world.visibleText().toStdString();
    ASSERT_EQ(printer->count(), 2);
    EXPECT_EQ(printer->itemText(0), world.words().say(Phrase::PrintDefault, {{"printer", "Кеңсе принтері"}}));
    EXPECT_EQ(printer->itemText(1), QStringLiteral("alpha"));
    world.box(Phrase::PrintCopies)->setCurrentIndex(1);
    world.press(Phrase::PrintDo);
    ASSERT_TRUE(world.sees(Phrase::PrintSentTitle)) << world.visibleText().toStdString();
    world.until([&service] { return service.jobs().size() == 1; });
    ASSERT_EQ(service.jobs().size(), 1U);
    const PrintService::Job job = service.jobs().front();
    EXPECT_EQ(job.copies, 2);
    EXPECT_EQ(job.title, "Tanba") << "no name of a document or person in the queue";
    QProcess process;
    process.start(reader, {QString::fromStdString(job.file.string()), QStringLiteral("-")});
    ASSERT_TRUE(process.waitForFinished());
    const QString page = QString::fromUtf8(process.readAllStandardOutput()).simplified();
    EXPECT_TRUE(page.contains(world.words().say(Phrase::SignReportTitle).simplified())) << page.toStdString();
    EXPECT_TRUE(page.contains(QStringLiteral("СЫНАҚОВ СЫНАҚ")));
    EXPECT_TRUE(page.contains(QStringLiteral("шарт.txt.p7s")));

    world.press(Phrase::PrintTitle);
    service.refuse("office");
    world.press(Phrase::PrintDo);
    EXPECT_TRUE(world.sees(Phrase::PrintRefusedTitle)) << "it takes nothing";
    service.removePrinter("alpha");
    world.box(Phrase::PrintPrinter)->setCurrentIndex(1);
    world.press(Phrase::PrintDo);
    EXPECT_TRUE(world.sees(Phrase::PrintRefusedText, {{"printer", "alpha"}})) << "it is there no more";
    EXPECT_EQ(service.jobs().size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Languages, PrintOnPaper, testing::Values(text::Language::Kk, text::Language::Ru),
                         [](const auto& test) { return std::string(text::languageName(test.param)); });

} // namespace
} // namespace tanba::gui::test
