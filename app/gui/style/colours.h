#pragma once

#include <QRgb>
#include <string_view>
#include <vector>

namespace tanba::gui {

enum class Scheme { Light, Dark, ContrastLight, ContrastDark };

/// Every colour of the interface under one scheme. Nothing is painted in any other.
struct Colours {
    QRgb ground;  ///< behind the page
    QRgb surface; ///< cards and fields
    QRgb raised;  ///< the side bar, controls that rest
    QRgb hover;   ///< a card or control under the pointer
    QRgb text;
    QRgb muted;
    QRgb line; ///< borders of things that are no controls
    QRgb edge; ///< the edge by which a control is known
    QRgb accent;
    QRgb accentHover;
    QRgb onAccent;
    QRgb accentTint; ///< behind the chosen entry of the side bar
    QRgb good;
    QRgb goodTint;
    QRgb attention;
    QRgb attentionTint;
    QRgb bad;
    QRgb badTint;
};

const Colours& coloursOf(Scheme scheme);

inline constexpr double kTextContrast = 4.5;    ///< WCAG 2.1, 1.4.3
inline constexpr double kControlContrast = 3.0; ///< WCAG 2.1, 1.4.11

/// Two colours that meet on the screen, and how far apart they must be.
struct ColourPair {
    std::string_view name;
    QRgb Colours::*front;
    QRgb Colours::*behind;
    double minimum;
};

/// Every pair that is in use.
const std::vector<ColourPair>& colourPairs();

/// WCAG 2.1 "contrast ratio", 1 to 21.
double contrast(QRgb first, QRgb second);

} // namespace tanba::gui
