#pragma once

#include "app/gui/widgets/card.h"
#include "app/gui/words/words.h"

#include <optional>

namespace tanba::gui {

class Button;
class FlowLayout;
class Fold;
class Picture;

/// Whether a person may close a banner, or it belongs to the page.
enum class Closing { Allowed, Never };

/// What happened, what to do, and the details folded; appears where it belongs.
class Banner : public Card {
    Q_OBJECT

  public:
    explicit Banner(Words& words, QWidget* parent = nullptr);

    void showMessage(CardKind kind, const QString& title, const QString& text);
    /// The failure's sentence and next step, and its details to copy for support. Follows the language.
    void showFailure(const Failure& failure);
    void clear();
    void setClosing(Closing closing);
    /// A button below the text; stays until clear().
    void addAction(QWidget* action);

    /// What a screen reader is told: kind, title and text.
    QString spoken() const;

  private:
    void refresh();
    void setMargins();
    void copyDetails();

    Words& words_;
    std::optional<Failure> failure_;
    Closing closing_ = Closing::Allowed;
    Picture* picture_;
    Text* title_;
    Text* text_;
    FlowLayout* actions_; ///< two buttons find no room side by side in large type
    Fold* fold_;
    Text* details_;
    Button* copy_;
    Button* close_;
};

} // namespace tanba::gui
