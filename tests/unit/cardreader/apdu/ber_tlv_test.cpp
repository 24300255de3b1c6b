#include "cardreader/apdu/ber_tlv.h"

#include "core/base/encoding.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

namespace tanba::card {
namespace {

using test::outcome;

Bytes bytes(const std::string& hex) {
    return fromHex(hex).value();
}

/// "tag:content" of every object of the top level, or the failure.
std::string read(const std::string& hex) {
    const Bytes input = bytes(hex);
    TlvReader reader(input);
    std::string all;
    while (true) {
        const auto object = reader.next();
        if (!object.ok())
            return all + "!" + outcome(object);
        if (!object.value())
            return all;
        const std::uint32_t tag = object.value()->tag;
        const Bytes tagBytes{static_cast<std::uint8_t>(tag >> 16), static_cast<std::uint8_t>(tag >> 8),
                             static_cast<std::uint8_t>(tag)};
        all += toHex(tagBytes) + ":" + toHex(object.value()->content) + " ";
    }
}

TEST(BerTlv, TagsOfOneToThreeBytes) {
    EXPECT_EQ(read("8001aa"), "000080:aa ");
    EXPECT_EQ(read("7f4902aabb"), "007f49:aabb ");
    EXPECT_EQ(read("ffa00701cc"), "ffa007:cc ");
    EXPECT_EQ(read("5f818101aa"), "!card.answer_malformed");
}

TEST(BerTlv, LengthsOfOneToThreeBytes) {
    EXPECT_EQ(read("8000"), "000080: ");
    EXPECT_EQ(read("808101aa"), "000080:aa ");
    EXPECT_EQ(read("80820001aa"), "000080:aa ");
    EXPECT_EQ(read("8083000001aa"), "!card.answer_malformed");
    EXPECT_EQ(read("8080aa0000"), "!card.answer_malformed");
    const std::string large(2 * 65535, 'a');
    EXPECT_EQ(read("8082ffff" + large), "000080:" + large + " ");
}

TEST(BerTlv, CutOffAnywhereIsAFailure) {
    const std::string whole = "7f49820003aabbcc";
    for (std::size_t size = 2; size < whole.size(); size += 2)
        EXPECT_EQ(read(whole.substr(0, size)), "!card.answer_malformed") << size;
}

TEST(BerTlv, FillingIsSkipped) {
    EXPECT_EQ(read(""), "");
    EXPECT_EQ(read("0000"), "");
    EXPECT_EQ(read("ffffff"), "");
    EXPECT_EQ(read("008001aa00008101bb00ffffff"), "000080:aa 000081:bb ");
}

TEST(BerTlv, DetailTellsTheOffset) {
    const Bytes input = bytes("8001aa8105");
    TlvReader reader(input);
    ASSERT_TRUE(reader.next().ok());
    const auto broken = reader.next();
    ASSERT_FALSE(broken.ok());
    EXPECT_EQ(broken.failure().detail, "content cut off at 3");
}

TEST(BerTlv, ObjectsWithinObjects) {
    const Bytes input = bytes("8001aa7f490781020102820155"
                              "99");
    const auto found = findTlv(input, {0x7F49, 0x82});
    ASSERT_TRUE(found.ok());
    ASSERT_TRUE(found.value().has_value());
    EXPECT_EQ(toHex(found.value()->content), "55");
    EXPECT_EQ(toHex(found.value()->encoded), "820155");
    EXPECT_EQ(found.value()->depth, 1);
    EXPECT_FALSE(found.value()->constructed());
    EXPECT_TRUE(findTlv(input, {0x7F49}).value()->constructed());
    EXPECT_FALSE(findTlv(input, {0x7F49, 0x83}).value().has_value());
    EXPECT_FALSE(findTlv({}, {0x80}).value().has_value());
    EXPECT_EQ(outcome(findTlv(input, {0x42})), "card.answer_malformed");
}

TEST(BerTlv, DepthAndNumberAreBounded) {
    Bytes nested{0x80, 0x00};
    for (int level = 0; level < 20; ++level) {
        nested.insert(nested.begin(), {0x70, static_cast<std::uint8_t>(nested.size())});
    }
    EXPECT_TRUE(findTlv(nested, {0x70, 0x70, 0x70, 0x70, 0x70, 0x70, 0x70, 0x70, 0x70}).ok());
    EXPECT_EQ(outcome(findTlv(nested, {0x70, 0x70, 0x70, 0x70, 0x70, 0x70, 0x70, 0x70, 0x70, 0x70})),
              "card.answer_malformed");
    Bytes many;
    for (int i = 0; i < 1025; ++i)
        append(many, Bytes{0x80, 0x00});
    TlvReader reader(many);
    for (int i = 0; i < 1024; ++i)
        ASSERT_TRUE(reader.next().ok());
    EXPECT_EQ(outcome(reader.next()), "card.answer_malformed");
}

} // namespace
} // namespace tanba::card
