#include "app/gui/words/qt_texts.h"
#include "app/gui/words/words.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace tanba::gui {
namespace {

using text::kLanguages;
using text::Language;

std::multiset<std::string> placeholders(const std::string& text) {
    static const std::regex pattern("\\{[a-z]+\\}");
    return {std::sregex_token_iterator(text.begin(), text.end(), pattern), std::sregex_token_iterator()};
}

TEST(Phrases, AreCompleteInEveryLanguage) {
    std::set<std::string> used;
    for (const Phrase phrase : allPhrases()) {
        const std::string code(phraseCode(phrase));
        EXPECT_TRUE(used.insert(code).second) << code << " stands twice";
        const std::string kazakh = Words::phrases().stored(code, Language::Kk).what;
        for (const Language language : kLanguages) {
            const std::string text = Words::phrases().stored(code, language).what;
            EXPECT_FALSE(text.empty()) << code;
            EXPECT_EQ(placeholders(text), placeholders(kazakh)) << code;
            EXPECT_EQ(text.find('!'), std::string::npos) << code;
            EXPECT_EQ(text.find("  "), std::string::npos) << code;
        }
    }
    const std::vector<std::string> stored = Words::phrases().codes();
    EXPECT_EQ(used, std::set<std::string>(stored.begin(), stored.end()));
}

TEST(Phrases, PlaceholdersCarryNoEnding) {
    // "{name}ның" would have to change with the name.
    static const std::regex inflected("\\}[-'’]?([a-z]|\xD0|\xD1|\xD2|\xD3)");
    for (const Phrase phrase : allPhrases())
        for (const Language language : kLanguages) {
            const std::string text = Words::phrases().stored(phraseCode(phrase), language).what;
            EXPECT_FALSE(std::regex_search(text, inflected)) << text;
        }
}

TEST(Phrases, KazakhAndRussianAreNotEnglish) {
    for (const Phrase phrase : allPhrases()) {
        const std::string english = Words::phrases().stored(phraseCode(phrase), Language::En).what;
        if (placeholders(english).size() == 1 && english.size() < 10)
            continue;
        for (const Language language : {Language::Kk, Language::Ru}) {
            const std::string text = Words::phrases().stored(phraseCode(phrase), language).what;
            if (std::string_view(phraseCode(phrase)).starts_with("field.layout."))
                continue; // what stands on keyboards
            EXPECT_NE(text, english) << phraseCode(phrase);
        }
    }
}

TEST(QtTexts, AreCompleteAndSpokenInTheLanguage) {
    Words words(Language::Kk);
    const QtTexts texts(words);
    EXPECT_EQ(texts.translate("QPlatformTheme", "Cancel", nullptr, -1), QStringLiteral("Бас тарту"));
    words.setLanguage(Language::Ru);
    EXPECT_EQ(texts.translate("QPlatformTheme", "Cancel", nullptr, -1), QStringLiteral("Отмена"));
    EXPECT_TRUE(texts.translate("QPlatformTheme", "no such text", nullptr, -1).isEmpty());
    for (const std::string& source : QtTexts::table().codes())
        for (const Language language : kLanguages)
            EXPECT_FALSE(QtTexts::table().stored(source, language).what.empty()) << source;
}

TEST(Words, ChangeEveryTextThatIsShown) {
    Words words(Language::Kk);
    QString shown;
    auto holder = std::make_unique<QObject>();
    words.keep(holder.get(), [&] { shown = words.say(Phrase::NavKeys); });
    EXPECT_EQ(shown, QStringLiteral("Кілттер"));
    words.setLanguage(Language::Ru);
    EXPECT_EQ(shown, QStringLiteral("Ключи"));
    holder.reset();
    words.setLanguage(Language::En);
    EXPECT_EQ(shown, QStringLiteral("Ключи")) << "nobody holds the text any more";
}

} // namespace
} // namespace tanba::gui
