#include "tests/gui/gallery/demo_pictures.h"

#include "tests/gui/demo_stage.h"

namespace tanba::gui::test {

void drawDemo(World& world, const std::function<void(const char*)>& take) {
    DemoStage stage(world);
    for (const DemoState& state : demoStates()) {
        (stage.*state.go)();
        take(state.name);
    }
}

} // namespace tanba::gui::test
