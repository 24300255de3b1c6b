#include "core/guidance/help_search.h"

#include "core/guidance/help_folding.h"

#include <algorithm>
#include <iterator>

namespace tanba::guidance {

namespace {

constexpr std::size_t kMostQueryWords = 16;
constexpr std::size_t kMostWords = 100'000;
constexpr std::size_t kLeastStem = 4;
/// Letters in which two forms of one word may differ at their ends.
constexpr std::size_t kMostEnding = 3;
/// Shorter words of a question ("в", "не", "my") stand in every article and say nothing.
constexpr std::size_t kLeastTelling = 3;

/// How well a word fits, best last.
enum class Fit { None, OtherForm, Stem, Beginning, Whole };

bool continuesLetter(char octet) {
    return (static_cast<unsigned char>(octet) & 0xC0U) == 0x80U;
}

std::size_t lettersIn(std::string_view word) {
    return word.size() - static_cast<std::size_t>(std::ranges::count_if(word, continuesLetter));
}

/// Octets of the letters with which both begin.
std::size_t commonBeginning(std::string_view left, std::string_view right) {
    const auto differ = std::ranges::mismatch(left, right);
    auto common = static_cast<std::size_t>(differ.in1 - left.begin());
    if (common < left.size() && continuesLetter(left[common]))
        --common; // letters have two octets at most (foldedWords())
    return common;
}

bool areFormsOfOneWord(std::string_view left, std::string_view right) {
    const std::size_t common = commonBeginning(left, right);
    return lettersIn(left.substr(0, common)) >= kLeastStem && lettersIn(left.substr(common)) <= kMostEnding &&
           lettersIn(right.substr(common)) <= kMostEnding;
}

Fit fitOf(const std::string& wanted, const std::string& word) {
    if (word == wanted)
        return Fit::Whole;
    if (word.starts_with(wanted))
        return Fit::Beginning;
    if (wanted.starts_with(word) && lettersIn(word) >= kLeastStem)
        return Fit::Stem;
    return areFormsOfOneWord(wanted, word) ? Fit::OtherForm : Fit::None;
}

using Words = std::vector<std::string>;

Fit bestFit(const std::string& wanted, const Words& words) {
    Fit best = Fit::None;
    for (const std::string& word : words)
        best = std::max(best, fitOf(wanted, word));
    return best;
}

/// A part of an article, and what a word in it is worth.
struct Section {
    Words words;
    int weight = 0;
    bool operator==(const Section&) const = default;
};

constexpr int kTitleWeight = 12;
constexpr int kKeywordWeight = 8;
constexpr int kHeadingWeight = 4;
constexpr int kTextWeight = 1;

struct IndexedArticle {
    const HelpArticle* article = nullptr;
    std::vector<Section> sections;
    std::vector<Words> blocks; ///< of each block, for the excerpt
};

IndexedArticle indexed(const HelpArticle& article) {
    IndexedArticle index{&article, {}, {}};
    for (const HelpBlock& block : article.blocks) {
        Words words = foldedWords(block.plainText(), kMostWords);
        const int weight = block.kind == HelpBlockKind::Title     ? kTitleWeight
                           : block.kind == HelpBlockKind::Heading ? kHeadingWeight
                                                                  : kTextWeight;
        index.sections.push_back({words, weight});
        index.blocks.push_back(std::move(words));
    }
    for (const auto& keywords : article.topic->keywords) {
        for (const std::string& keyword : keywords)
            index.sections.push_back({foldedWords(keyword, kMostWords), kKeywordWeight});
    }
    return index;
}

const std::vector<IndexedArticle>& indexOf(HelpLanguage language) {
    static const auto kIndexes = [] {
        std::array<std::vector<IndexedArticle>, 3> indexes;
        for (const HelpLanguage each : kHelpLanguages) {
            for (const HelpArticle& article : helpArticles(each))
                indexes.at(static_cast<std::size_t>(each)).push_back(indexed(article));
        }
        return indexes;
    }();
    return kIndexes.at(static_cast<std::size_t>(language));
}

struct Score {
    std::size_t found = 0; ///< words of the query
    int value = 0;
};

Score scoreOf(const IndexedArticle& article, const Words& query) {
    Score score;
    for (const std::string& wanted : query) {
        int best = 0;
        for (const Section& section : article.sections)
            best = std::max(best, section.weight * static_cast<int>(bestFit(wanted, section.words)));
        score.found += best > 0 ? 1U : 0U;
        score.value += best;
    }
    return score;
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isKeyword(const std::string& word, const std::vector<IndexedArticle>& index) {
    const Section keyword{{word}, kKeywordWeight};
    return std::ranges::any_of(index, [&](const IndexedArticle& article) {
        return std::ranges::find(article.sections, keyword) != article.sections.end();
    });
}

/// Without the words that say nothing ("QR" is one that says something); all of them when nothing else is
/// left.
Words tellingWords(std::string_view query, const std::vector<IndexedArticle>& index) {
    const Words all = foldedWords(query, kMostQueryWords);
    Words telling;
    std::ranges::copy_if(all, std::back_inserter(telling), [&](const std::string& word) {
        return lettersIn(word) >= kLeastTelling || std::ranges::any_of(word, isDigit) ||
               isKeyword(word, index);
    });
    return telling.empty() ? all : telling;
}

std::string excerptOf(const IndexedArticle& article, const Words& query) {
    std::size_t best = 0;
    std::size_t bestCount = 0;
    for (std::size_t block = 0; block < article.blocks.size(); ++block) {
        const HelpBlockKind kind = article.article->blocks[block].kind;
        if (kind == HelpBlockKind::Title || kind == HelpBlockKind::Heading)
            continue;
        const auto count = static_cast<std::size_t>(std::ranges::count_if(
            query, [&](const auto& wanted) { return bestFit(wanted, article.blocks[block]) != Fit::None; }));
        if (best == 0 || count > bestCount) {
            best = block;
            bestCount = count;
        }
    }
    return article.article->blocks[best].plainText();
}

} // namespace

std::vector<HelpHit> searchHelp(std::string_view query, HelpLanguage language) {
    const std::vector<IndexedArticle>& index = indexOf(language);
    const Words wanted = tellingWords(query, index);
    std::vector<HelpHit> complete;
    std::vector<HelpHit> partial;
    for (const IndexedArticle& article : index) {
        const Score score = scoreOf(article, wanted);
        if (score.found == 0)
            continue;
        auto& hits = score.found == wanted.size() ? complete : partial;
        hits.push_back({article.article, score.value, excerptOf(article, wanted)});
    }
    std::vector<HelpHit>& hits = complete.empty() ? partial : complete;
    std::ranges::stable_sort(hits, std::ranges::greater(), &HelpHit::score);
    return std::move(hits);
}

} // namespace tanba::guidance
