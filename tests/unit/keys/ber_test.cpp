#include "core/keys/ber.h"

#include "core/base/der_reader.h"
#include "core/base/der_writer.h"
#include "core/base/encoding.h"

#include <gtest/gtest.h>

#include <string>

namespace tanba::keys {
namespace {

/// Hex of the result, or the code of the failure.
std::string convert(std::string_view input, BytesBehind behind = BytesBehind::Refuse) {
    const Bytes bytes = fromHex(input).value();
    const auto der = derFromBer(bytes, behind);
    return der.ok() ? toHex(der.value().view()) : std::string(codeText(der.failure().code));
}

std::string repeated(std::string_view text, std::size_t count) {
    std::string out;
    for (; count > 0; --count)
        out += text;
    return out;
}

TEST(Ber, DerStaysAsItIs) {
    const Bytes der = der::sequence({der::integer(5), der::octetString(Bytes(300, 1)), der::null(),
                                     der::element(der::contextConstructed(0), der::sequence({}))});
    const auto same = derFromBer(der, BytesBehind::Refuse);
    ASSERT_TRUE(same.ok());
    EXPECT_TRUE(sameBytes(same.value().view(), der));
}

TEST(Ber, IndefiniteLengthsBecomeDefinite) {
    EXPECT_EQ(convert("30800201050000"), "3003020105");
    EXPECT_EQ(convert("3080a0800201050000020106"
                      "0000"),
              "3008a003020105020106");
}

TEST(Ber, LengthsBecomeMinimal) {
    EXPECT_EQ(convert("3082000402810105"), "3003020105");
}

TEST(Ber, OctetStringsInPiecesBecomeOne) {
    EXPECT_EQ(convert("2406040101040102"), "04020102");
    EXPECT_EQ(convert("24800401012480040102000004000000"), "04020102");
    EXPECT_EQ(convert("24800000"), "0400");
}

TEST(Ber, PiecesUnderAContextTagKeepTheirHeaders) {
    EXPECT_EQ(convert("a0800401010401020000"), "a006040101040102");
}

TEST(Ber, WhatLiesInAnOctetStringIsNotTouched) {
    EXPECT_EQ(convert("040430800000"), "040430800000");
}

TEST(Ber, LongContent) {
    Bytes chunks{0x24, 0x80};
    for (int count = 0; count < 100; ++count) {
        append(chunks, der::octetString(Bytes(1000, 0xAB)));
    }
    append(chunks, Bytes{0, 0});
    const auto der = derFromBer(chunks, BytesBehind::Refuse);
    ASSERT_TRUE(der.ok());
    EXPECT_TRUE(sameBytes(der.value().view(), der::octetString(Bytes(100'000, 0xAB))));
}

TEST(Ber, BytesBehindTheElement) {
    EXPECT_EQ(convert("0201050a"), "der.malformed");
    EXPECT_EQ(convert("0201050a", BytesBehind::Ignore), "020105");
}

TEST(BerRefused, WhatIsMalformed) {
    for (const char* input : {"",
                              "30",
                              "3003",
                              "3080",
                              "30800201",
                              "308002010500",
                              "0480",
                              "02",
                              "0201",
                              "30830001",
                              "1f8101ff",
                              "0000",
                              "3005020105",
                              "30030201050000",
                              "24030201050000",
                              "2403020105",
                              "24030c0105",
                              "308900000000000000000102",
                              "3088ffffffffffffffff00",
                              "3004020205",
                              "30060204010203"}) {
        EXPECT_EQ(convert(input), "der.malformed") << input;
    }
}

TEST(BerRefused, InnerElementLongerThanItsParent) {
    EXPECT_EQ(convert("3003040400000000"), "der.malformed");
}

TEST(BerRefused, IndefiniteChildRunsOutOfItsParent) {
    EXPECT_EQ(convert("3004"
                      "3080020105"
                      "0000"),
              "der.malformed");
}

TEST(BerRefused, Depth) {
    constexpr std::size_t kDeepest = DerReader::kMaxDepth;
    EXPECT_NE(convert(repeated("3080", kDeepest) + repeated("0000", kDeepest)), "der.too_deep");
    EXPECT_EQ(convert(repeated("3080", kDeepest + 1) + repeated("0000", kDeepest + 1)), "der.too_deep");
    EXPECT_EQ(convert(repeated("2480", 100'000)), "der.too_deep");
}

TEST(BerRefused, NumberOfElements) {
    EXPECT_EQ(convert("3080" + repeated("0500", 65'535) + "0000").substr(0, 2), "30");
    EXPECT_EQ(convert("3080" + repeated("0500", 65'536) + "0000"), "der.malformed");
    EXPECT_EQ(convert("3080" + repeated("3000", 65'536) + "0000"), "der.malformed");
}

} // namespace
} // namespace tanba::keys
