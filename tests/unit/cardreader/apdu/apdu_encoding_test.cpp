#include "cardreader/apdu/apdu_encoding.h"

#include "core/base/encoding.h"

#include <gtest/gtest.h>

namespace tanba::card {
namespace {

using Protocol = TransmissionProtocol;

std::string encoded(ByteView data, std::optional<std::size_t> expected, Protocol protocol,
                    ApduForm form = ApduForm::Short) {
    const ApduParts parts{0x00, 0xA4, 0x01, 0x02, data, expected};
    return toHex(encodeApdu(parts, protocol, form).view());
}

const Bytes kThree{0xAA, 0xBB, 0xCC};

TEST(ApduEncoding, ShortFormOnT1) {
    EXPECT_EQ(encoded({}, std::nullopt, Protocol::T1), "00a40102");
    EXPECT_EQ(encoded({}, 0x10, Protocol::T1), "00a4010210");
    EXPECT_EQ(encoded({}, kAnyLength, Protocol::T1), "00a4010200");
    EXPECT_EQ(encoded(kThree, std::nullopt, Protocol::T1), "00a4010203aabbcc");
    EXPECT_EQ(encoded(kThree, 0x10, Protocol::T1), "00a4010203aabbcc10");
    EXPECT_EQ(encoded(kThree, 5000, Protocol::T1), "00a4010203aabbcc00");
}

TEST(ApduEncoding, ShortFormOnT0EndsInP3AndHasNoLeAfterData) {
    EXPECT_EQ(encoded({}, std::nullopt, Protocol::T0), "00a4010200");
    EXPECT_EQ(encoded({}, 0x10, Protocol::T0), "00a4010210");
    EXPECT_EQ(encoded(kThree, std::nullopt, Protocol::T0), "00a4010203aabbcc");
    EXPECT_EQ(encoded(kThree, 0x10, Protocol::T0), "00a4010203aabbcc");
}

TEST(ApduEncoding, ExtendedForm) {
    EXPECT_EQ(encoded({}, 5000, Protocol::T1, ApduForm::Extended), "00a40102001388");
    EXPECT_EQ(encoded({}, 65536, Protocol::T1, ApduForm::Extended), "00a40102000000");
    EXPECT_EQ(encoded(kThree, std::nullopt, Protocol::T1, ApduForm::Extended), "00a40102000003aabbcc");
    EXPECT_EQ(encoded(kThree, 0x100, Protocol::T1, ApduForm::Extended), "00a40102000003aabbcc0100");
    const Bytes much(300, 0x11);
    EXPECT_EQ(encoded(much, std::nullopt, Protocol::T1, ApduForm::Extended).substr(0, 14), "00a4010200012c");
}

TEST(ApduEncoding, LongestShortCommand) {
    const Bytes most(255, 0x11);
    EXPECT_EQ(encodeApdu({0, 1, 2, 3, most, 256}, Protocol::T1, ApduForm::Short).size(), 261u);
}

TEST(ApduEncodingDeathTest, TooMuchDataIsAMistakeInTheProgram) {
    const Bytes much(256, 0x11);
    EXPECT_DEATH(encodeApdu({0, 1, 2, 3, much, {}}, Protocol::T1, ApduForm::Short), "");
}

TEST(CommandApdu, CarriesWhatItWasGiven) {
    const CommandApdu command =
        CommandApdu(0x80, 0x20, 1, 2).withSecret(SecretBytes::copyOf(kThree)).expecting(7);
    EXPECT_EQ(command.cla(), 0x80);
    EXPECT_EQ(command.ins(), 0x20);
    EXPECT_EQ(command.p1(), 1);
    EXPECT_EQ(command.p2(), 2);
    EXPECT_TRUE(sameBytes(command.data(), kThree));
    EXPECT_EQ(command.expected(), 7u);
    const CommandApdu bare(0, 0xA4, 0, 0);
    EXPECT_TRUE(bare.data().empty());
    EXPECT_FALSE(bare.expected().has_value());
}

} // namespace
} // namespace tanba::card
