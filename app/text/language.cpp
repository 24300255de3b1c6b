#include "app/text/language.h"

namespace tanba::text {

namespace {

struct LanguageRow {
    Language language;
    std::string_view name;
};
constexpr std::array<LanguageRow, 3> kLanguageTable = {{
    {Language::Kk, "kk"},
    {Language::Ru, "ru"},
    {Language::En, "en"},
}};

/// "kk_KZ.UTF-8", "ru", "ru-RU" name a language; "run" does not.
Language languageOfLocale(std::string_view locale) {
    for (const LanguageRow& row : kLanguageTable) {
        if (!locale.starts_with(row.name))
            continue;
        const std::string_view rest = locale.substr(row.name.size());
        if (rest.empty() || rest.front() == '_' || rest.front() == '-' || rest.front() == '.' ||
            rest.front() == '@')
            return row.language;
    }
    return Language::En;
}

} // namespace

std::string_view languageName(Language language) {
    for (const LanguageRow& row : kLanguageTable)
        if (row.language == language)
            return row.name;
    return "en";
}

std::optional<Language> languageByName(std::string_view name) {
    for (const LanguageRow& row : kLanguageTable)
        if (row.name == name)
            return row.language;
    return std::nullopt;
}

Language languageOfEnvironment(const Environment& environment) {
    for (const char* variable : {"TANBA_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
        const std::string value = environment(variable);
        if (!value.empty())
            return languageOfLocale(value);
    }
    return Language::En;
}

} // namespace tanba::text
