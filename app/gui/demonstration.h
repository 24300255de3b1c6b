#pragma once

#include "app/demo/demo_environment.h"
#include "app/gui/demo/demo_browser.h"
#include "app/gui/demo/demo_phone.h"
#include "app/gui/demo/tour.h"
#include "app/gui/main_window.h"

#include <QObject>

namespace tanba::gui {

class TourPanel;

/// What a demonstration adds to the program: its label on the window, the tour and the phone beside the
/// pages, and the keys and the portal that the tour is about.
class Demonstration : public QObject {
    Q_OBJECT

  public:
    struct Sources {
        const demo::DemoEnvironment& environment;
        const Desk& desk;
        LoginDesk& logins;
        HttpTransport& http;
        DemoBrowser& browser;
        MainWindow& window;
    };
    explicit Demonstration(const Sources& sources);

    Tour& tour() { return tour_; }
    DemoPhone& phone() { return phone_; }

  private:
    void label();
    void addPanel(DemoBrowser& browser);
    void shelveKeys();
    void lendPortal();
    void go(TourStep step);
    void signWithCard();
    void openSignature();

    const demo::DemoEnvironment& environment_;
    const Desk& desk_;
    MainWindow& window_;
    DemoPhone phone_;
    Tour tour_;
    TourPanel* panel_ = nullptr; ///< of the window
};

} // namespace tanba::gui
