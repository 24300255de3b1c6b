#include "app/gui/pages/advice/help_words.h"

#include "core/guidance/help_articles.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace tanba::gui {

namespace {

struct LanguageRow {
    text::Language language;
    guidance::HelpLanguage help;
};
constexpr std::array<LanguageRow, 3> kLanguages = {{
    {text::Language::Kk, guidance::HelpLanguage::Kazakh},
    {text::Language::Ru, guidance::HelpLanguage::Russian},
    {text::Language::En, guidance::HelpLanguage::English},
}};

} // namespace

QString messageToHead(const Words& words) {
    const auto row = std::ranges::find(kLanguages, words.language(), &LanguageRow::language);
    const guidance::HelpArticle* article = guidance::helpArticle("not-my-key", row->help);
    if (article == nullptr)
        std::abort(); // a part of the program
    const auto message =
        std::ranges::find(article->blocks, guidance::HelpBlockKind::Quotation, &guidance::HelpBlock::kind);
    return message == article->blocks.end() ? QString() : fromUtf8(message->plainText());
}

} // namespace tanba::gui
