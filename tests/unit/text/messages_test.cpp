#include "app/text/text_table.h"
#include "core/base/failure.h"
#include "core/sign/reason.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <regex>
#include <set>
#include <string>

namespace tanba::text {
namespace {

struct StoredText {
    std::string code;
    Language language;
    std::string member;
    std::string text;
};

std::vector<StoredText> everyText() {
    std::vector<StoredText> all;
    for (const System system : {System::Linux, System::Windows}) {
        const TextTable table = TextTable::builtInOf(system);
        for (const std::string& code : table.codes()) {
            for (const Language language : kLanguages) {
                const Sentence stored = table.stored(code, language);
                all.push_back({code, language, "what", stored.what});
                if (!stored.next.empty())
                    all.push_back({code, language, "next", stored.next});
                if (!stored.cli.empty())
                    all.push_back({code, language, "cli", stored.cli});
            }
        }
    }
    return all;
}

std::string place(const StoredText& stored) {
    return stored.code + "/" + std::string(languageName(stored.language)) + "/" + stored.member + ": " +
           stored.text;
}

std::set<std::string> placeholders(const std::string& text) {
    const std::regex name("\\{([a-z]+)\\}");
    std::set<std::string> names;
    for (std::sregex_iterator found(text.begin(), text.end(), name), end; found != end; ++found)
        names.insert((*found)[1]);
    return names;
}

/// The characters of UTF-8 text that is known to be well-formed.
std::u32string charactersOf(const std::string& text) {
    std::u32string characters;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        char32_t character = length == 1 ? lead : lead & (0x7FU >> length);
        for (std::size_t more = 1; more < length; ++more)
            character = (character << 6U) | (static_cast<unsigned char>(text.at(at + more)) & 0x3FU);
        characters.push_back(character);
        at += length;
    }
    return characters;
}

bool isCyrillic(char32_t character) {
    return character >= 0x400 && character <= 0x52F;
}
bool isLatin(char32_t character) {
    return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z') ||
           (character >= 0xC0 && character <= 0x24F && character != 0xD7 && character != 0xF7);
}

/// Runs of letters, for looking into words.
std::vector<std::u32string> wordsOf(const std::string& text) {
    std::vector<std::u32string> words(1);
    for (const char32_t character : charactersOf(text)) {
        if (isCyrillic(character) || isLatin(character))
            words.back().push_back(character);
        else if (!words.back().empty())
            words.emplace_back();
    }
    return words;
}

TEST(Messages, EveryFailureHasItsSentenceAndWhatToDoInEveryLanguage) {
    for (const FailureCode code : allFailureCodes()) {
        for (const Language language : kLanguages) {
            const Sentence stored = TextTable::builtIn().stored(codeText(code), language);
            EXPECT_FALSE(stored.what.empty()) << codeText(code) << " " << languageName(language);
            EXPECT_FALSE(stored.next.empty()) << codeText(code) << " " << languageName(language);
        }
    }
}

TEST(Messages, EveryReasonHasItsSentenceInEveryLanguage) {
    for (const sign::ReasonRow& row : sign::reasonTable()) {
        for (const Language language : kLanguages) {
            const Sentence stored = TextTable::builtIn().stored(row.text, language);
            EXPECT_FALSE(stored.what.empty()) << row.text << " " << languageName(language);
            // Whoever is told that a signature is not good must be told what to do.
            if (row.weight != sign::Weight::Notice) {
                EXPECT_FALSE(stored.next.empty()) << row.text << " " << languageName(language);
            }
        }
    }
}

TEST(Messages, EveryTextOfTheProgramIsThereInEveryLanguage) {
    for (const Ui text : allUiTexts())
        for (const Language language : kLanguages)
            EXPECT_FALSE(TextTable::builtIn().stored(uiCode(text), language).what.empty())
                << uiCode(text) << " " << languageName(language);
}

TEST(Messages, AFolderWithoutDocumentsIsNoEmptyFile) {
    for (const Language language : kLanguages) {
        const Sentence file = TextTable::builtIn().sentence(fail(FailureCode::InputEmpty, "a"), language);
        const Sentence folder =
            TextTable::builtIn().sentence(fail(FailureCode::InputEmpty, "a", "folder"), language);
        EXPECT_NE(folder.what, file.what);
        EXPECT_EQ(folder.what, TextTable::builtIn().ui(Ui::InputEmptyFolder, language, {{"subject", "a"}}));
        EXPECT_FALSE(folder.next.empty());
    }
}

TEST(Messages, NoCodeIsUnknown) {
    std::set<std::string> known;
    for (const FailureCode code : allFailureCodes())
        known.insert(std::string(codeText(code)));
    for (const sign::ReasonRow& row : sign::reasonTable())
        known.insert(std::string(row.text));
    for (const Ui text : allUiTexts())
        known.insert(std::string(uiCode(text)));
    for (const std::string& code : TextTable::builtIn().codes())
        EXPECT_TRUE(known.contains(code)) << code;
    EXPECT_EQ(known.size(), TextTable::builtIn().codes().size());
}

TEST(Messages, PlaceholdersAreTheSameInEveryLanguage) {
    const TextTable& table = TextTable::builtIn();
    for (const std::string& code : table.codes()) {
        const Sentence english = table.stored(code, Language::En);
        for (const Language language : kLanguages) {
            const Sentence stored = table.stored(code, language);
            EXPECT_EQ(placeholders(stored.what), placeholders(english.what))
                << code << languageName(language);
            EXPECT_EQ(placeholders(stored.next), placeholders(english.next))
                << code << languageName(language);
            EXPECT_EQ(stored.next.empty(), english.next.empty()) << code << languageName(language);
            EXPECT_EQ(stored.cli.empty(), english.cli.empty()) << code << languageName(language);
        }
    }
}

TEST(Messages, WhatTheWindowSaysNamesNoCommand) {
    const std::set<std::string> onlyAtATerminal = {std::string(codeText(FailureCode::Usage)),
                                                   std::string(codeText(FailureCode::PasswordUnreadable))};
    std::vector<std::string> codes;
    for (const FailureCode code : allFailureCodes())
        codes.emplace_back(codeText(code));
    for (const sign::ReasonRow& row : sign::reasonTable())
        codes.emplace_back(row.text);
    for (const std::string& code : codes)
        for (const Language language : kLanguages) {
            if (onlyAtATerminal.contains(code))
                continue;
            const Sentence stored = TextTable::builtIn().stored(code, language);
            for (const std::string& text : {stored.what, stored.next})
                for (const char* sign : {"--", "tanba-cli"})
                    EXPECT_EQ(text.find(sign), std::string::npos) << code << ": " << text;
        }
}

TEST(Messages, NobodyIsToldWhatAnotherSystemHas) {
    const TextTable linuxTable = TextTable::builtInOf(System::Linux);
    const TextTable windowsTable = TextTable::builtInOf(System::Windows);
    for (const std::string& code : linuxTable.codes())
        for (const Language language : kLanguages) {
            EXPECT_EQ(linuxTable.stored(code, language).next.find("Windows"), std::string::npos) << code;
            for (const char* word : {"Linux", "sudo", "systemctl"})
                EXPECT_EQ(windowsTable.stored(code, language).next.find(word), std::string::npos) << code;
        }
}

TEST(Messages, FailuresAndReasonsUseOnlySubjectAndDetail) {
    const std::set<std::string> allowed = {"subject", "detail"};
    for (const FailureCode code : allFailureCodes())
        for (const std::string& name :
             placeholders(TextTable::builtIn().stored(codeText(code), Language::Kk).what))
            EXPECT_TRUE(allowed.contains(name)) << codeText(code) << " " << name;
    for (const sign::ReasonRow& row : sign::reasonTable())
        for (const std::string& name : placeholders(TextTable::builtIn().stored(row.text, Language::Kk).what))
            EXPECT_EQ(name, "detail") << row.text;
}

TEST(Messages, AValueNeverCarriesAnEnding) {
    // In Kazakh and Russian an ending would have to change with the value: {subject}-ды, {subject}лар.
    for (const StoredText& stored : everyText()) {
        const std::u32string characters = charactersOf(stored.text);
        for (std::size_t at = 0; at + 1 < characters.size(); ++at) {
            if (characters[at] != U'}')
                continue;
            std::size_t next = at + 1;
            if (characters[next] == U'»' || characters[next] == U'”')
                ++next;
            if (next < characters.size()) {
                EXPECT_FALSE(isCyrillic(characters[next]) || isLatin(characters[next]) ||
                             characters[next] == U'-')
                    << place(stored);
            }
        }
    }
}

TEST(Messages, NoWordMixesLatinAndCyrillicLetters) {
    for (const StoredText& stored : everyText()) {
        for (const std::u32string& word : wordsOf(stored.text)) {
            const bool mixed = std::ranges::any_of(word, isCyrillic) && std::ranges::any_of(word, isLatin);
            EXPECT_FALSE(mixed) << place(stored);
        }
    }
}

TEST(Messages, NoShortWordIsWrittenWithLookAlikes) {
    // "a", "c", "o" stand for Russian words when typed on the wrong layout.
    const std::set<std::u32string> lookAlikes = {U"a", U"c",  U"o",  U"y",  U"k",
                                                 U"e", U"He", U"He", U"no", U"Ha"};
    for (const StoredText& stored : everyText()) {
        if (stored.language == Language::En)
            continue;
        const std::string bare =
            std::regex_replace(stored.text, std::regex("\\{[a-z]+\\}|[-\\w]*--[-\\w]+|-o"), "");
        for (const std::u32string& word : wordsOf(bare))
            EXPECT_FALSE(lookAlikes.contains(word)) << place(stored);
    }
}

TEST(Messages, RussianHasNoKazakhLettersAndEnglishNoCyrillic) {
    const std::u32string kazakhOnly = U"ӘәҒғҚқҢңӨөҰұҮүҺһІі";
    for (const StoredText& stored : everyText()) {
        // The number of the authority's order is a name and is written in Kazakh everywhere.
        const std::string text = std::regex_replace(stored.text, std::regex("500/НҚ"), "");
        for (const char32_t character : charactersOf(text)) {
            if (stored.language == Language::Ru) {
                EXPECT_EQ(kazakhOnly.find(character), std::u32string::npos) << place(stored);
            }
            if (stored.language == Language::En) {
                EXPECT_FALSE(isCyrillic(character)) << place(stored);
            }
        }
    }
}

TEST(Messages, NobodyIsShoutedAt) {
    for (const StoredText& stored : everyText()) {
        EXPECT_EQ(stored.text.find('!'), std::string::npos) << place(stored);
        EXPECT_EQ(stored.text.find("  "),
                  stored.code == "cli.found_other" ? stored.text.find("  ") : std::string::npos)
            << place(stored);
        EXPECT_FALSE(std::isspace(static_cast<unsigned char>(stored.text.front()))) << place(stored);
        EXPECT_FALSE(std::isspace(static_cast<unsigned char>(stored.text.back()))) << place(stored);
    }
}

TEST(Messages, SentencesEndAsSentencesAndOptionalPartsAreClosed) {
    for (const StoredText& stored : everyText()) {
        EXPECT_EQ(std::ranges::count(stored.text, '['), std::ranges::count(stored.text, ']'))
            << place(stored);
        EXPECT_EQ(std::ranges::count(stored.text, '{'), std::ranges::count(stored.text, '}'))
            << place(stored);
    }
    for (const FailureCode code : allFailureCodes())
        for (const Language language : kLanguages)
            EXPECT_EQ(TextTable::builtIn().stored(codeText(code), language).what.back(), '.')
                << codeText(code);
}

TEST(Messages, KazakhAndRussianSpeakToThePersonPolitely) {
    // Сен and ты, in any of their short forms, have no place here.
    const std::set<std::u32string> familiar = {U"сен", U"сенің", U"сені", U"саған",
                                               U"ты",  U"твой",  U"тебя", U"тебе"};
    for (const StoredText& stored : everyText())
        for (const std::u32string& word : wordsOf(stored.text))
            EXPECT_FALSE(familiar.contains(word)) << place(stored);
}

} // namespace
} // namespace tanba::text
