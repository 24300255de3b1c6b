#include "cardreader/pcsc/reader_features.h"

#include <gtest/gtest.h>

namespace tanba::card::pcsc {
namespace {

TEST(ReaderFeatures, ReadersThatLieAboutTheirPad) {
    EXPECT_TRUE(liesAboutItsPad(0x076B, 0x3031, "any"));
    EXPECT_TRUE(liesAboutItsPad(0x076B, 0x6632, "any"));
    EXPECT_FALSE(liesAboutItsPad(0x076B, 0x3821, "OMNIKEY 3821 with keys"));
    EXPECT_FALSE(liesAboutItsPad(0x1234, 0x3031, "any"));
}

TEST(ReaderFeatures, ByNameWhereTheDriverTellsNoNumbers) {
    EXPECT_TRUE(liesAboutItsPad(0, 0, "HID Global OMNIKEY 3x21 Smart Card Reader 0"));
    EXPECT_TRUE(liesAboutItsPad(0, 0, "HID OMNIKEY 6121 Smart Card Reader [OMNIKEY 6121] 00 00"));
    EXPECT_FALSE(liesAboutItsPad(0, 0, "HID Global OMNIKEY 3821 Smart Card Reader 0"));
    // The numbers win where they are told.
    EXPECT_FALSE(liesAboutItsPad(0x076B, 0x3821, "OMNIKEY 3x21"));
}

} // namespace
} // namespace tanba::card::pcsc
