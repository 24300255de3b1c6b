#pragma once

#include "app/gui/demo/demo_browser.h"
#include "app/gui/demo/tour_step_view.h"

#include <QDockWidget>
#include <array>

class QScrollArea;

namespace tanba::gui {

class Banner;
class Button;
class PhoneView;

/// The tour beside the pages: its steps, and the phone of the demonstration below them. It stands at a side
/// of the window or at the bottom, and can be closed.
class TourPanel : public QDockWidget {
    Q_OBJECT

  public:
    /// @param document the name of the document to sign
    TourPanel(Words& words, Tour& tour, DemoPhone& phone, DemoBrowser& browser, const std::string& document);

  signals:
    void goWanted(TourStep step);

  private:
    void layOut();
    void addTitle();
    void showPhone();
    void refresh();
    void showBrowser();

    Words& words_;
    Tour& tour_;
    DemoBrowser& browser_;
    Text* title_;
    Text* lead_;
    Text* progress_;
    std::array<TourStepView*, kTourSteps> steps_{};
    Banner* end_;
    Banner* inside_; ///< what the browser would show
    PhoneView* phone_;
    Button* close_;
    QScrollArea* scroll_;
};

} // namespace tanba::gui
