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
/// (foldedWords()). A word is found as a whole, as the beginning of a longer one, or, from four letters on,
/// as the beginning of the query's word (Kazakh and Russian hang endings on words). Keywords count in every
/// language. Best first: whole words before beginnings, title before keywords, headings and text.
/// Articles that have all words; if there is none, those that have some.
/// @param query at most 16 words of it count
std::vector<HelpHit> searchHelp(std::string_view query, HelpLanguage language);

} // namespace tanba::guidance
