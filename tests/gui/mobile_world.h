#pragma once

#include "tests/gui/sign_world.h"
#include "tests/unit/portal_mobile/site.h"

#include <memory>

namespace tanba::gui::test {

/// Lets the program reach this one site.
void connectTo(World& world, tanba::test::MobileSite& site);

/// A world in which a site shows a signing QR.
class MobileWorld : public SignWorld {
  public:
    explicit MobileWorld(text::Language language = text::Language::Kk,
                         const std::string& origin = tanba::test::kSite);

    tanba::test::MobileSite& site() { return site_; }
    /// To the page, as a person goes there.
    void goThere();
    /// Types the link and goes on.
    void giveLink(const std::string& text);
    /// Gives the link, and asks the site.
    void fetch();
    /// Types the password, waits until the button wakes, presses it, and waits for the end.
    void agree(std::string_view secret = kSignPassword);
    MobileDesk::Stage at() { return mobile().stage(); }

  private:
    tanba::test::MobileSite site_;
};

/// A picture file with this code, as the program qrencode draws it.
Bytes qrPicture(const std::string& text);

// Pages about signing by QR code, one after the other in any world, for walks over all pages.
void goToMobileLink(World& world);
void goToMobileRefused(World& world);
void goToMobileSite(World& world);
void goToMobileOffer(World& world);
void goToMobileDone(World& world);

} // namespace tanba::gui::test
