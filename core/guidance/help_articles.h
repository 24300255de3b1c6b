#pragma once

#include "core/guidance/help_text.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::guidance {

enum class HelpLanguage { Kazakh, Russian, English };
inline constexpr std::array<HelpLanguage, 3> kHelpLanguages{HelpLanguage::Kazakh, HelpLanguage::Russian,
                                                            HelpLanguage::English};
/// "kk", "ru", "en"
std::string_view languageTag(HelpLanguage language);

/// A row of translations/help/index.json.
struct HelpTopic {
    std::string id;                                   ///< also the name of its files
    std::array<std::string, 3> titles;                ///< by HelpLanguage
    std::array<std::vector<std::string>, 3> keywords; ///< by HelpLanguage; words people use for it
    std::vector<std::string> rules;                   ///< ids of guidance-rules.json that it explains
};

struct HelpArticle {
    const HelpTopic* topic = nullptr;
    HelpLanguage language = HelpLanguage::Kazakh;
    std::vector<HelpBlock> blocks;

    const std::string& title() const;
};

Result<std::vector<HelpTopic>> readHelpIndex(std::string_view json);
/// Topics in the order in which help lists them.
const std::vector<HelpTopic>& helpTopics();
/// Null when there is no such topic.
const HelpTopic* helpTopic(std::string_view id);

/// The articles of one language, in the order of helpTopics(); made at the first call.
const std::vector<HelpArticle>& helpArticles(HelpLanguage language);
/// Null when there is no such topic.
const HelpArticle* helpArticle(std::string_view id, HelpLanguage language);

} // namespace tanba::guidance
