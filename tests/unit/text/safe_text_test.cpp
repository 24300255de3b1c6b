#include "app/text/safe_text.h"

#include <gtest/gtest.h>

namespace tanba::text {
namespace {

constexpr const char* kReplaced = "\xef\xbf\xbd";

TEST(SafeText, LeavesOrdinaryTextAlone) {
    for (const std::string_view text :
         {"ТЕСТОВ ТЕСТ", "Әлия Қайратқызы", "a & b", "100 %", "日本語", "😀", ""})
        EXPECT_EQ(safeText(text), text);
}

TEST(SafeText, ReplacesControls) {
    for (const std::string& control :
         {std::string("\x1b"), std::string("\n"), std::string("\r"), std::string("\t"), std::string("\x7f"),
          std::string("\0", 1), std::string("\xc2\x85")})
        EXPECT_EQ(safeText("a" + control + "b"), std::string("a") + kReplaced + "b");
}

TEST(SafeText, ReplacesBidirectionalAndInvisibleCharacters) {
    for (const char* hidden : {"\xe2\x80\xae", "\xe2\x80\x8f", "\xe2\x81\xa6", "\xe2\x81\xa9", "\xe2\x80\x8b",
                               "\xef\xbb\xbf", "\xc2\xad", "\xd8\x9c", "\xf3\xa0\x80\xa0", "\xe2\x80\xa8"})
        EXPECT_EQ(safeText(std::string("a") + hidden + "b"), std::string("a") + kReplaced + "b");
}

TEST(SafeText, RepairsMalformedUtf8) {
    EXPECT_EQ(safeText("\xff"), kReplaced);
    EXPECT_EQ(safeText("a\xc3"), std::string("a") + kReplaced);
    EXPECT_EQ(safeText("\xc0\xaf"), std::string(kReplaced) + kReplaced);     // overlong
    EXPECT_EQ(safeText("\xed\xa0\x80"), kReplaced);                          // surrogate
    EXPECT_EQ(safeText("\xf4\x90\x80\x80").find('\xf4'), std::string::npos); // beyond Unicode
    EXPECT_EQ(safeText("\xe2\x28\xa1"), std::string(kReplaced) + "(" + kReplaced);
}

TEST(HtmlText, EscapesMarkup) {
    EXPECT_EQ(htmlText("<b title=\"x\" y='z'>&</b>"),
              "&lt;b title=&quot;x&quot; y=&#39;z&#39;&gt;&amp;&lt;/b&gt;");
    EXPECT_EQ(htmlText("a\xe2\x80\xae<"), std::string("a") + kReplaced + "&lt;");
}

TEST(DisplayWidth, CountsCharactersNotBytes) {
    EXPECT_EQ(displayWidth("ЖСН"), 3U);
    EXPECT_EQ(displayWidth("e\xcc\x81"), 1U);
    EXPECT_EQ(displayWidth(""), 0U);
}

} // namespace
} // namespace tanba::text
