#pragma once

#include "app/gui/widgets/card.h"

namespace tanba::gui {

/// Where a password field would be, when the secret is typed on the reader's own keys: a picture and what to
/// do.
class PadCard : public Card {
    Q_OBJECT

  public:
    explicit PadCard(QWidget* parent = nullptr);
    void say(const QString& title, const QString& text);

  private:
    Text* title_;
    Text* text_;
};

} // namespace tanba::gui
