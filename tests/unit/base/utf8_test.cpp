#include "core/base/utf8.h"

#include <gtest/gtest.h>

#include <vector>

namespace tanba {
namespace {

const std::string kReplacement = "\xEF\xBF\xBD";

TEST(Utf8, ValidTextStays) {
    for (const std::string text :
         {"", "a", "Әліпби ң", "漢字", "😀", "\xED\x9F\xBF\xEE\x80\x80", "\xF4\x8F\xBF\xBD"})
        EXPECT_EQ(repairedUtf8(text), text);
}

TEST(Utf8, EachBrokenSequenceBecomesOneReplacement) {
    struct Case {
        std::string text;
        std::string repaired;
    };
    for (const Case& one : {
             Case{"a\xFF"
                  "b",
                  "a" + kReplacement + "b"},
             Case{"\x80\x80", kReplacement + kReplacement},
             Case{"a\xD0", "a" + kReplacement},
             Case{"\xE2\x82"
                  "a",
                  kReplacement + "a"},
             Case{"\xC0\x80", kReplacement + kReplacement},
             Case{"\xE0\x80\x80", kReplacement},
             Case{"\xED\xA0\x80", kReplacement},
             Case{"\xF0\x80\x80\x80", kReplacement},
             Case{"\xF4\x90\x80\x80", kReplacement},
             Case{"\xD0\xD0\xB0", kReplacement + "а"},
         })
        EXPECT_EQ(repairedUtf8(one.text), one.repaired);
}

TEST(Utf8, TakeGoesForwardAlways) {
    for (unsigned first = 0; first < 256; ++first) {
        const Bytes bytes{static_cast<std::uint8_t>(first), 0x80, 'x'};
        ByteView rest = bytes;
        static_cast<void>(takeUtf8(rest));
        EXPECT_LT(rest.size(), bytes.size()) << first;
    }
}

TEST(Utf8, AppendedCharactersComeBack) {
    for (const char32_t character :
         {U'\0', U'a', U'\x7F', U'\x80', U'\x7FF', U'\x800', U'\xFFFD', U'\x10000', U'\x10FFFF'}) {
        std::string text;
        appendUtf8(text, character);
        ByteView rest = viewOf(text);
        EXPECT_EQ(takeUtf8(rest), character);
        EXPECT_TRUE(rest.empty());
    }
    std::string text;
    appendUtf8(text, 0xD800);
    appendUtf8(text, 0x110000);
    EXPECT_EQ(text, kReplacement + kReplacement);
}

TEST(DisplayText, WhatSteersOrHidesIsReplaced) {
    for (const char32_t character : {U'\0', U'\n', U'\x1B', U'\x7F', U'\x85', U'\xAD', U'\x61C', U'\x200B',
                                     U'\x200F', U'\x202E', U'\x2066', U'\x2069', U'\x2028', U'\xFE0F',
                                     U'\xFEFF', U'\xFFF9', U'\x3164', U'\xE0041', U'\xE0FFF'}) {
        std::string text = "a";
        appendUtf8(text, character);
        EXPECT_EQ(displayText(text + "b"), "a" + kReplacement + "b") << static_cast<unsigned>(character);
    }
}

TEST(DisplayText, OrdinaryTextStays) {
    EXPECT_EQ(displayText("ИС «Сынақ» — Ә ң 漢 😀"), "ИС «Сынақ» — Ә ң 漢 😀");
}

} // namespace
} // namespace tanba
