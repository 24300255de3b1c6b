#include "cardreader/pcsc/pin_structures.h"

#include "core/base/encoding.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

namespace tanba::card::pcsc {
namespace {

using test::outcome;

PinPadCommand command() {
    return {0x00, 0x20, 0x00, 0x80, {4, 8, 8, 0xFF}};
}

TEST(PinStructures, Verify) {
    EXPECT_EQ(toHex(pinVerifyStructure(command(), 7).value()),
              // timeouts, format, block, length format, 4..8 digits, OK key, messages, language, message
              "3c3c"
              "82"
              "08"
              "00"
              "0804"
              "02"
              "ff"
              "0904"
              "00"
              // prologue, length of the command, the command
              "000000"
              "0d000000"
              "0020008008ffffffffffffffff");
}

TEST(PinStructures, Modify) {
    PinPadCommand change = command();
    change.ins = 0x24;
    change.block = {6, 6, 6, 0x00};
    EXPECT_EQ(toHex(pinModifyStructure(change, 0).value()),
              // ... old PIN at 0, new one at 6, 6..6 digits, confirm both, OK key, three messages
              "3c3c"
              "82"
              "06"
              "00"
              "00"
              "06"
              "0606"
              "03"
              "02"
              "03"
              "0904"
              "000102"
              "000000"
              "11000000"
              "002400800c000000000000000000000000");
}

TEST(PinStructures, ReadersWithoutAnOkKeyEndByLength) {
    EXPECT_EQ(pinVerifyStructure(command(), 0x01).value().at(7), 0x01);
    EXPECT_EQ(pinVerifyStructure(command(), 0x02).value().at(7), 0x02);
    EXPECT_EQ(pinVerifyStructure(command(), 0x00).value().at(7), 0x02);
}

TEST(PinStructures, BlocksThatDoNotFitAreRefused) {
    for (const PinBlock block : {PinBlock{4, 8, 16, 0xFF}, PinBlock{4, 8, 0, 0xFF}, PinBlock{4, 9, 8, 0xFF},
                                 PinBlock{6, 4, 8, 0xFF}}) {
        PinPadCommand wrong = command();
        wrong.block = block;
        EXPECT_EQ(outcome(pinVerifyStructure(wrong, 7)), "card.not_for_this_driver");
        EXPECT_EQ(outcome(pinModifyStructure(wrong, 7)), "card.not_for_this_driver");
    }
}

} // namespace
} // namespace tanba::card::pcsc
