#pragma once

#include "app/gui/portal_help/login_helper.h"
#include "tests/gui/consent_world.h"
#include "tests/gui/portals_steps.h"
#include "tests/support/scripted_http.h"

namespace tanba::gui::test {

/// A world with portals to enter: what a portal asks comes from ConsentWorld, what one says of itself from
/// `http`.
class PortalsWorld : public ConsentWorld {
  public:
    explicit PortalsWorld(text::Language language = text::Language::Kk, TextSize size = TextSize::Normal,
                          ThemeChoice theme = ThemeChoice::Light);

    tanba::test::ScriptedHttp http;

    void pressText(const QString& text) { test::pressText(*this, text); }
    void goToPortal(const std::string& id) { test::goToPortal(*this, id); }
    /// Past the question about abroad: "no" when it is asked.
    void goToEntering(const std::string& id);

    /// Serves this as the description of the portal at kAddedOrigin.
    void serveDescription(const std::string& json);
    /// Types it where a portal is added, and presses the button that asks.
    void askPortal(const std::string& typed);
    std::filesystem::path addedPath() const { return home() / "data" / "added-portals.json"; }

    LoginHelper& helper() { return helper_; }
    std::vector<std::string>& helpWanted() { return helpWanted_; }

  private:
    LoginHelper helper_;
    std::vector<std::string> helpWanted_;
};

} // namespace tanba::gui::test
