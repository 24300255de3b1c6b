#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace tanba::text {

enum class Language { Kk, Ru, En };

inline constexpr std::array<Language, 3> kLanguages = {Language::Kk, Language::Ru, Language::En};

/// "kk", "ru", "en": also the value of the HTML attribute lang.
std::string_view languageName(Language language);
std::optional<Language> languageByName(std::string_view name);

/// Reads one variable of the environment; empty when it is not set.
using Environment = std::function<std::string(const char* name)>;

/// The language in which to speak when nobody chose one: TANBA_LANG, else the first of LC_ALL, LC_MESSAGES
/// and LANG that is set; Kazakh for kk*, Russian for ru*, English for everything else.
Language languageOfEnvironment(const Environment& environment);

/// The process's own environment.
std::string processEnvironment(const char* name);

} // namespace tanba::text
