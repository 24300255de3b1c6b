#include "core/guidance/help_folding.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <array>

namespace tanba::guidance {

namespace {

struct Folding {
    char32_t capital;
    char32_t small;
    char32_t folded;
};
constexpr std::array<Folding, 10> kFoldings{{
    {U'Ә', U'ә', U'а'},
    {U'І', U'і', U'и'},
    {U'Ғ', U'ғ', U'г'},
    {U'Қ', U'қ', U'к'},
    {U'Ң', U'ң', U'н'},
    {U'Ө', U'ө', U'о'},
    {U'Ұ', U'ұ', U'у'},
    {U'Ү', U'ү', U'у'},
    {U'Һ', U'һ', U'х'},
    {U'Ё', U'ё', U'е'},
}};

/// Zero for what is neither a letter nor a digit.
char32_t foldedCharacter(char32_t c) {
    if (c >= U'A' && c <= U'Z')
        return c - U'A' + U'a';
    if ((c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') || (c >= U'а' && c <= U'я'))
        return c;
    if (c >= U'А' && c <= U'Я')
        return c - U'А' + U'а';
    for (const Folding& row : kFoldings) {
        if (c == row.capital || c == row.small)
            return row.folded;
    }
    return 0;
}

} // namespace

std::vector<std::string> foldedWords(std::string_view text, std::size_t mostWords) {
    std::vector<std::string> words;
    std::string word;
    for (ByteView rest = viewOf(text); !rest.empty() && words.size() < mostWords;) {
        const char32_t folded = foldedCharacter(takeUtf8(rest).value_or(0));
        if (folded != 0) {
            appendUtf8(word, folded);
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    if (!word.empty() && words.size() < mostWords)
        words.push_back(std::move(word));
    return words;
}

} // namespace tanba::guidance
