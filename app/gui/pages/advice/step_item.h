#pragma once

#include "app/gui/widgets/card.h"
#include "app/gui/words/words.h"

namespace tanba::gui {

class Picture;

enum class StepState { Open, Now, Done };

/// One step in a list of steps: its name and how far it is. Pressing it goes there.
class StepItem : public CardButton {
    Q_OBJECT

  public:
    explicit StepItem(QWidget* parent = nullptr);
    void show(const QString& title, StepState state, const Words& words);

  private:
    Picture* picture_;
    Text* title_;
};

} // namespace tanba::gui
