#pragma once

#include "app/gui/pages/cards/reader_words.h"
#include "app/gui/widgets/card.h"

#include <optional>
#include <string>

namespace tanba::gui {

class Banner;
class Button;
class Picture;

/// One reader as it is now: a picture of what to do, the state, the next step, and what can be done with the
/// card in it. Stays in place while the state changes, so that focus and reading position stay too.
class ReaderCard : public Card {
    Q_OBJECT

  public:
    explicit ReaderCard(Words& words, QWidget* parent = nullptr);

    /// @param name empty: about readers as a whole.
    void show(const std::string& name, const ReaderView& view);
    /// What may be done; the buttons of the rest are hidden.
    struct Offers {
        bool open = false;
        bool again = false;
        bool survey = false;
    };
    void offer(const Offers& offers);
    /// Why a known card could not be read; null takes it away.
    void showTrouble(const Failure* trouble);
    const std::string& reader() const { return name_; }
    /// A button of this card has the focus.
    bool holdsFocus() const;

  signals:
    void openWanted(const std::string& reader);
    void againWanted(const std::string& reader);
    void surveyWanted(const std::string& reader);

  private:
    void tell();

    std::string name_;
    ReaderView view_{};
    std::optional<FailureCode> told_; ///< the trouble that is shown
    Picture* picture_;
    Text* title_;
    Text* next_;
    Text* reader_;
    Banner* trouble_;
    Button* open_;
    Button* again_;
    Button* survey_;
};

} // namespace tanba::gui
