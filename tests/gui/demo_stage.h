#pragma once

#include "app/gui/demo/tour_panel.h"
#include "tests/gui/world.h"
#include "tests/support/scripted_http.h"

namespace tanba::gui::test {

/// The tour and the phone of the demonstration beside the pages of any world, whose played portal stands for
/// that of the demonstration.
class DemoStage {
  public:
    explicit DemoStage(World& world);
    ~DemoStage();

    /// The states of tour and phone, one after the other.
    void begin();
    void receiveSms();
    void offerQr();
    void scanQr();
    void confirmQr();
    void loseNetwork();
    void finish();

  private:
    void answerPhone(const std::string& what, int status);

    World& world_;
    std::filesystem::path outbox_;
    tanba::test::ScriptedHttp http_;
    DemoPhone phone_;
    DemoBrowser browser_;
    Tour tour_;
    TourPanel* panel_; ///< of the window
};

struct DemoState {
    const char* name;
    void (DemoStage::*go)();
};
const std::vector<DemoState>& demoStates();

} // namespace tanba::gui::test
