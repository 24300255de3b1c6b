#include "app/gui/pages/appearance.h"

#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

using platform::settings::kTextSize;
using platform::settings::kTheme;

struct ThemeRow {
    ThemeChoice choice;
    const char* name;
};
constexpr std::array<ThemeRow, 4> kThemes = {{
    {ThemeChoice::System, "system"},
    {ThemeChoice::Light, "light"},
    {ThemeChoice::Dark, "dark"},
    {ThemeChoice::HighContrast, "contrast"},
}};

struct SizeRow {
    TextSize size;
    const char* name;
};
constexpr std::array<SizeRow, 3> kSizes = {{
    {TextSize::Normal, "normal"},
    {TextSize::Large, "large"},
    {TextSize::Largest, "largest"},
}};

/// The row of this name; the first one when somebody edited the file.
template <typename Rows>
const auto& named(const Rows& rows, const QString& name) {
    const auto row =
        std::ranges::find_if(rows, [&name](const auto& each) { return name == QLatin1String(each.name); });
    return row == rows.end() ? rows.front() : *row;
}

} // namespace

Appearance::Appearance(platform::Settings& settings, platform::DesktopLook& desktop)
    : settings_(settings), desktop_(desktop) {
    connect(&desktop_, &platform::DesktopLook::changed, this, &Appearance::apply);
}

ThemeChoice Appearance::themeChoice() const {
    return named(kThemes, settings_.get(kTheme)).choice;
}

TextSize Appearance::textSize() const {
    return named(kSizes, settings_.get(kTextSize)).size;
}

void Appearance::choose(ThemeChoice choice) {
    settings_.set(kTheme, QString::fromLatin1(std::ranges::find(kThemes, choice, &ThemeRow::choice)->name));
    apply();
}

void Appearance::choose(TextSize size) {
    settings_.set(kTextSize, QString::fromLatin1(std::ranges::find(kSizes, size, &SizeRow::size)->name));
    apply();
}

Scheme Appearance::scheme() const {
    const ThemeChoice choice = themeChoice();
    const bool contrast =
        choice == ThemeChoice::HighContrast || (choice == ThemeChoice::System && desktop_.highContrast());
    const bool dark = choice == ThemeChoice::Dark || (choice != ThemeChoice::Light && desktop_.dark());
    if (contrast)
        return dark ? Scheme::ContrastDark : Scheme::ContrastLight;
    return dark ? Scheme::Dark : Scheme::Light;
}

void Appearance::apply() {
    theme().apply(scheme(), textSize());
}

} // namespace tanba::gui
