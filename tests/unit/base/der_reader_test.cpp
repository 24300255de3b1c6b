#include "core/base/der_reader.h"

#include "core/base/der_writer.h"
#include "core/base/encoding.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace tanba {
namespace {

using test::outcome;

Bytes hex(std::string_view text) {
    return fromHex(text).value();
}

/// Made with "openssl asn1parse -genconf": one of everything.
const Bytes& sample() {
    static const Bytes bytes =
        hex("30819f0101ff01010002010002017f0202008002018002087fffffffffffffff020900ffffffffffffffff060a2a830e"
            "030a010102030206038837030601270500040300ff100303008001170d3439313233313233353935395a170d35303031"
            "30313030303030305a180f32303530303130313030303030305a0c06d29ad0bed0bb130554616e626116066140622e6b"
            "7aa103020105310a0201020202012c040101");
    return bytes;
}

/// Visits everything, as deep as it goes.
Outcome walk(DerReader reader) {
    while (!reader.atEnd()) {
        TANBA_TRY(const DerElement element, reader.any());
        if ((element.tag & 0x20) != 0)
            TANBA_CHECK(walk(DerReader(element)));
    }
    return reader.end();
}

template <typename T>
std::string refusal(Result<T> (DerReader::*method)(), std::string_view encoded) {
    const Bytes bytes = hex(encoded);
    DerReader reader(bytes);
    return outcome((reader.*method)());
}

TEST(DerReader, ReadsWhatOpenSslWrote) {
    DerReader outer(sample());
    auto entered = outer.enter(der::kSequence);
    ASSERT_TRUE(entered.ok());
    EXPECT_EQ(outcome(outer.end()), "ok");
    DerReader reader = entered.value();
    EXPECT_TRUE(reader.boolean().value());
    EXPECT_FALSE(reader.boolean().value());
    EXPECT_EQ(reader.smallInteger().value(), 0);
    EXPECT_EQ(reader.smallInteger().value(), 127);
    EXPECT_EQ(reader.smallInteger().value(), 128);
    EXPECT_EQ(toHex(reader.integer().value()), "80");
    EXPECT_EQ(reader.smallInteger().value(), std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(toHex(reader.integer().value()), "00ffffffffffffffff");
    EXPECT_EQ(reader.oid().value().dotted(), "1.2.398.3.10.1.1.2.3.2");
    EXPECT_EQ(reader.oid().value().dotted(), "2.999.3");
    EXPECT_EQ(reader.oid().value().dotted(), "0.39");
    EXPECT_TRUE(reader.expect(der::kNull).value().content.empty());
    EXPECT_EQ(toHex(reader.octetString().value()), "00ff10");
    EXPECT_EQ(toHex(reader.bitStringOctets().value()), "8001");
    EXPECT_EQ(formatRfc3339(reader.time().value()), "2049-12-31T23:59:59Z");
    EXPECT_EQ(formatRfc3339(reader.time().value()), "1950-01-01T00:00:00Z");
    EXPECT_EQ(formatRfc3339(reader.time().value()), "2050-01-01T00:00:00Z");
    EXPECT_EQ(asText(reader.expect(der::kUtf8String).value().content), "Қол");
    EXPECT_EQ(asText(reader.expect(der::kPrintableString).value().content), "Tanba");
    EXPECT_EQ(asText(reader.expect(der::kIa5String).value().content), "a@b.kz");
    EXPECT_FALSE(reader.optional(der::contextConstructed(0)).value().has_value());
    EXPECT_TRUE(reader.nextIs(der::contextConstructed(1)));
    const auto tagged = reader.optional(der::contextConstructed(1)).value();
    ASSERT_TRUE(tagged.has_value());
    EXPECT_EQ(DerReader(*tagged).smallInteger().value(), 5);
    EXPECT_EQ(outcome(reader.end()), "der.malformed");
    EXPECT_EQ(toHex(reader.expect(der::kSet).value().content), "0201020202012c040101");
    EXPECT_TRUE(reader.atEnd());
    EXPECT_EQ(outcome(reader.end()), "ok");
    EXPECT_FALSE(reader.optional(der::kSet).value().has_value());
    EXPECT_EQ(outcome(reader.any()), "der.malformed");
}

TEST(DerReader, EncodedCoversHeaderAndContent) {
    DerReader reader(sample());
    const DerElement element = reader.any().value();
    EXPECT_TRUE(sameBytes(element.encoded, sample()));
    EXPECT_TRUE(sameBytes(element.content, ByteView(sample()).subspan(3)));
    EXPECT_EQ(element.depth, 0);
    DerReader inner(element);
    EXPECT_EQ(inner.any().value().depth, 1);
}

TEST(DerReader, DetailTellsTheOffsetInTheWhole) {
    // SEQUENCE { SEQUENCE { NULL, BOOLEAN of two octets } }
    const Bytes bytes = hex("3008"
                            "3006"
                            "0500"
                            "01020000");
    DerReader reader(bytes);
    DerReader outer = reader.enter(der::kSequence).value();
    DerReader inner = outer.enter(der::kSequence).value();
    ASSERT_TRUE(inner.expect(der::kNull).ok());
    const auto wrong = inner.boolean();
    ASSERT_FALSE(wrong.ok());
    EXPECT_TRUE(wrong.failure().detail.starts_with("offset 6:")) << wrong.failure().detail;
}

TEST(DerReader, RefusesEveryTruncation) {
    ASSERT_EQ(outcome(walk(DerReader(sample()))), "ok");
    for (std::size_t length = 1; length < sample().size(); ++length)
        EXPECT_EQ(outcome(walk(DerReader(ByteView(sample()).first(length)))), "der.malformed") << length;
}

TEST(DerReader, SurvivesEveryChangedByte) {
    for (std::size_t position = 0; position < sample().size(); ++position) {
        for (int value = 0; value < 256; ++value) {
            Bytes changed = sample();
            changed[position] = static_cast<std::uint8_t>(value);
            const std::string answer = outcome(walk(DerReader(changed)));
            EXPECT_TRUE(answer == "ok" || answer == "der.malformed") << answer;
        }
    }
}

TEST(DerReader, RefusesHostileHeaders) {
    for (const std::string_view encoded : {
             "30",                     // no length
             "3080",                   // indefinite
             "30800000",               // indefinite with its end
             "0000",                   // end of contents
             "04ff",                   // reserved length
             "0481",                   // length missing
             "04817f",                 // 127 in the long form
             "048100",                 // 0 in the long form
             "04820080",               // leading zero octet
             "0484ffffffff",           // 4 GiB
             "0488ffffffffffffffff",   // 2^64-1
             "04887fffffffffffffff",   // 2^63-1
             "0489010000000000000000", // nine octets of length
             "04fe",                   // 126 octets of length
             "1f0100",                 // tag of several octets
             "bf8101020500",           // the same, context-specific
             "0402ff",                 // one octet too few
         })
        EXPECT_EQ(refusal(&DerReader::any, encoded), "der.malformed") << encoded;
}

TEST(DerReader, RefusesMinimalLengthViolationsEvenWhenTheContentIsThere) {
    Bytes encoded = hex("04817f");
    encoded.resize(encoded.size() + 0x7f);
    EXPECT_EQ(outcome(DerReader(encoded).any()), "der.malformed");
    encoded = hex("04820080");
    encoded.resize(encoded.size() + 0x80);
    EXPECT_EQ(outcome(DerReader(encoded).any()), "der.malformed");
    encoded = hex("0489010000000000000080"); // in 64 bits this would be 128
    encoded.resize(encoded.size() + 0x80);
    EXPECT_EQ(outcome(DerReader(encoded).any()), "der.malformed");
    encoded = hex("048180");
    encoded.resize(encoded.size() + 0x80);
    EXPECT_EQ(outcome(DerReader(encoded).any()), "ok");
}

TEST(DerReader, CountsDepth) {
    const auto nested = [](int levels) {
        Bytes encoded = der::null();
        for (int level = 1; level < levels; ++level)
            encoded = der::sequence({encoded});
        return encoded;
    };
    EXPECT_EQ(outcome(walk(DerReader(nested(DerReader::kMaxDepth)))), "ok");
    EXPECT_EQ(outcome(walk(DerReader(nested(DerReader::kMaxDepth + 1)))), "der.too_deep");
    EXPECT_EQ(outcome(walk(DerReader(nested(5000)))), "der.too_deep");
    EXPECT_EQ(outcome(walk(DerReader(nested(2), DerReader::kMaxDepth - 1))), "der.too_deep");
}

TEST(DerReader, ExpectsTheTag) {
    EXPECT_EQ(refusal(&DerReader::boolean, "020101"), "der.malformed");
    EXPECT_EQ(refusal(&DerReader::octetString, ""), "der.malformed");
    EXPECT_EQ(refusal(&DerReader::octetString, "240304010a"), "der.malformed"); // constructed
    const Bytes number = hex("020105");
    DerReader reader(number);
    EXPECT_EQ(outcome(reader.expect(der::kNull)), "der.malformed");
    EXPECT_EQ(reader.smallInteger().value(), 5) << "a refused tag must not be consumed";
}

TEST(DerReader, RefusesWrongContent) {
    for (const std::string_view encoded : {"0100", "010101", "0101fe", "0102ffff"})
        EXPECT_EQ(refusal(&DerReader::boolean, encoded), "der.malformed") << encoded;
    for (const std::string_view encoded : {"0200", "02020001", "0202007f", "0202ff80", "0203ffffff"})
        EXPECT_EQ(refusal(&DerReader::integer, encoded), "der.malformed") << encoded;
    for (const std::string_view encoded :
         {"020180", "0201ff", "0209008000000000000000", "020a01000000000000000000"})
        EXPECT_EQ(refusal(&DerReader::smallInteger, encoded), "der.malformed") << encoded;
    for (const std::string_view encoded : {"0300", "03020780", "0302088a", "030101"})
        EXPECT_EQ(refusal(&DerReader::bitStringOctets, encoded), "der.malformed") << encoded;
    for (const std::string_view encoded : {"0600", "060180", "06022a83"})
        EXPECT_EQ(refusal(&DerReader::oid, encoded), "der.malformed") << encoded;
    EXPECT_EQ(refusal(&DerReader::time, "170b343931323331323335395a"), "time.malformed"); // no seconds
    EXPECT_EQ(refusal(&DerReader::time, "0500"), "der.malformed");
    EXPECT_EQ(refusal(&DerReader::bitStringOctets, "030100"), "ok");
}

} // namespace
} // namespace tanba
