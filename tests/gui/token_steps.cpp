#include "tests/gui/token_steps.h"

// Qt makes a keyword of a name in it.
#pragma push_macro("slots")
#undef slots
#include "tests/unit/cardreader/pkcs11/test_module.h"
#pragma pop_macro("slots")

#include <gtest/gtest.h>

namespace tanba::gui::test {

/// One module with a token, and one that cannot be loaded, which the person named.
void goToModules(World& world) {
    static const pkcs11::TestModule module;
    world.putModule(module.path());
    world.cards().addModule(world.home() / "broken-module.so");
    world.window().go(Place::Keys);
    world.window().keysArea().showReaders();
    world.cards().lookAtModules();
}

void goToHiddenFiles(World& world) {
    for (const CardEntry& entry : world.cards().entries())
        if (entry.mayHideKeyFiles) {
            world.window().keysArea().showCard(entry.id);
            return;
        }
    ADD_FAILURE() << "no token may hide key files";
}

} // namespace tanba::gui::test
