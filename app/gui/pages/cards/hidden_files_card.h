#pragma once

#include "app/gui/cards/card_work.h"
#include "app/gui/pages/desk.h"
#include "app/gui/widgets/card.h"

namespace tanba::gui {

class Banner;
class Button;
class SecretField;

/// Looks for the key files of a token that show only after its PIN. What is found appears where the token's
/// other key files are.
class HiddenFilesCard : public Card {
    Q_OBJECT

  public:
    explicit HiddenFilesCard(const Desk& desk);

    /// Another token, or the same one visited again: nothing of before is left.
    void begin(const std::string& id);
    /// As the token is now.
    void refresh(const CardEntry& entry);
    bool working() const { return working_; }

  signals:
    /// After the look with a PIN that everybody knows.
    void pinChangeWanted(const std::string& id);

  protected:
    /// Nothing typed waits in a page that nobody sees.
    void hideEvent(QHideEvent* event) override;

  private:
    void layOut();
    void say();
    void sayWeakPin();
    void judge();
    void setWorking(bool working);
    void look();
    void looked(const KeyFileAnswer& answer);

    const Desk& desk_;
    std::string id_;
    bool offered_ = false;
    bool onReader_ = false; ///< the PIN is typed on the reader's keys
    bool working_ = false;
    bool weakPin_ = false; ///< the PIN of the last look is one that everybody knows
    Text* title_;
    Text* note_;
    Banner* banner_;
    Banner* weak_;
    SecretField* pin_;
    Text* once_;
    Text* workingText_;
    Button* look_;
};

} // namespace tanba::gui
