#include "app/text/safe_text.h"

#include <gtest/gtest.h>

namespace tanba::text {
namespace {

constexpr const char* kReplaced = "\xef\xbf\xbd";

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
