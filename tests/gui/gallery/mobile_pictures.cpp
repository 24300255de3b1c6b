#include "tests/gui/gallery/mobile_pictures.h"

#include "tests/gui/mobile_world.h"

namespace tanba::gui::test {

void drawMobile(World& world, const std::function<void(const char*)>& take) {
    goToMobileLink(world);
    take("mobile-01-link");
    goToMobileRefused(world);
    take("mobile-02-refused");
    goToMobileSite(world);
    take("mobile-03-site");
    goToMobileOffer(world);
    take("mobile-04-documents");
    goToMobileDone(world);
    take("mobile-05-sent");
}

} // namespace tanba::gui::test
