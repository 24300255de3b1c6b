#pragma once

#include "app/gui/style/icon.h"
#include "app/gui/widgets/card.h"

namespace tanba::gui {

/// One job that a person may want: picture, name, half a sentence.
class ActionCard : public CardButton {
    Q_OBJECT

  public:
    explicit ActionCard(Icon icon, QWidget* parent = nullptr);
    void say(const QString& title, const QString& text);

  private:
    Text* title_;
    Text* text_;
};

} // namespace tanba::gui
