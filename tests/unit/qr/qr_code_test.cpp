#include "app/qr/qr_code.h"

#include "tests/support/outcome.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tanba::test {
namespace {

TEST(QrCode, IsASquareWithItsThreeFinders) {
    const auto code = qr::encodeQr("https://portal.example/phone#qr=0123456789");
    ASSERT_EQ(outcome(code), "ok");
    const std::size_t side = code.value().side();
    EXPECT_EQ(side % 4, 1U); // ISO/IEC 18004: 17 + 4 * version
    const auto finderAt = [&code](std::size_t left, std::size_t top) {
        for (std::size_t row = 0; row < 7; ++row)
            for (std::size_t column = 0; column < 7; ++column) {
                const std::size_t ring = std::min({row, column, 6 - row, 6 - column});
                if (code.value().dark(left + column, top + row) != (ring != 1))
                    return false;
            }
        return true;
    };
    EXPECT_TRUE(finderAt(0, 0));
    EXPECT_TRUE(finderAt(side - 7, 0));
    EXPECT_TRUE(finderAt(0, side - 7));
    // Error correction M stands in the format beside the finder: 00 with the mask's first bit inverted (8.9).
    EXPECT_EQ(code.value().dark(0, 8), true);
    EXPECT_EQ(code.value().dark(1, 8), false);
}

TEST(QrCode, HoldsAsMuchAsItCanAndSaysWhenItCannot) {
    EXPECT_EQ(outcome(qr::encodeQr(std::string(2331, '~'))), "ok");
    EXPECT_EQ(outcome(qr::encodeQr(std::string(2332, '~'))), "file.too_large");
    EXPECT_EQ(outcome(qr::encodeQr("")), "input.empty");
}

TEST(QrCode, IsDrawnInATerminalWithItsQuietZone) {
    const auto code = qr::encodeQr("https://portal.example");
    ASSERT_EQ(outcome(code), "ok");
    const std::string drawn = qr::terminalQr(code.value());
    const std::size_t rows = code.value().side() + 2 * qr::kQuietZone;
    EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(drawn, '\n')), (rows + 1) / 2);
    EXPECT_TRUE(drawn.starts_with("\x1b[30;107m" + std::string(rows, ' ') + "\x1b[0m\n"));
}

} // namespace
} // namespace tanba::test
