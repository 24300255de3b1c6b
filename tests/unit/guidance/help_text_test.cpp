#include "core/guidance/help_text.h"

#include "tests/support/outcome.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba::guidance {
namespace {

using tanba::test::outcome;
using Kind = HelpBlockKind;

TEST(HelpText, EveryKindOfBlock) {
    const auto parsed = parseHelp(
        "# Title\n\nFirst line\nsecond **strong** line.\n\n## Heading\n- one\n- [two](https://a.kz/x?y)\n\n"
        "1. step\n2. next\n\n> copy me\n");
    ASSERT_TRUE(parsed.ok()) << parsed.failure().detail;
    const auto& blocks = parsed.value();
    ASSERT_EQ(blocks.size(), 8u);
    EXPECT_EQ(blocks[0].kind, Kind::Title);
    EXPECT_EQ(blocks[1].plainText(), "First line second strong line.");
    ASSERT_EQ(blocks[1].spans.size(), 3u);
    EXPECT_EQ(blocks[1].spans[1].look, HelpSpan::Look::Strong);
    EXPECT_EQ(blocks[2].kind, Kind::Heading);
    EXPECT_EQ(blocks[3].kind, Kind::Bullet);
    EXPECT_EQ(blocks[4].spans[0].text, "two");
    EXPECT_EQ(blocks[4].spans[0].address, "https://a.kz/x?y");
    EXPECT_EQ(blocks[5].number, 1);
    EXPECT_EQ(blocks[6].number, 2);
    EXPECT_EQ(blocks[7].kind, Kind::Quotation);
}

TEST(HelpText, SlipsOfThePenAreFound) {
    EXPECT_EQ(outcome(parseHelp("# T\n\ntext")), "ok");
    for (const char* bad : {
             "",
             "text",
             "## T",
             "# T\n# U",
             "# T\nnext line",
             "# T\n\n### deep",
             "# T\n\n**open",
             "# T\n\na * b",
             "# T\n\n[text]",
             "# T\n\n[text](http://a.kz)",
             "# T\n\n[text](javascript:x)",
             "# T\n\n[text](https://a.kz",
             "# T\n\n[te[x]t](https://a.kz)",
             "# T\n\n<b>html</b>",
             "# T\n\n`code`",
             "# T\n\n1. one\n3. three",
             "# T\n\n2. two",
             "# T\n\n indented",
             "# T\n\ntrailing ",
             "# T\r\n",
             "# T\n\n- ",
             "# T\n\n![](https://a.kz)",
         }) {
        const auto parsed = parseHelp(bad);
        EXPECT_EQ(outcome(parsed), "input.unknown_format") << bad;
    }
    EXPECT_THAT(parseHelp("# T\n\n\n1. a\n3. b").failure().detail, testing::HasSubstr("line 5"));
}

TEST(HelpText, AnyBytesEndSoon) {
    std::string hostile = "# T\n\n";
    for (int count = 0; count < 200'000; ++count)
        hostile += "[";
    EXPECT_EQ(outcome(parseHelp(hostile)), "input.unknown_format");
    EXPECT_EQ(outcome(parseHelp(std::string(200'000, '*'))), "input.unknown_format");
}

} // namespace
} // namespace tanba::guidance
