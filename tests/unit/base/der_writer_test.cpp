#include "core/base/der_writer.h"

#include "core/base/encoding.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

#include <limits>

namespace tanba {
namespace {

TEST(DerWriter, WritesMinimalLengths) {
    struct Case {
        std::uint64_t length;
        std::string_view header;
    };
    // The first six are what openssl asn1parse -genconf writes for such octet strings.
    for (const Case& row : {
             Case{0, "0400"},
             Case{127, "047f"},
             Case{128, "048180"},
             Case{255, "0481ff"},
             Case{256, "04820100"},
             Case{65535, "0482ffff"},
             Case{65536, "0483010000"},
             Case{0x100000000, "04850100000000"},
             Case{std::numeric_limits<std::uint64_t>::max(), "0488ffffffffffffffff"},
         }) {
        EXPECT_EQ(toHex(der::header(der::kOctetString, row.length)), row.header);
        EXPECT_EQ(der::headerSize(row.length), row.header.size() / 2);
    }
}

TEST(DerWriter, WritesWhatOpenSslWrites) {
    const auto time = [](std::string_view text) { return parseRfc3339(text).value(); };
    struct Case {
        Bytes written;
        std::string_view expected;
    };
    for (const Case& row : {
             Case{der::boolean(true), "0101ff"},
             Case{der::boolean(false), "010100"},
             Case{der::integer(0), "020100"},
             Case{der::integer(127), "02017f"},
             Case{der::integer(128), "02020080"},
             Case{der::integer(0x7fffffffffffffff), "02087fffffffffffffff"},
             Case{der::integer(0xffffffffffffffff), "020900ffffffffffffffff"},
             Case{der::integerFromBigEndian({}), "020100"},
             Case{der::integerFromBigEndian(Bytes{0, 0, 1}), "020101"},
             Case{der::integerFromBigEndian(Bytes{0, 0x80}), "02020080"},
             Case{der::oid(Oid("1.2.398.3.10.1.1.2.3.2")), "060a2a830e030a0101020302"},
             Case{der::null(), "0500"},
             Case{der::octetString(Bytes{0x00, 0xff, 0x10}), "040300ff10"},
             Case{der::bitString(Bytes{0x80, 0x01}), "0303008001"},
             Case{der::bitString({}), "030100"},
             Case{der::utf8String("Қол"), "0c06d29ad0bed0bb"},
             Case{der::printableString("Tanba"), "130554616e6261"},
             Case{der::ia5String("a@b.kz"), "16066140622e6b7a"},
             Case{der::time(time("2049-12-31T23:59:59Z")), "170d3439313233313233353935395a"},
             Case{der::time(time("1950-01-01T00:00:00Z")), "170d3530303130313030303030305a"},
             Case{der::time(time("2050-01-01T00:00:00Z")), "180f32303530303130313030303030305a"},
             Case{der::time(time("1949-12-31T23:59:59Z")), "180f31393439313233313233353935395a"},
             Case{der::generalizedTime(time("2049-12-31T23:59:59Z")), "180f32303439313233313233353935395a"},
             Case{der::constructed(der::contextConstructed(1), {der::integer(5)}), "a103020105"},
             Case{der::element(der::context(0), Bytes{1}), "800101"},
         })
        EXPECT_EQ(toHex(row.written), row.expected);
}

TEST(DerWriter, SortsASetAndKeepsASequence) {
    const std::vector<Bytes> parts = {der::integer(300), der::integer(2), der::octetString(Bytes{1})};
    EXPECT_EQ(toHex(der::setOf(parts)), "310a0201020202012c040101");
    EXPECT_EQ(toHex(der::sequenceOf(parts)), "300a0202012c020102040101");
    EXPECT_EQ(toHex(der::sequence({parts[1], parts[2]})), "3006020102040101");
    EXPECT_EQ(toHex(der::setOf({})), "3100");
    // Octets compare as unsigned numbers.
    EXPECT_EQ(toHex(der::setOf({Bytes{0x80, 0x00}, Bytes{0x7f, 0x00}})), "31047f008000");
}

TEST(DerWriter, WhatItWritesIsReadBack) {
    for (std::uint64_t value = 1; value != 0; value <<= 1) {
        const Bytes encoded = der::integer(value - 1);
        EXPECT_EQ(test::outcome(DerReader(encoded).integer()), "ok");
    }
    const Bytes large(70000, 0xA5);
    const Bytes encoded = der::octetString(large);
    EXPECT_TRUE(sameBytes(DerReader(encoded).octetString().value(), large));
}

} // namespace
} // namespace tanba
