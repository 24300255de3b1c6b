#pragma once

#include "app/gui/pages/advice/advice_page.h"

namespace tanba::gui {

/// From somebody else's key to one's own: four steps, and a message to the head that can be copied.
class OwnKeyPage : public AdvicePage {
    Q_OBJECT

  public:
    explicit OwnKeyPage(const Desk& desk);
    void arrive() override;

  private:
    void copy();

    Text* message_;
    Button* copy_;
};

} // namespace tanba::gui
