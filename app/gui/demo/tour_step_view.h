#pragma once

#include "app/gui/demo/tour.h"
#include "app/gui/widgets/card.h"

namespace tanba::gui {

class Button;
class Picture;

/// One step of the tour: its name, and how it stands; the present one is a card that also says what to do,
/// with a button that leads there.
class TourStepView : public Card {
    Q_OBJECT

  public:
    TourStepView(Words& words, TourStep step, text::TextValues values);

    void show(Tour::State state, bool current);

  signals:
    void goWanted(TourStep step);
    void skipWanted();

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void say();
    void setMargins();

    Words& words_;
    TourStep step_;
    text::TextValues values_; ///< of the text
    Tour::State state_ = Tour::State::Open;
    bool current_ = false;
    Picture* picture_;
    Text* title_;
    Text* text_;
    Button* go_;
    Button* skip_;
};

} // namespace tanba::gui
