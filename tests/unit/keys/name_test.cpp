#include "core/keys/name.h"

#include "core/base/der_writer.h"
#include "core/base/utf8.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace tanba::keys {
namespace {

const std::string kReplacement = "\xEF\xBF\xBD";

Bytes attribute(std::string_view oid, ByteView value) {
    return der::sequence({der::oid(Oid(oid)), value});
}

Bytes rdn(std::string_view oid, ByteView value) {
    return der::element(der::kSet, attribute(oid, value));
}

Name nameOf(const std::vector<Bytes>& rdns) {
    auto name = Name::fromDer(der::sequenceOf(rdns));
    EXPECT_TRUE(name.ok());
    return name.ok() ? std::move(name).value() : Name();
}

std::string valueOf(std::uint8_t tag, const Bytes& content) {
    return nameOf({rdn("2.5.4.3", der::element(tag, content))}).attributes().at(0).value;
}

TEST(Name, ValuesByTypeWhateverTheirOrder) {
    const Bytes common = rdn("2.5.4.3", der::utf8String("ТЕСТОВ ТЕСТ"));
    const Bytes number = rdn("2.5.4.5", der::printableString("IIN991231500016"));
    for (const Name& name : {nameOf({common, number}), nameOf({number, common})}) {
        EXPECT_EQ(name.first(Oid("2.5.4.3")), "ТЕСТОВ ТЕСТ");
        EXPECT_EQ(name.first(Oid("2.5.4.5")), "IIN991231500016");
        EXPECT_EQ(name.first(Oid("2.5.4.10")), "");
    }
    EXPECT_FALSE(nameOf({common, number}) == nameOf({number, common}));
}

TEST(Name, FirstOfSeveral) {
    const Name name =
        nameOf({rdn("2.5.4.11", der::utf8String("one")), rdn("2.5.4.11", der::utf8String("two"))});
    EXPECT_EQ(name.first(Oid("2.5.4.11")), "one");
    EXPECT_EQ(name.attributes().size(), 2u);
}

TEST(Name, SeveralAttributesInOneSet) {
    Bytes both = attribute("2.5.4.3", der::utf8String("a"));
    append(both, attribute("2.5.4.4", der::utf8String("b")));
    EXPECT_EQ(nameOf({der::element(der::kSet, both)}).display(), "CN=a, SN=b");
}

TEST(Name, Display) {
    const Name name =
        nameOf({rdn("2.5.4.3", der::utf8String("ИС \"Тест\"")),
                rdn("0.9.2342.19200300.100.1.1", der::utf8String("u")), rdn("1.2.3.4", der::utf8String("v")),
                rdn("2.5.4.6", der::printableString("KZ"))});
    EXPECT_EQ(name.display(), "CN=ИС \"Тест\", UID=u, 1.2.3.4=v, C=KZ");
}

TEST(Name, DisplayCannotBeForgedByAValue) {
    EXPECT_EQ(nameOf({rdn("2.5.4.3", der::utf8String("X, O=Bank\\"))}).display(), "CN=X\\, O=Bank\\\\");
}

TEST(Name, DisplayHidesControlAndBidirectionalCharacters) {
    const std::vector<std::string> hidden{"\x01",         "\n",           "\x7F",         "\xC2\x85",
                                          "\xC2\xAD",     "\xD8\x9C",     "\xE2\x80\x8B", "\xE2\x80\x8F",
                                          "\xE2\x80\xAE", "\xE2\x81\xA6", "\xEF\xBB\xBF", "\xF3\xA0\x81\x81"};
    for (const std::string& character : hidden) {
        const Name name = nameOf({rdn("2.5.4.3", der::utf8String("a" + character + "b"))});
        EXPECT_EQ(name.display(), "CN=a" + kReplacement + "b");
        EXPECT_EQ(name.first(Oid("2.5.4.3")), "a" + character + "b");
    }
    EXPECT_EQ(displayText("Ә ң 漢 😀"), "Ә ң 漢 😀");
}

TEST(Name, EmptyNameIsAName) {
    EXPECT_TRUE(nameOf({}).attributes().empty());
    EXPECT_EQ(nameOf({}).display(), "");
}

TEST(Name, ValueThatIsNoStringIsShownAsHex) {
    EXPECT_EQ(valueOf(der::kInteger, Bytes{5}), "#020105");
}

TEST(Name, StringTypes) {
    EXPECT_EQ(valueOf(der::kTeletexString, Bytes{0x41, 0xE9}), "A\xC3\xA9");
    EXPECT_EQ(valueOf(der::kIa5String, toBytes("a@b")), "a@b");
    EXPECT_EQ(valueOf(der::kBmpString, Bytes{0x04, 0xD8, 0x00, 0x41}), "ӘA");
    EXPECT_EQ(valueOf(der::kBmpString, Bytes{0xD8, 0x3D, 0xDE, 0x00}), "😀");
    EXPECT_EQ(valueOf(der::kUniversalString, Bytes{0, 1, 0xF6, 0x00}), "😀");
}

TEST(Name, BrokenTextIsRepaired) {
    EXPECT_EQ(valueOf(der::kUtf8String, Bytes{'a', 0xFF, 'b'}), "a" + kReplacement + "b");
    EXPECT_EQ(valueOf(der::kUtf8String, Bytes{'a', 0xD0}), "a" + kReplacement);
    EXPECT_EQ(valueOf(der::kUtf8String, Bytes{0xC0, 0x80}), kReplacement + kReplacement);
    EXPECT_EQ(valueOf(der::kUtf8String, Bytes{0xE0, 0x80, 0x80}), kReplacement);
    EXPECT_EQ(valueOf(der::kUtf8String, Bytes{0xED, 0xA0, 0x80}), kReplacement);
    EXPECT_EQ(valueOf(der::kUtf8String, Bytes{0xF4, 0x90, 0x80, 0x80}), kReplacement);
    EXPECT_EQ(valueOf(der::kBmpString, Bytes{0xD8, 0x3D, 0x00, 0x41}), kReplacement + "A");
    EXPECT_EQ(valueOf(der::kBmpString, Bytes{0xD8, 0x3D}), kReplacement);
    EXPECT_EQ(valueOf(der::kBmpString, Bytes{0x00, 0x41, 0x00}), "A" + kReplacement);
    EXPECT_EQ(valueOf(der::kUniversalString, Bytes{0, 0x11, 0, 0}), kReplacement);
    EXPECT_EQ(valueOf(der::kUniversalString, Bytes{0, 0, 0}), kReplacement);
}

TEST(NameRefused, WhatIsNoName) {
    EXPECT_FALSE(Name::fromDer({}).ok());
    EXPECT_FALSE(Name::fromDer(der::null()).ok());
    EXPECT_FALSE(Name::fromDer(der::sequence({der::element(der::kSet, {})})).ok());
    EXPECT_FALSE(Name::fromDer(der::sequence({rdn("2.5.4.3", Bytes{})})).ok());
    Bytes followed = der::sequence({});
    followed.push_back(0);
    EXPECT_FALSE(Name::fromDer(followed).ok());
}

TEST(NameRefused, TooManyAttributes) {
    std::vector<Bytes> rdns(256, rdn("2.5.4.3", der::utf8String("x")));
    EXPECT_TRUE(Name::fromDer(der::sequenceOf(rdns)).ok());
    rdns.push_back(rdns.front());
    EXPECT_FALSE(Name::fromDer(der::sequenceOf(rdns)).ok());
}

} // namespace
} // namespace tanba::keys
