#include "tests/gui/gallery/check_pictures.h"

#include "tests/gui/check_world.h"

#include <fstream>

namespace tanba::gui::test {

namespace {

void below(World& world) {
    world.window().currentPage().ensureVisible(0, 5000);
}

/// A document that takes long enough for a picture of the work.
void drawWork(World& world, const std::function<void(const char*)>& take,
              const std::function<void(const char*)>& takeNow) {
    const auto document = put(world, "Жоба.zip", {});
    std::filesystem::resize_file(document, std::uintmax_t{512} << 20U);
    world.window().go(Place::Check);
    world.checks().open({putDetached(world, "Жоба.zip.p7s", tanba::test::rsaPerson())});
    waitFor([&world] { return world.checks().percent() > 30; });
    takeNow("check-93-working");
    world.checks().stop();
    waitFor([&world] { return !world.checks().working(); });
    take("check-94-stopped");
}

} // namespace

void drawCheck(World& world, const std::function<void(const char*)>& take,
               const std::function<void(const char*)>& takeNow) {
    goToCheckStart(world);
    take("check-90-empty");
    goToValid(world);
    take("check-95-valid");
    below(world);
    take("check-96-valid-below");
    world.press(Phrase::CheckExtract);
    below(world);
    take("check-97-extracted");
    goToCheckStart(world);
    take("check-91-recent");
    goToChanged(world);
    take("check-98-changed");
    goToUnasked(world);
    take("check-99-online-question");
    goToTwoSigners(world);
    take("check-100-two-signers");
    below(world);
    take("check-101-two-signers-below");
    goToMissing(world);
    take("check-102-missing");
    goToCheckList(world);
    take("check-103-list");
    below(world);
    take("check-104-list-below");
    goToPlainPdf(world);
    take("check-105-pdf");
    goToDamaged(world);
    take("check-106-damaged");
    drawWork(world, take, takeNow);
}

} // namespace tanba::gui::test
