#include "core/guidance/help_articles.h"

#include "core/guidance/data_table.h"

#include "generated/help_files.h"
#include "generated/help_index_json.h"

#include <algorithm>
#include <cstdlib>

namespace tanba::guidance {

namespace {

constexpr std::array<std::string_view, 3> kTags{"kk", "ru", "en"};

HelpTopic readTopic(const Json& row) {
    requireOnly(row, {"id", "titles", "keywords", "rules"});
    requireOnly(row.at("titles"), {"kk", "ru", "en"});
    requireOnly(row.at("keywords"), {"kk", "ru", "en"});
    HelpTopic topic;
    topic.id = textOf(row, "id");
    for (std::size_t language = 0; language < kTags.size(); ++language) {
        const std::string tag(kTags[language]);
        topic.titles[language] = textOf(row.at("titles"), tag.c_str());
        topic.keywords[language] = row.at("keywords").at(tag).get<std::vector<std::string>>();
    }
    topic.rules = row.at("rules").get<std::vector<std::string>>();
    return topic;
}

std::string_view fileOf(const std::string& id, HelpLanguage language) {
    for (const resources::HelpFile& file : resources::kHelpFiles) {
        if (file.id == id && file.language == languageTag(language))
            return file.content();
    }
    std::abort(); // the files and the index are parts of one program
}

std::vector<HelpArticle> readArticles(HelpLanguage language) {
    std::vector<HelpArticle> articles;
    for (const HelpTopic& topic : helpTopics())
        articles.push_back({&topic, language, parseHelp(fileOf(topic.id, language)).value()});
    return articles;
}

} // namespace

std::string_view languageTag(HelpLanguage language) {
    return kTags.at(static_cast<std::size_t>(language));
}

const std::string& HelpArticle::title() const {
    return topic->titles.at(static_cast<std::size_t>(language));
}

Result<std::vector<HelpTopic>> readHelpIndex(std::string_view json) {
    return readTable("help/index.json", json, [](const Json& document) {
        requireOnly(document, {"about", "topics"});
        std::vector<HelpTopic> topics;
        for (const Json& row : document.at("topics")) {
            HelpTopic topic = readTopic(row);
            requireTable(std::ranges::find(topics, topic.id, &HelpTopic::id) == topics.end(),
                         "twice: " + topic.id);
            topics.push_back(std::move(topic));
        }
        return topics;
    });
}

const std::vector<HelpTopic>& helpTopics() {
    static const std::vector<HelpTopic> kTopics = readHelpIndex(resources::help_index_json()).value();
    return kTopics;
}

const HelpTopic* helpTopic(std::string_view id) {
    const auto found = std::ranges::find(helpTopics(), id, &HelpTopic::id);
    return found == helpTopics().end() ? nullptr : &*found;
}

const std::vector<HelpArticle>& helpArticles(HelpLanguage language) {
    static const std::array<std::vector<HelpArticle>, 3> kArticles{readArticles(HelpLanguage::Kazakh),
                                                                   readArticles(HelpLanguage::Russian),
                                                                   readArticles(HelpLanguage::English)};
    return kArticles.at(static_cast<std::size_t>(language));
}

const HelpArticle* helpArticle(std::string_view id, HelpLanguage language) {
    const auto& articles = helpArticles(language);
    const auto found =
        std::ranges::find_if(articles, [id](const HelpArticle& article) { return article.topic->id == id; });
    return found == articles.end() ? nullptr : &*found;
}

} // namespace tanba::guidance
