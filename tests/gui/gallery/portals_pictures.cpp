#include "tests/gui/gallery/portals_pictures.h"

#include "app/gui/portal_help/helper_card.h"

namespace tanba::gui::test {

void drawPortals(PortalsWorld& world, const std::function<void(const char* name, QWidget& window)>& take) {
    const auto shoot = [&](const char* name) {
        world.settle();
        take(name, world.window());
    };
    goToPortals(world);
    shoot("entry-01-portals");
    goToOnePortal(world);
    shoot("entry-02-portal");
    goToAbroadQuestion(world);
    shoot("entry-03-abroad-question");
    goToAbroad(world);
    shoot("entry-04-abroad");
    goToEnter(world);
    shoot("entry-05-nothing-ready");
    tanba::test::CertificateProfile other = tanba::test::CertificateProfile::person();
    other.commonName = "БӨТЕНОВ БӨТЕН";
    other.iin = "991231500707";
    world.putOpenedKey(other, "other.p12");
    world.settle();
    shoot("entry-06-whose-key");
    world.putOwnKey("Documents/key.p12");
    platform::StoreTrust firefox;
    firefox.browser = "Firefox";
    firefox.state = platform::TrustState::Missing;
    world.portalPorts().stores = {firefox};
    world.press(Phrase::PortalAttOn);
    shoot("entry-07-browser");
    world.press(Phrase::PortalTrustInstall);
    world.press(Phrase::EnterNumberYes);
    shoot("entry-08-ready");
    world.window().currentPage().ensureVisible(0, 5000);
    shoot("entry-09-ready-below");
    world.press(Phrase::EnterGo);
    shoot("entry-10-waiting");
    const ConsentWorld::Asked& asked = world.ask(loginQuestion());
    const QSize usual = world.asking()->size();
    world.asking()->resize(usual.width(), 680);
    world.settle();
    take("entry-11-consent-680", *world.asking());
    world.asking()->resize(usual);
    world.agree(kSignPassword);
    world.until([&] { return asked.answers == 1; });
    shoot("entry-12-signed");
    take("entry-13-helper", *world.helper().card());
    world.helper().card()->close();
    goToAddPortal(world);
    shoot("entry-14-add");
    goToFoundPortal(world);
    shoot("entry-15-found");
    goToAddedPortal(world);
    shoot("entry-16-added");
    goToPortals(world);
    world.window().currentPage().ensureVisible(0, 5000);
    shoot("entry-17-portals-below");
    typePortal(world, "egov-kz.example.com");
    world.press(Phrase::AddPortalLook);
    shoot("entry-18-claims");
    world.window().go(gui::Place::Home);
    shoot("entry-19-home");
}

} // namespace tanba::gui::test
