// The tour and the phone of the demonstration: names, labels, focus order, colours, cut words, in each
// language.
#include "tests/gui/demo_stage.h"
#include "tests/gui/seen_classes.h"
#include "tests/gui/walk.h"

#include <gtest/gtest.h>

namespace tanba::gui::test {
namespace {

class DemoWalk : public testing::TestWithParam<text::Language> {};

TEST_P(DemoWalk, EveryStateCanBeReadAndReached) {
    World world(GetParam());
    DemoStage stage(world);
    SeenClasses seen;
    for (const DemoState& state : demoStates()) {
        (stage.*state.go)();
        seen.look(world.window());
        const std::string where = std::string(state.name) + " " + std::string(text::languageName(GetParam()));
        checkNames(QAccessible::queryAccessibleInterface(&world.window()), where);
        checkRoles(QAccessible::queryAccessibleInterface(&world.window()), where);
        checkDescriptions(world.window(), where);
        checkBuddies(world.window(), where);
        checkColoursIn(GetParam(), world.window(), where);
        checkWords(world.window(), GetParam(), where);
        checkWidths(world.window(), where);
        checkHeights(world.window(), where);
        checkFocusOrder(world.window(), where);
    }
    seen.expectAll(Walk::Demonstration);
}

TEST_P(DemoWalk, TheLargestTextIsNotCut) {
    World world(GetParam(), TextSize::Largest);
    DemoStage stage(world);
    for (const DemoState& state : demoStates()) {
        (stage.*state.go)();
        checkWidths(world.window(), state.name);
        checkHeights(world.window(), state.name);
    }
    world.appearance().choose(TextSize::Normal);
}

INSTANTIATE_TEST_SUITE_P(Languages, DemoWalk,
                         testing::Values(text::Language::Kk, text::Language::Ru, text::Language::En),
                         [](const auto& test) { return std::string(text::languageName(test.param)); });

} // namespace
} // namespace tanba::gui::test
