#include "app/gui/portal_book/portal_names.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

struct LanguageRow {
    text::Language language;
    std::string guidance::Names::*name;
};
constexpr std::array<LanguageRow, 3> kLanguages = {{{text::Language::Kk, &guidance::Names::kk},
                                                    {text::Language::Ru, &guidance::Names::ru},
                                                    {text::Language::En, &guidance::Names::en}}};

} // namespace

QString nameWords(const guidance::Names& names, const Words& words) {
    const auto row = std::ranges::find(kLanguages, words.language(), &LanguageRow::language);
    return fromUtf8(displayText(names.*row->name));
}

} // namespace tanba::gui
