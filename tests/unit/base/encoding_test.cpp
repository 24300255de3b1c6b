#include "core/base/encoding.h"

#include "tests/support/outcome.h"

#include <gtest/gtest.h>

#include <string>

namespace tanba {
namespace {

using test::outcome;

Bytes counted(std::size_t count) {
    Bytes bytes(count);
    for (std::size_t index = 0; index < count; ++index)
        bytes[index] = static_cast<std::uint8_t>(index);
    return bytes;
}

TEST(Hex, WritesAndReads) {
    EXPECT_EQ(toHex(Bytes{0x00, 0x0f, 0xa5, 0xff}), "000fa5ff");
    EXPECT_EQ(fromHex("000fA5fF").value(), (Bytes{0x00, 0x0f, 0xa5, 0xff}));
    EXPECT_TRUE(fromHex("").value().empty());
    for (const std::string_view text : {"0", "0g", "g0", "00 11", " 0", "0x00", "+1"})
        EXPECT_EQ(outcome(fromHex(text)), "hex.malformed") << text;
}

/// RFC 4648 section 10.
TEST(Base64, MatchesTheStandard) {
    struct Case {
        std::string_view plain;
        std::string_view encoded;
    };
    for (const Case& row :
         {Case{"", ""}, Case{"f", "Zg=="}, Case{"fo", "Zm8="}, Case{"foo", "Zm9v"}, Case{"foob", "Zm9vYg=="},
          Case{"fooba", "Zm9vYmE="}, Case{"foobar", "Zm9vYmFy"}}) {
        EXPECT_EQ(toBase64(viewOf(row.plain)), row.encoded);
        EXPECT_EQ(asText(fromBase64(row.encoded).value()), row.plain);
    }
}

TEST(Base64, MatchesOpenSslForEveryByte) {
    const std::string expected = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc"
                                 "4OTo7PD0+P0BBQkNERUZHSElKS0xN"
                                 "Tk9QUVJTVFVWV1hZWltcXV5fYGFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6e3x9fn+"
                                 "AgYKDhIWGh4iJiouMjY6PkJGSk5SVlpeYmZqb"
                                 "nJ2en6ChoqOkpaanqKmqq6ytrq+wsbKztLW2t7i5uru8vb6/"
                                 "wMHCw8TFxsfIycrLzM3Oz9DR0tPU1dbX2Nna29zd3t/g4eLj5OXm5+jp"
                                 "6uvs7e7v8PHy8/T19vf4+fr7/P3+/w==";
    EXPECT_EQ(toBase64(counted(256)), expected);
    EXPECT_EQ(fromBase64(expected).value(), counted(256));
}

TEST(Base64, EveryLengthWithAndWithoutLineBreaks) {
    for (std::size_t length = 0; length < 200; ++length) {
        const Bytes bytes = counted(length);
        std::string text = toBase64(bytes);
        EXPECT_EQ(fromBase64(text).value(), bytes);
        for (std::size_t position = 0; position < text.size(); position += 8)
            text.insert(position, "\r\n");
        EXPECT_EQ(fromBase64(text).value(), bytes);
        std::string scattered = " \t";
        for (const char character : text)
            scattered += std::string(1, character) + '\n';
        EXPECT_EQ(fromBase64(scattered).value(), bytes);
    }
}

TEST(Base64, RefusesEverythingElse) {
    for (const std::string_view text : {
             "Z",        "Zg",       "Zm8",   "Zg=",          "Zg",
             "Zm9vZ",    "Zm9vZg=", // padding missing
             "=",        "Z=",       "Z===",  "A===",         "====",
             "Zg===",    "Zm8==",
             "Zm9v=", // padding wrong
             "Zg==Zg==", "Zg==AAAA", "Zg=AA", "Zg=g",         "Zg=\n=Z",
             "Zg==\nA",                                                // something behind the padding
             "Zh==",     "Zv==",     "Zm9=",  "Zm+=",                  // unused bits not zero
             "Zm9-",     "Zm9_",     "Zm9v!", "\xC2\xA0Zm9v", "Zm9v,", // other characters
         })
        EXPECT_EQ(outcome(fromBase64(text)), "base64.malformed") << text;
    EXPECT_EQ(outcome(fromBase64(std::string_view("Zm9v\0", 5))), "base64.malformed");
    EXPECT_EQ(fromBase64("Zg=\r\n=\r\n").value(), toBytes("f"));
}

TEST(Base64, OnlyBase64CharactersAreTaken) {
    const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::string spaces = " \t\r\n\v\f";
    for (int value = 0; value < 256; ++value) {
        const char character = static_cast<char>(value);
        const bool taken = alphabet.find(character) != std::string::npos;
        EXPECT_EQ(fromBase64(std::string("AA") + character + "A").ok(), taken) << value;
        const bool skipped = spaces.find(character) != std::string::npos;
        EXPECT_EQ(fromBase64(std::string("AAAA") + character).ok(), skipped) << value;
    }
}

TEST(Base64, KeepsToTheLimit) {
    const std::string text = toBase64(counted(100));
    EXPECT_EQ(fromBase64(text, 100).value().size(), 100U);
    EXPECT_EQ(outcome(fromBase64(text, 99)), "file.too_large");
    EXPECT_EQ(outcome(fromBase64(text, 0)), "file.too_large");
    EXPECT_EQ(outcome(fromBase64("", 0)), "ok");
    EXPECT_EQ(outcome(fromBase64("Zg==", 1)), "ok");
    EXPECT_EQ(outcome(fromBase64("Z\ng==", 0)), "file.too_large");
}

} // namespace
} // namespace tanba
