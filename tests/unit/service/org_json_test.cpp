#include "app/service/json/org_json.h"

#include "app/service/json/json_escapes.h"
#include "app/service/json/json_text_sink.h"
#include "tests/support/outcome.h"
#include "tests/unit/service/strict_json.h"

#include <gtest/gtest.h>

namespace tanba::service {
namespace {

std::string read(std::string_view text) {
    const Result<JsonValue> value = readOrgJson(text);
    return value.ok() ? strict(value.value()) : std::string(codeText(value.failure().code));
}

TEST(OrgJson, ReadsTheMessageOfARealCaller) {
    EXPECT_EQ(read("{\n  module: \"kz.uchet.signUtil.commonUtils\",\n  method: 'getVersion',\n"
                   "  args: [\"\"],\n}\n"),
              R"({"module":"kz.uchet.signUtil.commonUtils","method":"getVersion","args":[""]})");
}

struct Reading {
    std::string_view text;
    std::string_view value;
};

class Lenient : public testing::TestWithParam<Reading> {};

TEST_P(Lenient, IsRead) {
    EXPECT_EQ(read(GetParam().text), GetParam().value);
}

INSTANTIATE_TEST_SUITE_P(
    OrgJson, Lenient,
    testing::Values(Reading{"{}", "{}"}, Reading{" \t\r\n{ } ", "{}"},
                    Reading{R"({"a":1;"b":2})", R"({"a":1,"b":2})"}, Reading{R"({a=b})", R"({"a":"b"})"},
                    Reading{R"({a=>b})", R"({"a":"b"})"},
                    Reading{R"({a:two words ,b:x})", R"({"a":"two words","b":"x"})"},
                    Reading{R"({a:TRUE,b:False,c:NULL})", R"({"a":true,"b":false,"c":null})"},
                    Reading{R"({a:-1.5e3,b:1x,c:-})", R"({"a":-1.5e3,"b":"1x","c":"-"})"},
                    Reading{R"({a:[1,2,],b:[,],c:[1;2]})", R"({"a":[1,2],"b":[null],"c":[1,2]})"},
                    Reading{R"({'a':'it\'s "x"'})", R"({"a":"it's \"x\""})"},
                    Reading{R"({a:"\b\t\n\f\r\/\\\""})", R"({"a":"\b\t\n\f\r/\\\""})"},
                    Reading{R"({a:"\u049a\ud83d\udd11"})", "{\"a\":\"\u049a\U0001F511\"}"},
                    Reading{"{\"а\":\"ң\"}", "{\"а\":\"ң\"}"},
                    Reading{R"({a:{b:{c:[]}}})", R"({"a":{"b":{"c":[]}}})"},
                    Reading{"{a:\"tab\there\"}", R"({"a":"tab\there"})"}));

class Wrong : public testing::TestWithParam<std::string_view> {};

TEST_P(Wrong, IsRefused) {
    EXPECT_EQ(read(GetParam()), "service.request_wrong") << GetParam();
}

INSTANTIATE_TEST_SUITE_P(OrgJson, Wrong,
                         testing::Values("", " ", "[]", "null", "\"a\"", "{", "{a", "{a:", "{a:1", "{a:1,",
                                         "{:1}", "{a 1}", "{a:}", "{a:,}", "{a:1 b:2}", "{\"a\" 1}", "{a:1}x",
                                         "{a:1}{}", "{a:\"x}", "{a:'x\"}", "{a:\"line\nend\"}",
                                         R"({a:"\x41"})", R"({a:"\u12"})", R"({a:"\ud83d"})",
                                         R"({a:"\ud83dx"})", R"({a:"\udd11\ud83d"})", R"({a:1,a:2})",
                                         R"({a:1,"\u0061":2})", "{a:[\"1\" 2]}", "{a:[1}", "{\"\":1}",
                                         "{a:\"\xC3\"}", "{a:\"\xED\xA0\x80\"}", "{a:\"\xC0\x80\"}",
                                         "--heartbeat--"));

TEST(OrgJson, NestsAsDeepAsAllowedAndNoDeeper) {
    const auto nested = [](std::size_t depth) {
        return "{a:" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
    };
    EXPECT_TRUE(readOrgJson(nested(kMaxJsonDepth)).ok());
    EXPECT_EQ(read(nested(kMaxJsonDepth + 1)), "service.too_much");
    EXPECT_EQ(read("{a:" + std::string(2'000'000, '[')), "service.too_much");
}

TEST(OrgJson, StopsAtItsLimits) {
    std::string commas = "{a:[" + std::string(kMaxJsonValues, ',') + "]}";
    EXPECT_EQ(read(commas), "service.too_much");
    std::string members = "{";
    for (std::size_t index = 0; index <= kMaxJsonMembers; ++index)
        members += "m" + std::to_string(index) + ":1,";
    EXPECT_EQ(read(members + "}"), "service.too_much");
    EXPECT_EQ(read("{" + std::string(kMaxJsonName + 1, 'n') + ":1}"), "service.request_wrong");
    std::string escaped;
    for (std::size_t index = 0; index < kMaxJsonName; ++index)
        escaped += "\\u000f";
    EXPECT_EQ(read("{\"" + escaped + "\":1}"), "{\"" + escaped + "\":1}") << "the limit is that of the name";
}

TEST(OrgJson, LeavesLongStringsWhereTheyAre) {
    const std::string message = R"({"data":")" + std::string(100'000, 'A') + R"("})";
    const Result<JsonValue> value = readOrgJson(message);
    ASSERT_TRUE(value.ok());
    const Result<Bytes> decoded = value.value().find("data")->string().fromBase64(75'000);
    ASSERT_TRUE(decoded.ok());
    EXPECT_EQ(decoded.value(), Bytes(75'000, 0));
    EXPECT_EQ(tanba::test::outcome(value.value().find("data")->string().fromBase64(74'999)),
              "file.too_large");
}

TEST(OrgJson, DecodesBase64ThroughEscapes) {
    const Result<JsonValue> value = readOrgJson(R"({a:"TW\u0046u\r\nZW=\u003d", b:"TWFu\/\/8="})");
    ASSERT_TRUE(value.ok());
    const Result<Bytes> first = value.value().find("a")->string().fromBase64(100);
    EXPECT_FALSE(first.ok()) << "the padding is wrong";
    const Result<Bytes> second = value.value().find("b")->string().fromBase64(100);
    ASSERT_TRUE(second.ok());
    EXPECT_EQ(second.value(), (Bytes{'M', 'a', 'n', 0xFF, 0xFF}));
}

/// The string of {a:"..."}, decoded, and every part of it that was passed.
struct Decoded {
    Result<Bytes> bytes;
    std::size_t passed = 0;
};

Decoded decodedBase64(const std::string& text, std::size_t maxBytes = 100'000'000) {
    const std::string message = "{a:\"" + text + "\"}";
    const Result<JsonValue> value = readOrgJson(message);
    EXPECT_TRUE(value.ok());
    Decoded decoded{Bytes(), 0};
    const char* next = message.data() + 4;
    decoded.bytes = value.value().find("a")->string().fromBase64(maxBytes, [&](std::string_view part) {
        EXPECT_EQ(part.data(), next) << "one after the other";
        next += part.size();
        decoded.passed += part.size();
    });
    return decoded;
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t time = 0; time < times; ++time)
        all += text;
    return all;
}

TEST(OrgJson, DecodesLongBase64PieceByPiece) {
    // Lengths at which pieces end within a group, an escape and a line.
    for (const std::string_view unit :
         {"QUJD", " QUJD", "QU\\u004aD", "Q\\r\\nUJ\\tD", "\\u0051\\u0055\\u004A\\u0044"}) {
        const std::size_t times = (std::size_t{5} << 19) / unit.size();
        const std::string text = repeated(unit, times);
        const Decoded whole = decodedBase64(text + "QQ==  ");
        ASSERT_TRUE(whole.bytes.ok()) << unit;
        EXPECT_EQ(whole.passed, text.size() + 6);
        ASSERT_EQ(whole.bytes.value().size(), times * 3 + 1);
        const std::string decoded(asText(whole.bytes.value()));
        EXPECT_EQ(decoded, repeated(decoded.substr(0, 3), times) + "A");
        for (const char* wrong : {"Q", "QQ=", "QQ==QUJD", "QR==", "?"})
            EXPECT_EQ(tanba::test::outcome(decodedBase64(text + wrong).bytes), "base64.malformed")
                << unit << wrong;
        EXPECT_EQ(tanba::test::outcome(decodedBase64("QQ==" + text).bytes), "base64.malformed");
        EXPECT_EQ(tanba::test::outcome(decodedBase64(text, times * 3 - 1).bytes), "file.too_large");
        EXPECT_TRUE(decodedBase64(text, times * 3).bytes.ok());
    }
}

TEST(OrgJson, ResolvesLongTextsPieceByPiece) {
    const std::size_t times = 300'000;
    const std::string message = "{a:\"" + repeated("\\u04d9 \\ud83d\\ude00ә\\n", times) + "\"}";
    const Result<JsonValue> value = readOrgJson(message);
    ASSERT_TRUE(value.ok());
    const JsonString& text = value.value().find("a")->string();
    const std::string expected = repeated("\xD3\x99 \xF0\x9F\x98\x80\xD3\x99\n", times);
    EXPECT_TRUE(text.text() == expected);
    std::size_t passed = 0;
    EXPECT_TRUE(text.bytes([&passed](std::string_view part) { passed += part.size(); }) == toBytes(expected));
    EXPECT_EQ(passed, message.size() - 6);
}

TEST(OrgJson, ComparesAndCutsWords) {
    const Result<JsonValue> value = readOrgJson(R"({a:"s\u0069gn", b:"plain"})");
    ASSERT_TRUE(value.ok());
    EXPECT_TRUE(value.value().find("a")->string().is("sign"));
    EXPECT_FALSE(value.value().find("a")->string().is("sigh"));
    EXPECT_EQ(value.value().find("b")->string().word(5), "plain");
    EXPECT_EQ(value.value().find("b")->string().word(4), "");
    EXPECT_EQ(value.value().find("c"), nullptr);
}

TEST(OrgJson, FindsAMemberInABeginning) {
    EXPECT_EQ(memberOfBeginning(R"({module:"a.b",args:{data:"AAAA)", "module"), "a.b");
    EXPECT_EQ(memberOfBeginning(R"({args:[1,{x:2}],"module"=>'a.b';data:"AA)", "module"), "a.b");
    EXPECT_EQ(memberOfBeginning(R"({args:["AAAAA)", "module"), "");
    EXPECT_EQ(memberOfBeginning(R"({module:"a.)", "module"), "");
    EXPECT_EQ(memberOfBeginning(R"({module:5,x:1})", "module"), "");
    EXPECT_EQ(memberOfBeginning("", "module"), "");
}

TEST(JsonEscapes, AreThoseOfTheJavaLibrary) {
    EXPECT_EQ(jsonQuoted("a\"\\/\b\t\n\f\r\x01</x>"), R"("a\"\\/\b\t\n\f\r\u0001<\/x>")");
}

TEST(JsonEscapes, SeeAcrossPieces) {
    std::string text;
    JsonTextSink sink(text);
    for (const std::string_view piece : {"<", "", "/a>", "b/"})
        ASSERT_TRUE(sink.write(viewOf(piece)).ok());
    EXPECT_EQ(text, R"(<\/a>b/)");
}

} // namespace
} // namespace tanba::service
