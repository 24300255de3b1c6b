#include "app/text/language.h"

#include <gtest/gtest.h>

#include <map>

namespace tanba::text {
namespace {

Language chosen(const std::map<std::string, std::string>& variables) {
    return languageOfEnvironment([&variables](const char* name) {
        const auto found = variables.find(name);
        return found == variables.end() ? std::string() : found->second;
    });
}

TEST(LanguageOfEnvironment, FollowsTheLocale) {
    EXPECT_EQ(chosen({{"LANG", "kk_KZ.UTF-8"}}), Language::Kk);
    EXPECT_EQ(chosen({{"LANG", "ru_RU.UTF-8"}}), Language::Ru);
    EXPECT_EQ(chosen({{"LANG", "ru_KZ"}}), Language::Ru);
    EXPECT_EQ(chosen({{"LANG", "kk@cyrillic"}}), Language::Kk);
    EXPECT_EQ(chosen({{"LANG", "en_GB.UTF-8"}}), Language::En);
    EXPECT_EQ(chosen({{"LANG", "C"}}), Language::En);
    EXPECT_EQ(chosen({{"LANG", "run"}}), Language::En);
    EXPECT_EQ(chosen({}), Language::En);
}

TEST(LanguageOfEnvironment, TheStrongerVariableWins) {
    EXPECT_EQ(chosen({{"LANG", "ru_RU"}, {"LC_MESSAGES", "kk_KZ"}}), Language::Kk);
    EXPECT_EQ(chosen({{"LC_ALL", "en_US"}, {"LC_MESSAGES", "kk_KZ"}}), Language::En);
    EXPECT_EQ(chosen({{"TANBA_LANG", "kk"}, {"LC_ALL", "ru_RU"}}), Language::Kk);
}

TEST(LanguageNames, AreTheirOwnInverse) {
    for (const Language language : kLanguages)
        EXPECT_EQ(languageByName(languageName(language)), language);
    EXPECT_FALSE(languageByName("KK"));
    EXPECT_FALSE(languageByName(""));
}

} // namespace
} // namespace tanba::text
