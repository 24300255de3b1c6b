#include "app/print/print_messages.h"

#include "tests/support/outcome.h"

#include <gtest/gtest.h>

namespace tanba::print {
namespace {

using test::outcome;

TEST(PrintMessages, ComeBackAsTheyWereWritten) {
    const Bytes answer = writePrinters({{"office", "Кеңсе", PrinterRank::Default}, {"home", "", {}}});
    const auto read = readPrinters(answer);
    ASSERT_EQ(outcome(read), "ok");
    ASSERT_EQ(read.value().size(), 2U);
    EXPECT_EQ(read.value()[0].name, "office");
    EXPECT_EQ(read.value()[0].description, "Кеңсе");
    EXPECT_EQ(read.value()[0].rank, PrinterRank::Default);
    EXPECT_EQ(read.value()[1].name, "home");
    EXPECT_EQ(readPrinters(writePrinters({})).value().size(), 0U);
    for (const Reception reception : {Reception::Taken, Reception::Refused})
        EXPECT_EQ(readReception(writeReception(reception)).value(), reception);
}

TEST(PrintMessages, WhatIsTooMuchIsLeftOut) {
    const std::vector<Printer> crowd(kMostPrinters + 1, {std::string(kMaxPrinterText + 1, 'x'), "", {}});
    const auto read = readPrinters(writePrinters(crowd));
    ASSERT_EQ(outcome(read), "ok");
    EXPECT_EQ(read.value().size(), kMostPrinters);
    EXPECT_EQ(read.value().front().name.size(), kMaxPrinterText);
}

TEST(PrintMessages, AnythingElseIsAFailure) {
    const Bytes good = writePrinters({{"office", "Кеңсе", PrinterRank::Default}});
    for (std::size_t length = 0; length < good.size(); ++length)
        EXPECT_EQ(outcome(readPrinters(ByteView(good).first(length))), "print.failed") << length;
    Bytes longer = good;
    longer.push_back(0);
    EXPECT_EQ(outcome(readPrinters(longer)), "print.failed");
    Bytes strange = writeReception(Reception::Refused);
    strange.back() = 7;
    EXPECT_EQ(outcome(readReception(strange)), "print.failed");
}

} // namespace
} // namespace tanba::print
