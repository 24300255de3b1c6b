#include "tests/portal/accounts.h"
#include "tests/portal/lies.h"
#include "tests/portal/problem.h"
#include "tests/portal/web_text.h"

#include <gtest/gtest.h>

#include <set>

namespace tanba::reference_portal {
namespace {

TEST(WebText, FormsAreReadStrictly) {
    EXPECT_EQ(readForm("a=1&b=%D2%9A+x").value().at("b"), "Қ x");
    EXPECT_TRUE(readForm("").value().empty());
    for (const char* wrong : {"a=1&a=2", "a=%", "a=%4", "a=%zz"})
        EXPECT_FALSE(readForm(wrong).has_value()) << wrong;
}

TEST(WebText, DatesAreOfTheStandardForm) {
    EXPECT_EQ(httpDate(parseRfc3339("1994-11-06T08:49:37Z").value()), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(Language, TheReadersWishDecides) {
    EXPECT_EQ(languageWanted(""), text::Language::Kk);
    EXPECT_EQ(languageWanted("de, fr;q=0.9"), text::Language::Kk);
    EXPECT_EQ(languageWanted("ru-RU,ru;q=0.9,en;q=0.8"), text::Language::Ru);
    EXPECT_EQ(languageWanted("en;q=0.3, kk-KZ;q=0.8"), text::Language::Kk);
    EXPECT_EQ(languageWanted("en"), text::Language::En);
}

TEST(Problems, EachHasItsWordsOnce) {
    std::set<std::string_view> names;
    for (const ProblemWords& words : problemWords()) {
        EXPECT_TRUE(names.insert(words.name).second) << words.name;
        EXPECT_GE(words.status, 400U);
        EXPECT_EQ(&wordsOf(words.kind), &words);
        const std::set<std::string_view> titles = {words.kk, words.ru, words.en};
        EXPECT_EQ(titles.size(), 3U) << words.name;
        EXPECT_FALSE(titles.contains(""));
    }
    EXPECT_EQ(names.size(), static_cast<std::size_t>(ProblemKind::Internal) + 1);
}

TEST(Masks, ShowTooLittleToUse) {
    EXPECT_EQ(maskedPhone("+77011234507"), "+7 70* *** ** 07");
    EXPECT_EQ(maskedPhone(""), "");
    EXPECT_EQ(maskedNumber("991231500016"), "9912******16");
    EXPECT_EQ(maskedNumber("99"), "");
}

TEST(Accounts, WrongFilesAreRefused) {
    const auto outcome = [](const std::string& row) {
        const auto read = Accounts::read(viewOf(R"({"accounts":[)" + row + "]}"));
        return read.ok() ? "ok" : read.failure().detail;
    };
    EXPECT_EQ(outcome(R"({"id":"a","iin":"991231500016","name":"A"})"), "ok");
    EXPECT_EQ(outcome(R"({"id":"A b","iin":"991231500016","name":"A"})"), "id");
    EXPECT_EQ(outcome(R"({"id":"a","iin":"99","name":"A"})"), "iin");
    EXPECT_EQ(outcome(R"({"id":"a","name":"A"})"), "iin");
    EXPECT_EQ(outcome(R"({"id":"a","bin":"9x1231500016","name":"A"})"), "bin");
    EXPECT_EQ(outcome(R"({"id":"a","iin":"991231500016"})"), "name");
    EXPECT_EQ(outcome(R"({"id":"a","iin":"991231500016","name":"A","phone":"8701"})"), "phone");
    EXPECT_EQ(outcome(R"({"id":"a","iin":"991231500016","name":"A","roles":["x"]})"), "roles");
    EXPECT_EQ(outcome("7"), "accounts");
    EXPECT_FALSE(Accounts::read(viewOf("[]")).ok());
    EXPECT_FALSE(Accounts::read(viewOf("{")).ok());
}

TEST(Lies, AreNamedByKindAndStep) {
    Lies lies;
    EXPECT_TRUE(lies.add("redirect@challenge").ok());
    EXPECT_TRUE(lies.tells(Lie::Redirect, Step::Challenge));
    EXPECT_FALSE(lies.tells(Lie::Redirect, Step::Token));
    EXPECT_TRUE(lies.tells(Lie::Redirect));
    for (const char* wrong : {"redirect", "redirect@", "@challenge", "truth@challenge"})
        EXPECT_FALSE(lies.add(wrong).ok()) << wrong;
}

} // namespace
} // namespace tanba::reference_portal
