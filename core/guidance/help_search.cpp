#include "core/guidance/help_search.h"

#include "core/guidance/help_folding.h"

#include <algorithm>

namespace tanba::guidance {

namespace {

constexpr std::size_t kMostQueryWords = 16;
constexpr std::size_t kMostWords = 100'000;
/// Four letters of Cyrillic are eight octets.
constexpr std::size_t kLeastStemOctets = 8;

/// How well a word fits, best last.
enum class Fit { None, Stem, Beginning, Whole };

Fit fitOf(const std::string& wanted, const std::string& word) {
    if (word == wanted)
        return Fit::Whole;
    if (word.starts_with(wanted))
        return Fit::Beginning;
    return word.size() >= kLeastStemOctets && wanted.starts_with(word) ? Fit::Stem : Fit::None;
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
    const Words wanted = foldedWords(query, kMostQueryWords);
    std::vector<HelpHit> complete;
    std::vector<HelpHit> partial;
    for (const IndexedArticle& article : indexOf(language)) {
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
