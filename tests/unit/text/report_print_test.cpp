#include "app/text/report_print.h"

#include "app/text/safe_text.h"

#include <gtest/gtest.h>

namespace tanba::text {
namespace {

class ReportPrintTest : public ::testing::Test {
  protected:
    static std::string made(const std::string& name, Language language) {
        return reportPrintHtml({{name, fail(FailureCode::CmsMalformed)}}, TextTable::builtIn(), language);
    }
};

TEST_F(ReportPrintTest, SaysTheSameAsTheTableInEachLanguage) {
    for (const Language language : {Language::Kk, Language::Ru, Language::En}) {
        const std::string html = made("a.cms", language);
        const Sentence sentence = TextTable::builtIn().sentence(fail(FailureCode::CmsMalformed), language);
        EXPECT_NE(html.find(htmlText(sentence.what)), std::string::npos);
        EXPECT_NE(html.find(htmlText(sentence.next)), std::string::npos);
        EXPECT_NE(html.find(htmlText(TextTable::builtIn().ui(Ui::Disclaimer, language))), std::string::npos);
    }
}

TEST_F(ReportPrintTest, ForeignTextIsNoMarkup) {
    const std::string html = made("<img src=x>\xe2\x80\xae\"&", Language::Kk);
    EXPECT_EQ(html.find("<img"), std::string::npos);
    EXPECT_NE(html.find("&lt;img src=x&gt;\xef\xbf\xbd&quot;&amp;"), std::string::npos);
}

TEST_F(ReportPrintTest, NamesNothingToLoad) {
    const std::string html = made("a.cms", Language::Ru);
    for (const std::string_view word : {"src=", "href=", "url(", "<style", "<script", "<svg"})
        EXPECT_EQ(html.find(word), std::string::npos) << word;
}

} // namespace
} // namespace tanba::text
