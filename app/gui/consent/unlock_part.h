#pragma once

#include "app/gui/consent/key_unlock.h"
#include "app/gui/consent/unlock_choice.h"

namespace tanba::gui {

class Button;
class Fold;

/// In a question: for how long the secret is kept; or, while it is kept, for how long still, and the way to
/// end that.
class UnlockPart : public QWidget {
    Q_OBJECT

  public:
    UnlockPart(Words& words, KeyUnlock& unlock);
    /// Of another question than before.
    void begin(std::chrono::minutes usual);
    /// Nothing is shown for a key that may not be kept open, and for none.
    void show(const std::optional<SigningKeyOption>& key);
    /// Zero unless it can be seen.
    std::chrono::minutes chosen() const;

  private:
    Words& words_;
    KeyUnlock& unlock_;
    std::optional<SigningKeyOption> key_;
    Fold* fold_;
    UnlockChoice* choice_;
    QWidget* state_;
    Text* left_;
    Button* lock_;
};

} // namespace tanba::gui
