#include "app/gui/style/colours.h"

#include <gtest/gtest.h>

namespace tanba::gui {
namespace {

TEST(Contrast, IsThatOfTheGuidelines) {
    EXPECT_NEAR(contrast(0xFF000000, 0xFFFFFFFF), 21.0, 0.001);
    EXPECT_NEAR(contrast(0xFFFFFFFF, 0xFFFFFFFF), 1.0, 0.001);
    EXPECT_NEAR(contrast(0xFF777777, 0xFFFFFFFF), 4.48, 0.01); // the usual example of a grey that just fails
}

TEST(Colours, EveryPairInUseCanBeRead) {
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::ContrastLight, Scheme::ContrastDark})
        for (const ColourPair& pair : colourPairs()) {
            const Colours& colours = coloursOf(scheme);
            EXPECT_GE(contrast(colours.*pair.front, colours.*pair.behind), pair.minimum)
                << pair.name << ", scheme " << static_cast<int>(scheme);
        }
}

TEST(Colours, HighContrastIsTheStrictestLevel) {
    for (const Scheme scheme : {Scheme::ContrastLight, Scheme::ContrastDark})
        for (const ColourPair& pair : colourPairs())
            EXPECT_GE(contrast(coloursOf(scheme).*pair.front, coloursOf(scheme).*pair.behind), 7.0)
                << pair.name;
}

} // namespace
} // namespace tanba::gui
