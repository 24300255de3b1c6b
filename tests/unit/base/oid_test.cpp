#include "core/base/oid.h"

#include "core/base/encoding.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

#include <string>

namespace tanba {
namespace {

using test::outcome;

Result<Oid> decoded(std::string_view hex) {
    return Oid::fromDerContent(fromHex(hex).value());
}

TEST(Oid, EncodesAndDecodesAsOpenSslDoes) {
    struct Case {
        std::string_view dotted;
        std::string_view content;
    };
    for (const Case& row : {
             Case{"1.2.398.3.10.1.1.2.3.2", "2a830e030a0101020302"},
             Case{"2.5.4.3", "550403"},
             Case{"1.2.840.113549.1.9.16.2.14", "2a864886f70d010910020e"},
             Case{"2.999.3", "883703"},
             Case{"0.0", "00"},
             Case{"0.39", "27"},
             Case{"1.39", "4f"},
             Case{"2.40", "78"},
             Case{"2.9223372036854775727", "ffffffffffffffff7f"},
             Case{"1.2.9223372036854775807", "2affffffffffffffff7f"},
             Case{"1.2.9223372036854775808", "2a81808080808080808000"},
             Case{"1.2.18446744073709551616", "2a82808080808080808000"},
             // Arcs that are UUIDs (X.667); the last is the greatest there can be.
             Case{"2.25.329800735698586629295641978511506172918", "6983f09da7ebcfdee0c7a1a7b2c0948cc8f9d776"},
             Case{"2.25.340282366920938463463374607431768211455", "6983ffffffffffffffffffffffffffffffffff7f"},
         }) {
        EXPECT_EQ(Oid(row.dotted).dotted(), row.dotted);
        EXPECT_EQ(toHex(Oid(row.dotted).derContent()), row.content);
        const auto back = decoded(row.content);
        ASSERT_TRUE(back.ok()) << row.dotted;
        EXPECT_EQ(back.value().dotted(), row.dotted);
        EXPECT_EQ(back.value(), Oid(row.dotted));
    }
}

TEST(Oid, RefusesMalformedContent) {
    for (const std::string_view content : {
             "",                                           // nothing
             "2a83",                                       // the last arc does not end
             "2a8003",                                     // leading zero group
             "80",                                         // the same in the first arc
             "2a84808080808080808080808080808080808000",   // an arc of 2^128
             "2a8180808080808080808080808080808080808000", // one that takes 20 octets
             "81808080808080808000",                       // 2^63 in the first two arcs
         })
        EXPECT_EQ(outcome(decoded(content)), "der.malformed") << content;
}

TEST(Oid, RefusesMoreThan64Arcs) {
    // The first octet holds two arcs.
    EXPECT_EQ(outcome(Oid::fromDerContent(Bytes(63, 0x01))), "ok");
    EXPECT_EQ(outcome(Oid::fromDerContent(Bytes(64, 0x01))), "der.malformed");
    EXPECT_EQ(outcome(Oid::fromDerContent(Bytes(1U << 20, 0x01))), "der.malformed");
    EXPECT_EQ(outcome(Oid::fromDerContent(Bytes(1U << 20, 0x81))), "der.malformed");
}

TEST(Oid, MalformedTextGivesAnEmptyOid) {
    for (const std::string_view text :
         {"", "1", "1.", ".1", "1..2", "3.1", "1.40", "0.40", "1.02", "01.2", "1.2.x", "1.2 ", "-1.2", "+1.2",
          "1.-2", "2.9223372036854775728", "1.2.340282366920938463463374607431768211456",
          "1.2.9999999999999999999999999999999999999999999999"}) {
        EXPECT_TRUE(Oid(text).empty()) << text;
        EXPECT_TRUE(Oid(text).derContent().empty()) << text;
    }
    std::string arcs = "1";
    for (int count = 1; count < 64; ++count)
        arcs += ".1";
    EXPECT_FALSE(Oid(arcs).empty());
    EXPECT_TRUE(Oid(arcs + ".1").empty());
}

} // namespace
} // namespace tanba
