#pragma once

#include "app/gui/widgets/card.h"

namespace tanba::gui {

class Picture;

/// What something is worth, before anything else is said: a large picture, one plain sentence, and who and
/// when below it.
class VerdictHeader : public Card {
    Q_OBJECT

  public:
    explicit VerdictHeader(QWidget* parent = nullptr);

    /// @param kind Good, Attention or Bad. @param more may be empty.
    void show(CardKind kind, const QString& sentence, const QString& more);
    /// Results are told to a screen reader by the focus.
    void takeFocus();

  private:
    Picture* picture_;
    Text* sentence_;
    Text* more_;
};

} // namespace tanba::gui
