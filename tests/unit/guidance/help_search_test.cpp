#include "core/guidance/help_search.h"

#include "core/guidance/help_folding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

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

struct Question {
    const char* words;
    const char* article; ///< that must come first
};

constexpr std::array<Question, 24> kRussianQuestions = {{
    {"кражу", "lost-or-misused"},
    {"украли ключ", "lost-or-misused"},
    {"потеряла флешку с ключом", "lost-or-misused"},
    {"аннулировать ключ", "lost-or-misused"},
    {"мошенникам", "lost-or-misused"},
    {"доверенности", "roles"},
    {"доверенностью", "roles"},
    {"облаке", "keep-your-key"},
    {"в облаке", "keep-your-key"},
    {"на флешке", "keep-your-key"},
    {"считывателя", "readers-and-cards"},
    {"удостоверением", "readers-and-cards"},
    {"карту не видит", "readers-and-cards"},
    {"форматы", "formats"},
    {"в каком формате", "formats"},
    {"перевыпустить", "expiry-and-renewal"},
    {"продлением", "expiry-and-renewal"},
    {"смску", "sms-does-not-come"},
    {"смс не пришла", "sms-does-not-come"},
    {"забыла пароль", "password"},
    {"ключом директора", "not-my-key"},
    {"штрафов", "fines"},
    {"двухэтапная авторизация", "two-stages"},
    {"код QR за границей", "abroad"},
}};

constexpr std::array<Question, 20> kKazakhQuestions = {{
    {"жоғалттым", "lost-or-misused"},
    {"кілтімді жоғалтып алдым", "lost-or-misused"},
    {"ұрланды", "lost-or-misused"},
    {"ұрлап кетті", "lost-or-misused"},
    {"алаяқтардан", "lost-or-misused"},
    {"сенімхатпен", "roles"},
    {"сенімхаты", "roles"},
    {"бұлтта", "keep-your-key"},
    {"флешкада", "keep-your-key"},
    {"картридерді", "readers-and-cards"},
    {"жеке куәлікті", "readers-and-cards"},
    {"форматтар", "formats"},
    {"пішімдері", "formats"},
    {"мерзімі бітті", "expiry-and-renewal"},
    {"кілтті ұзартқым келеді", "expiry-and-renewal"},
    {"ұмытып қалдым", "password"},
    {"құпиясөзімді ұмыттым", "password"},
    {"смс келмейді", "sms-does-not-come"},
    {"айыппұлды", "fines"},
    {"шетелде", "abroad"},
}};

TEST(HelpSearch, WordsAreFoundInEveryForm) {
    for (const Question& question : kRussianQuestions)
        EXPECT_EQ(first(question.words, HelpLanguage::Russian), question.article) << question.words;
    for (const Question& question : kKazakhQuestions)
        EXPECT_EQ(first(question.words, HelpLanguage::Kazakh), question.article) << question.words;
}

TEST(HelpSearch, AFormCountsLessThanTheWordItself) {
    const auto score = [](std::string_view query) {
        const auto hits = searchHelp(query, HelpLanguage::Russian);
        return hits.empty() ? 0 : hits.front().score;
    };
    EXPECT_GT(score("облако"), score("облаке"));
    EXPECT_GT(score("облаке"), 0);
    EXPECT_THAT(found("облачность", HelpLanguage::Russian), IsEmpty()) << "too long an end for a form";
}

TEST(HelpSearch, ShortWordsDoNotFindEverything) {
    const std::size_t all = helpArticles(HelpLanguage::Russian).size();
    for (const char* query : {"в облаке", "смс не пришла", "на флешке", "ключ у бухгалтера и директора"})
        EXPECT_LT(found(query, HelpLanguage::Russian).size(), all / 2) << query;
    for (const char* query : {"бұл не смс", "eGov-қа да кіру үшін"})
        EXPECT_LT(found(query, HelpLanguage::Kazakh).size(), all) << query;
    EXPECT_EQ(found("в xyzzy", HelpLanguage::Russian), found("xyzzy", HelpLanguage::Russian));
    EXPECT_FALSE(found("не", HelpLanguage::Russian).empty()) << "when nothing else was asked";
    EXPECT_THAT(found("is qr", HelpLanguage::English), Contains("abroad"));
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
