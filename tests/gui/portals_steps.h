#pragma once

#include "tests/gui/world.h"

namespace tanba::gui::test {

inline const std::string kAddedOrigin = "https://portal.example.kz";

/// What a well-behaved portal says of itself.
std::string descriptionOf(const std::string& origin = kAddedOrigin, const std::string& name = "Сынақ порталы",
                          const std::string& sender = "PORTAL");
Result<HttpAnswer> answerWith(const std::string& json);
/// The way to a network in which only the portal at kAddedOrigin is, and says this.
std::unique_ptr<HttpTransport> networkWith(const std::string& description);

/// Presses the visible control with this text; the test fails when there is none.
void pressText(World& world, const QString& text);
/// The page of a portal that comes with the program.
void goToPortal(World& world, const std::string& id);
/// Where a portal is added, with this address typed.
void typePortal(World& world, const std::string& typed);

// Pages about portals, one after the other in any world, for walks over all pages.
void goToPortals(World& world);
void goToOnePortal(World& world);
void goToAbroadQuestion(World& world);
void goToAbroad(World& world);
void goToEnter(World& world);
void goToEnterKeys(World& world);
void goToUnderway(World& world);
void goToAddPortal(World& world);
void goToFoundPortal(World& world);
void goToAddedPortal(World& world);

} // namespace tanba::gui::test
