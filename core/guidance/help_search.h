#pragma once

#include "core/guidance/help_articles.h"

#include <string>
#include <string_view>
#include <vector>

namespace tanba::guidance {

struct HelpHit {
    const HelpArticle* article = nullptr;
    int score = 0;
    /// The paragraph in which most words of the query stand, as it is read; the article's first one when only
    /// its title or keywords fit.
    std::string excerpt;
};

/// Looks for the words of `query` in the articles of a language, without regard to case and to Kazakh letters
/// (foldedWords()). A word is found as a whole, as the beginning of a longer one, or by a common beginning of
/// four letters, after which either word has at most three more, or only the query's has more (Kazakh and
/// Russian change the ends of words). Words of one or two letters count only when they hold a digit, are a
/// keyword, or are all there is. Keywords count in every language. Best first: whole words before beginnings,
/// title before keywords, headings and text.
/// Articles that have all words; if there is none, those that have some.
/// @param query at most 16 words of it count
std::vector<HelpHit> searchHelp(std::string_view query, HelpLanguage language);

} // namespace tanba::guidance
