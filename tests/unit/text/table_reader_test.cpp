#include "app/text/table_reader.h"

#include "tests/support/fixtures.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>

namespace tanba::text {
namespace {

using Texts = std::map<std::string, std::string>;

/// "code/language/member" and its text; none when it is no table.
std::optional<Texts> textsOf(std::string_view json) {
    Texts texts;
    const auto keep = [&texts](const TableText& found) {
        texts[unescaped(found.code) + "/" + std::string(found.language) + "/" + std::string(found.member)] =
            unescaped(found.text);
    };
    return readTable(json, keep) ? std::optional(texts) : std::nullopt;
}

TEST(TableReader, ReadsWhatTheJsonLibraryReads) {
    for (const char* name : {"messages", "gui", "qt"}) {
        const Bytes content =
            test::fileContent(std::string(TANBA_SOURCE_DIR "/translations/") + name + ".json");
        const std::optional<Texts> texts = textsOf(asText(content));
        ASSERT_TRUE(texts.has_value()) << name;
        Texts expected;
        const auto document = nlohmann::json::parse(asText(content));
        for (const auto& [code, languages] : document.items())
            for (const auto& [language, members] : languages.items())
                for (const auto& [member, text] : members.items())
                    expected[code + "/" + language + "/" + member] = text.get<std::string>();
        EXPECT_TRUE(*texts == expected) << name;
    }
}

TEST(TableReader, TakesWhiteSpaceAndEscapes) {
    const std::optional<Texts> texts =
        textsOf(" {\"a\" :\n{\"kk\":{ \"what\" : \"1\\n2\\\"\\\\\\t\" , \"next\":\"ә\"} }}\r\n");
    ASSERT_TRUE(texts.has_value());
    EXPECT_EQ(*texts, (Texts{{"a/kk/what", "1\n2\"\\\t"}, {"a/kk/next", "ә"}}));
    EXPECT_EQ(textsOf("{}"), Texts());
}

TEST(TableReader, RefusesEverythingElse) {
    const std::string good = R"({"a": {"kk": {"what": "x\"y"}}})";
    ASSERT_TRUE(textsOf(good).has_value());
    for (std::size_t length = 0; length < good.size(); ++length)
        EXPECT_FALSE(textsOf(good.substr(0, length)).has_value()) << length;
    for (const char* bad : {"[]", "null", R"({"a": "x"})", R"({"a": {"kk": ["x"]}})",
                            R"({"a": {"kk": {"what": 1}}})", R"({"a": {"kk": {"what": "\u0041"}}})",
                            R"({"a": {"kk": {"what": "\/"}}})", R"({"a": {"kk": {"what": "x"},}})",
                            R"({"a": {"kk": {"what": "x"}}} {})", R"({a: {}})", R"({"a" {}})"})
        EXPECT_FALSE(textsOf(bad).has_value()) << bad;
}

} // namespace
} // namespace tanba::text
