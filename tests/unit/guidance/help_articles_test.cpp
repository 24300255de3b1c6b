#include "core/guidance/help_articles.h"

#include "core/base/utf8.h"
#include "core/guidance/fines.h"
#include "core/guidance/help_folding.h"
#include "core/guidance/rules.h"
#include "tests/support/fixtures.h"
#include "tests/support/outcome.h"
#include "tests/unit/guidance/moments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace tanba::guidance {
namespace {

namespace fs = std::filesystem;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

const std::array<std::string, 3> kSourcesHeading{"Дереккөздер", "Источники", "Sources"};

std::size_t number(HelpLanguage language) {
    return static_cast<std::size_t>(language);
}

/// Everything that is read, and the addresses behind it.
std::string wholeText(const HelpArticle& article) {
    std::string text;
    for (const HelpBlock& block : article.blocks) {
        for (const HelpSpan& span : block.spans)
            text += span.text + ' ' + span.address + ' ';
        text += '\n';
    }
    return text;
}

std::string nameOf(const HelpArticle& article) {
    return std::string(languageTag(article.language)) + "/" + article.topic->id;
}

template <typename Check>
void forEachArticle(const Check& check) {
    for (const HelpLanguage language : kHelpLanguages) {
        ASSERT_EQ(helpArticles(language).size(), helpTopics().size());
        for (const HelpArticle& article : helpArticles(language)) {
            SCOPED_TRACE(nameOf(article));
            check(article);
        }
    }
}

TEST(HelpArticles, WhatTheProgramOwesIsThere) {
    for (const char* id : {"two-stages", "sms-does-not-come", "abroad", "add-a-portal", "keep-your-key",
                           "fines", "roles", "readers-and-cards", "formats", "expiry-and-renewal", "password",
                           "lost-or-misused", "not-my-key"}) {
        ASSERT_NE(helpTopic(id), nullptr) << id;
        for (const HelpLanguage language : kHelpLanguages)
            EXPECT_NE(helpArticle(id, language), nullptr) << id;
    }
    EXPECT_EQ(helpTopic("no-such"), nullptr);
    EXPECT_EQ(helpArticle("no-such", HelpLanguage::Kazakh), nullptr);
}

TEST(HelpArticles, FoldersHoldTheTopicsAndNothingElse) {
    std::set<std::string> expected;
    for (const HelpTopic& topic : helpTopics())
        expected.insert(topic.id + ".md");
    for (const HelpLanguage language : kHelpLanguages) {
        std::set<std::string> found;
        const fs::path folder = fs::path(TANBA_SOURCE_DIR) / "translations/help" / languageTag(language);
        for (const auto& entry : fs::directory_iterator(folder))
            found.insert(entry.path().filename().string());
        EXPECT_EQ(found, expected) << languageTag(language);
    }
}

TEST(HelpArticles, TitleIsThatOfTheIndex) {
    forEachArticle([](const HelpArticle& article) {
        EXPECT_EQ(article.blocks.front().plainText(), article.title());
        EXPECT_FALSE(article.topic->keywords[number(article.language)].empty());
    });
}

TEST(HelpArticles, EndWithTheirSources) {
    forEachArticle([](const HelpArticle& article) {
        std::size_t sources = 0;
        bool within = false;
        for (const HelpBlock& block : article.blocks) {
            if (block.kind == HelpBlockKind::Heading)
                within = block.plainText() == kSourcesHeading[number(article.language)];
            else if (within && block.kind == HelpBlockKind::Bullet)
                ++sources;
            else
                EXPECT_FALSE(within) << "the sources are a list at the end";
        }
        EXPECT_TRUE(within) << "the last heading";
        EXPECT_GE(sources, 1u);
    });
}

TEST(HelpArticles, EachSourceHasADate) {
    forEachArticle([](const HelpArticle& article) {
        bool within = false;
        for (const HelpBlock& block : article.blocks) {
            if (block.kind == HelpBlockKind::Heading)
                within = block.plainText() == kSourcesHeading[number(article.language)];
            if (within && block.kind == HelpBlockKind::Bullet) {
                EXPECT_THAT(block.plainText(), ContainsRegex("(^|[^0-9])20[0-9][0-9]([^0-9]|$)"));
            }
        }
    });
}

TEST(HelpArticles, NameTheAddressAndTheYearOfEachRule) {
    forEachArticle([](const HelpArticle& article) {
        const std::string text = wholeText(article);
        EXPECT_FALSE(article.topic->rules.empty());
        for (const std::string& id : article.topic->rules) {
            const Rule* rule = findRule(id);
            ASSERT_NE(rule, nullptr) << id;
            EXPECT_THAT(text, HasSubstr(rule->address)) << id;
            if (rule->from) {
                EXPECT_THAT(text, HasSubstr(std::to_string(static_cast<int>(rule->from->year())))) << id;
            }
            if (!rule->stated.empty()) {
                EXPECT_THAT(text, HasSubstr(rule->stated.substr(0, 4))) << id;
            }
            if (!rule->read.empty()) {
                EXPECT_THAT(text, HasSubstr(rule->read.substr(0, 4))) << id;
            }
        }
    });
}

TEST(HelpArticles, EveryRuleIsExplainedSomewhere) {
    std::set<std::string> explained;
    for (const HelpTopic& topic : helpTopics())
        explained.insert(topic.rules.begin(), topic.rules.end());
    for (const Rule& rule : rules())
        EXPECT_TRUE(explained.contains(rule.id)) << rule.id;
}

TEST(HelpArticles, AreWholeTexts) {
    forEachArticle([](const HelpArticle& article) {
        const std::string text = wholeText(article);
        EXPECT_GT(foldedWords(text, 10'000).size(), 80u);
        EXPECT_EQ(displayText(text.substr(0, text.find('\n'))), text.substr(0, text.find('\n')));
        for (const char* placeholder :
             {"TODO", "FIXME", "TBD", "XXX", "lorem", "Lorem", "???", "...", "{", "%1", "[?]", "S0", "S1"})
            EXPECT_THAT(text, Not(HasSubstr(placeholder)));
    });
}

/// Letters that only one of the languages has.
TEST(HelpArticles, AreInTheirLanguage) {
    const auto letters = [](const HelpArticle& article, std::u32string_view wanted) {
        std::size_t count = 0;
        const std::string text = wholeText(article);
        for (ByteView rest = viewOf(text); !rest.empty();)
            count += wanted.find(takeUtf8(rest).value_or(0)) != std::u32string_view::npos ? 1U : 0U;
        return count;
    };
    constexpr std::u32string_view kKazakh = U"әғқңөұүһіӘҒҚҢӨҰҮҺІ";
    constexpr std::u32string_view kCyrillic = U"абвгдежзиклмнопрстуфхцчшщыэюя";
    forEachArticle([&](const HelpArticle& article) {
        if (article.language == HelpLanguage::Kazakh) {
            EXPECT_GT(letters(article, kKazakh), 100u);
        } else {
            EXPECT_EQ(letters(article, kKazakh), 0u);
        }
        if (article.language == HelpLanguage::English) {
            EXPECT_LT(letters(article, kCyrillic), 40u);
        } else {
            EXPECT_GT(letters(article, kCyrillic), 400u);
        }
    });
}

TEST(HelpArticles, SayTheSameInEveryLanguage) {
    for (const HelpTopic& topic : helpTopics()) {
        const auto shape = [&topic](HelpLanguage language) {
            std::vector<std::pair<HelpBlockKind, int>> blocks;
            for (const HelpBlock& block : helpArticle(topic.id, language)->blocks)
                blocks.emplace_back(block.kind, block.number);
            return blocks;
        };
        EXPECT_EQ(shape(HelpLanguage::Kazakh), shape(HelpLanguage::Russian)) << topic.id;
        EXPECT_EQ(shape(HelpLanguage::English), shape(HelpLanguage::Russian)) << topic.id;
    }
}

/// "196 600" with a space that does not break.
std::string grouped(std::int64_t sum) {
    std::string digits = std::to_string(sum);
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, "\u00A0");
    }
    return digits;
}

TEST(HelpArticles, SumsOfTheFinesAreTheComputedOnes) {
    for (const HelpLanguage language : kHelpLanguages) {
        const std::string text = wholeText(*helpArticle("fines", language));
        for (const char* date : {"2025-10-10", "2026-03-01"}) {
            for (const Offence offence : {Offence::UseOfAnotherPersonsKey, Offence::HandingOverOwnKey}) {
                const FineCard card = fineCard(fineTable(), offence, test::day(date));
                EXPECT_THAT(text, HasSubstr(grouped(*card.index)));
                for (const Fine& fine : card.fines) {
                    EXPECT_THAT(text, HasSubstr(grouped(*fine.tenge)))
                        << languageTag(language) << ' ' << date;
                    EXPECT_THAT(text, HasSubstr(std::to_string(fine.units)));
                }
            }
        }
    }
}

TEST(HelpIndex, WrongTablesAreRefused) {
    const std::string names = R"({"kk":"а","ru":"б","en":"c"})";
    const std::string words = R"({"kk":[],"ru":[],"en":[]})";
    const auto read = [](const std::string& rows) {
        return tanba::test::outcome(readHelpIndex(R"({"about":"","topics":[)" + rows + "]}"));
    };
    const std::string good = R"({"id":"a","titles":)" + names + R"(,"keywords":)" + words + R"(,"rules":[]})";
    EXPECT_EQ(read(good), "ok");
    EXPECT_EQ(read(good + "," + good), "input.unknown_format");
    EXPECT_EQ(read(R"({"id":"a","titles":{"kk":"а","ru":"б"},"keywords":)" + words + R"(,"rules":[]})"),
              "input.unknown_format");
    EXPECT_EQ(read(R"({"id":"a","titles":)" + names + R"(,"keywords":)" + words + R"(,"rule":[]})"),
              "input.unknown_format");
}

} // namespace
} // namespace tanba::guidance
