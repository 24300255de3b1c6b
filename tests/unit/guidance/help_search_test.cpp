#include "core/guidance/help_search.h"

#include "core/guidance/help_folding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba::guidance {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> found(std::string_view query, HelpLanguage language) {
    std::vector<std::string> ids;
    for (const HelpHit& hit : searchHelp(query, language))
        ids.push_back(hit.article->topic->id);
    return ids;
}

std::string first(std::string_view query, HelpLanguage language) {
    const auto ids = found(query, language);
    return ids.empty() ? "" : ids.front();
}

TEST(HelpFolding, KazakhLettersAreAsOnARussianKeyboard) {
    EXPECT_THAT(foldedWords("ҚҰПИЯСӨЗ Кілт әғқңөұүһі Ёлка", 10),
                ElementsAre("купиясоз", "килт", "агкноуухи", "елка"));
}

TEST(HelpFolding, WordsAreDividedByWhatIsNoLetter) {
    EXPECT_THAT(foldedWords("ЭЦҚ-ны «1414» p12/PFX", 10), ElementsAre("эцк", "ны", "1414", "p12", "pfx"));
    EXPECT_THAT(foldedWords("a b c", 2), ElementsAre("a", "b"));
    EXPECT_THAT(foldedWords("\xFF\xFE a\xC3", 10), ElementsAre("a"));
    EXPECT_THAT(foldedWords("", 10), IsEmpty());
}

TEST(HelpSearch, TitleComesFirst) {
    EXPECT_EQ(first("fines", HelpLanguage::English), "fines");
    EXPECT_EQ(first("Штрафы", HelpLanguage::Russian), "fines");
    EXPECT_EQ(first("айыппұлдар", HelpLanguage::Kazakh), "fines");
    EXPECT_EQ(first("сенімхат", HelpLanguage::Kazakh), "roles");
    EXPECT_EQ(first("роуминг", HelpLanguage::Russian), "abroad");
}

TEST(HelpSearch, WithoutCaseAndWithoutKazakhLetters) {
    EXPECT_EQ(found("КУПИЯСОЗ", HelpLanguage::Kazakh), found("құпиясөз", HelpLanguage::Kazakh));
    EXPECT_EQ(first("купиясоз", HelpLanguage::Kazakh), "password");
    EXPECT_EQ(first("картридер табылмады", HelpLanguage::Kazakh), "readers-and-cards");
}

TEST(HelpSearch, WordsOfAnotherLanguageAreFoundByKeywords) {
    EXPECT_EQ(first("пароль", HelpLanguage::Kazakh), "password");
    EXPECT_EQ(first("перевыпуск", HelpLanguage::Kazakh), "expiry-and-renewal");
}

TEST(HelpSearch, BeginningsAndEndings) {
    EXPECT_EQ(first("штра", HelpLanguage::Russian), "fines");
    EXPECT_EQ(first("картридерлерге", HelpLanguage::Kazakh), "readers-and-cards")
        << "an ending hangs on the word";
    EXPECT_EQ(first("1414 sms", HelpLanguage::Russian), "sms-does-not-come");
}

TEST(HelpSearch, ArticlesWithAllWordsExcludeTheRest) {
    const auto both = found("roaming fraudsters", HelpLanguage::English);
    EXPECT_THAT(both, ElementsAre("sms-does-not-come"));
    EXPECT_THAT(found("roaming xyzzy", HelpLanguage::English), Contains("abroad")) << "no article has all";
}

TEST(HelpSearch, NothingToFind) {
    EXPECT_THAT(found("xyzzy", HelpLanguage::English), IsEmpty());
    EXPECT_THAT(found("", HelpLanguage::Kazakh), IsEmpty());
    EXPECT_THAT(found("  ?!", HelpLanguage::Kazakh), IsEmpty());
}

TEST(HelpSearch, ExcerptHoldsTheWords) {
    const auto hits = searchHelp("biometric check", HelpLanguage::English);
    ASSERT_FALSE(hits.empty());
    EXPECT_THAT(hits.front().excerpt, testing::HasSubstr("biometric"));
    for (const HelpHit& hit : searchHelp("қолтаңба", HelpLanguage::Kazakh))
        EXPECT_FALSE(hit.excerpt.empty());
}

TEST(HelpSearch, EveryTopicIsFoundByItsTitleInEveryLanguage) {
    for (const HelpLanguage language : kHelpLanguages) {
        for (const HelpArticle& article : helpArticles(language))
            EXPECT_EQ(first(article.title(), language), article.topic->id) << article.title();
    }
}

TEST(HelpSearch, LongQueriesAreBounded) {
    std::string query;
    for (int count = 0; count < 100'000; ++count)
        query += "кілт ";
    EXPECT_FALSE(found(query, HelpLanguage::Kazakh).empty());
    EXPECT_THAT(found(std::string(1'000'000, 'a'), HelpLanguage::Kazakh), IsEmpty());
}

} // namespace
} // namespace tanba::guidance
