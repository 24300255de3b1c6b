#include "app/gui/style/colours.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tanba::gui {

namespace {

constexpr Colours kLight = {
    .ground = 0xFFF5F7F9,
    .surface = 0xFFFFFFFF,
    .raised = 0xFFEDF1F4,
    .hover = 0xFFF0F4F6,
    .text = 0xFF13202A,
    .muted = 0xFF50616E,
    .line = 0xFFD5DDE3,
    .edge = 0xFF768792,
    .accent = 0xFF006B7D,
    .accentHover = 0xFF005767,
    .onAccent = 0xFFFFFFFF,
    .accentTint = 0xFFD9EDF0,
    .good = 0xFF176B41,
    .goodTint = 0xFFE6F4EC,
    .attention = 0xFF7A4A00,
    .attentionTint = 0xFFFFF3DC,
    .bad = 0xFFA3201A,
    .badTint = 0xFFFDECEA,
};

constexpr Colours kDark = {
    .ground = 0xFF10171C,
    .surface = 0xFF182128,
    .raised = 0xFF212C34,
    .hover = 0xFF26323B,
    .text = 0xFFE9EFF3,
    .muted = 0xFFA6B4BE,
    .line = 0xFF33414B,
    .edge = 0xFF7F909C,
    .accent = 0xFF5CC8D8,
    .accentHover = 0xFF86D9E5,
    .onAccent = 0xFF06262C,
    .accentTint = 0xFF17373F,
    .good = 0xFF6FD3A0,
    .goodTint = 0xFF16301F,
    .attention = 0xFFF2BE62,
    .attentionTint = 0xFF33260C,
    .bad = 0xFFFF9A92,
    .badTint = 0xFF3A1714,
};

// High contrast: no tints and no greys; borders and words carry the meaning.
constexpr Colours kContrastLight = {
    .ground = 0xFFFFFFFF,
    .surface = 0xFFFFFFFF,
    .raised = 0xFFFFFFFF,
    .hover = 0xFFE6F2FF,
    .text = 0xFF000000,
    .muted = 0xFF000000,
    .line = 0xFF000000,
    .edge = 0xFF000000,
    .accent = 0xFF003E7E,
    .accentHover = 0xFF00264D,
    .onAccent = 0xFFFFFFFF,
    .accentTint = 0xFFE6F2FF,
    .good = 0xFF004D25,
    .goodTint = 0xFFFFFFFF,
    .attention = 0xFF5C3300,
    .attentionTint = 0xFFFFFFFF,
    .bad = 0xFF8A0000,
    .badTint = 0xFFFFFFFF,
};

constexpr Colours kContrastDark = {
    .ground = 0xFF000000,
    .surface = 0xFF000000,
    .raised = 0xFF000000,
    .hover = 0xFF1A2A33,
    .text = 0xFFFFFFFF,
    .muted = 0xFFFFFFFF,
    .line = 0xFFFFFFFF,
    .edge = 0xFFFFFFFF,
    .accent = 0xFF7DF9FF,
    .accentHover = 0xFFC4FCFF,
    .onAccent = 0xFF000000,
    .accentTint = 0xFF1A2A33,
    .good = 0xFF7CFFB2,
    .goodTint = 0xFF000000,
    .attention = 0xFFFFD75E,
    .attentionTint = 0xFF000000,
    .bad = 0xFFFFB3AD,
    .badTint = 0xFF000000,
};

struct SchemeRow {
    Scheme scheme;
    const Colours* colours;
};
constexpr std::array<SchemeRow, 4> kSchemes = {{
    {Scheme::Light, &kLight},
    {Scheme::Dark, &kDark},
    {Scheme::ContrastLight, &kContrastLight},
    {Scheme::ContrastDark, &kContrastDark},
}};

/// sRGB to linear light (WCAG 2.1, "relative luminance").
double linear(int channel) {
    const double part = channel / 255.0;
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

double luminance(QRgb colour) {
    return 0.2126 * linear(qRed(colour)) + 0.7152 * linear(qGreen(colour)) + 0.0722 * linear(qBlue(colour));
}

} // namespace

const Colours& coloursOf(Scheme scheme) {
    const auto row = std::ranges::find(kSchemes, scheme, &SchemeRow::scheme);
    return *row->colours;
}

const std::vector<ColourPair>& colourPairs() {
    using C = Colours;
    static const std::vector<ColourPair> pairs = {
        {"text on ground", &C::text, &C::ground, kTextContrast},
        {"text on surface", &C::text, &C::surface, kTextContrast},
        {"text on raised", &C::text, &C::raised, kTextContrast},
        {"text on hover", &C::text, &C::hover, kTextContrast},
        {"text on good tint", &C::text, &C::goodTint, kTextContrast},
        {"text on attention tint", &C::text, &C::attentionTint, kTextContrast},
        {"text on bad tint", &C::text, &C::badTint, kTextContrast},
        {"text on accent tint", &C::text, &C::accentTint, kTextContrast},
        {"muted on ground", &C::muted, &C::ground, kTextContrast},
        {"muted on surface", &C::muted, &C::surface, kTextContrast},
        {"muted on raised", &C::muted, &C::raised, kTextContrast},
        {"muted on hover", &C::muted, &C::hover, kTextContrast},
        {"muted on good tint", &C::muted, &C::goodTint, kTextContrast},
        {"muted on attention tint", &C::muted, &C::attentionTint, kTextContrast},
        {"muted on bad tint", &C::muted, &C::badTint, kTextContrast},
        {"muted on accent tint", &C::muted, &C::accentTint, kTextContrast},
        {"accent on ground", &C::accent, &C::ground, kTextContrast},
        {"accent on surface", &C::accent, &C::surface, kTextContrast},
        {"accent on raised", &C::accent, &C::raised, kTextContrast},
        {"accent on hover", &C::accent, &C::hover, kTextContrast},
        {"accent on accent tint", &C::accent, &C::accentTint, kTextContrast},
        {"accent on good tint", &C::accent, &C::goodTint, kTextContrast},
        {"accent on attention tint", &C::accent, &C::attentionTint, kTextContrast},
        {"accent on bad tint", &C::accent, &C::badTint, kTextContrast},
        {"on accent", &C::onAccent, &C::accent, kTextContrast},
        {"on accent under the pointer", &C::onAccent, &C::accentHover, kTextContrast},
        {"button under the pointer on ground", &C::accentHover, &C::ground, kControlContrast},
        {"button under the pointer on surface", &C::accentHover, &C::surface, kControlContrast},
        {"button under the pointer on good tint", &C::accentHover, &C::goodTint, kControlContrast},
        {"button under the pointer on attention tint", &C::accentHover, &C::attentionTint, kControlContrast},
        {"button under the pointer on bad tint", &C::accentHover, &C::badTint, kControlContrast},
        {"button under the pointer on accent tint", &C::accentHover, &C::accentTint, kControlContrast},
        {"good on its tint", &C::good, &C::goodTint, kTextContrast},
        {"good on ground", &C::good, &C::ground, kTextContrast},
        {"good on surface", &C::good, &C::surface, kTextContrast},
        {"good on hover", &C::good, &C::hover, kTextContrast},
        {"attention on its tint", &C::attention, &C::attentionTint, kTextContrast},
        {"attention on ground", &C::attention, &C::ground, kTextContrast},
        {"attention on surface", &C::attention, &C::surface, kTextContrast},
        {"attention on raised", &C::attention, &C::raised, kControlContrast},
        {"attention on hover", &C::attention, &C::hover, kTextContrast},
        {"bad on its tint", &C::bad, &C::badTint, kTextContrast},
        {"bad on ground", &C::bad, &C::ground, kTextContrast},
        {"bad on surface", &C::bad, &C::surface, kTextContrast},
        {"bad on hover", &C::bad, &C::hover, kTextContrast},
        {"edge on ground", &C::edge, &C::ground, kControlContrast},
        {"edge on surface", &C::edge, &C::surface, kControlContrast},
        {"edge on raised", &C::edge, &C::raised, kControlContrast},
        {"edge on hover", &C::edge, &C::hover, kControlContrast},
        {"edge on good tint", &C::edge, &C::goodTint, kControlContrast},
        {"edge on attention tint", &C::edge, &C::attentionTint, kControlContrast},
        {"edge on bad tint", &C::edge, &C::badTint, kControlContrast},
        {"edge on accent tint", &C::edge, &C::accentTint, kControlContrast},
    };
    return pairs;
}

double contrast(QRgb first, QRgb second) {
    const double one = luminance(first);
    const double other = luminance(second);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

} // namespace tanba::gui
