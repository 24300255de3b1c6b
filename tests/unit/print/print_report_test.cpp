#include "app/print/print_report.h"

#include "tests/support/outcome.h"

#include <gtest/gtest.h>

namespace tanba::print {
namespace {

using test::outcome;

TEST(PrintReport, MakesAPdf) {
    const auto pdf =
        printHtml("<html><body><p>\xd2\x9a\xd0\xb0\xd0\xb7\xd0\xb0\xd2\x9b\xd1\x88\xd0\xb0</p></body></html>",
                  printerBesideThisProgram().value());
    ASSERT_EQ(outcome(pdf), "ok");
    EXPECT_TRUE(asText(pdf.value()).starts_with("%PDF-"));
    EXPECT_NE(asText(pdf.value()).find("%%EOF"), std::string_view::npos);
}

TEST(PrintReport, IsMissing) {
    const auto pdf = printHtml("x", "/nonexistent/tanba-print");
    ASSERT_EQ(outcome(pdf), "print.failed");
    EXPECT_EQ(pdf.failure().subject, "tanba-print");
}

TEST(PrintReport, TakesAllThatThePrinterSaysUntilItEndsWell) {
    const std::string html(300'000, 'x');
    const auto echo = printHtml(html, "/bin/cat");
    ASSERT_EQ(outcome(echo), "ok");
    EXPECT_EQ(asText(echo.value()), html);
}

TEST(PrintReport, APrinterThatFails) {
    const auto pdf = printHtml("x", "/bin/false");
    EXPECT_EQ(outcome(pdf), "print.failed");
}

TEST(PrintReport, APrinterThatNeverEndsIsStopped) {
    const auto pdf = printHtml("x", "/usr/bin/yes");
    ASSERT_EQ(outcome(pdf), "print.failed");
    EXPECT_EQ(pdf.failure().detail, "too much");
}

TEST(PrintReport, IsCancelled) {
    CancelToken cancel;
    cancel.cancel();
    EXPECT_EQ(outcome(printHtml("x", "/usr/bin/yes", &cancel)), "cancelled");
}

TEST(PrintReport, WithoutAPrintServiceThereAreNoPrinters) {
    setenv("CUPS_SERVER", "/nonexistent/cups.sock", 1);
    const auto printers = listPrinters(printerBesideThisProgram().value());
    ASSERT_EQ(outcome(printers), "ok");
    EXPECT_TRUE(printers.value().empty());
    const auto printed = printOnPaper("<p>x</p>", {"nowhere", 1}, printerBesideThisProgram().value());
    ASSERT_EQ(outcome(printed), "ok");
    EXPECT_EQ(printed.value(), Reception::Refused);
    unsetenv("CUPS_SERVER");
}

TEST(PrintReport, NobodyIsSentMoreCopiesThanMakeSense) {
    for (const int copies : {0, -1, kMostCopies + 1})
        EXPECT_EQ(outcome(printOnPaper("<p>x</p>", {"nowhere", copies}, printerBesideThisProgram().value())),
                  "print.failed")
            << copies;
}

TEST(PrintReport, MoreThanTheLimitStartsNobody) {
    EXPECT_EQ(outcome(printHtml(std::string(kMaxHtml + 1, 'x'), "/bin/cat")), "print.failed");
}

} // namespace
} // namespace tanba::print
