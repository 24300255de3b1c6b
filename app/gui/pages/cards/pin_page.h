#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"

namespace tanba::gui {

class Banner;
class Button;
class Card;
class DemonstrationMark;
class PadCard;
class SecretField;
class StrengthMeter;

/// Changes the PIN of a card, or unblocks it with the PUK; typed here, or on the reader's keys.
class PinPage : public Page {
    Q_OBJECT

  public:
    explicit PinPage(const Desk& desk);

    /// Ignored while the card is at work.
    void show(const std::string& id, PinAction action);
    const std::string& id() const { return id_; }
    bool working() const { return working_; }
    void focusFirst() override;

  signals:
    void left();

  protected:
    /// Nothing typed waits in a page that nobody sees.
    void hideEvent(QHideEvent* event) override;

  private:
    /// Where the secrets are entered.
    enum class Entry { Here, OnReader };

    void layOut();
    void say();
    void sayPad();
    void refresh();
    void clearFields();
    void showWarning(const CardEntry& entry);
    void judge();
    /// Shows how strong the new PIN is. @returns whether it is not one that everybody knows
    bool judgeNew();
    void setWorking(bool working);
    void act();
    void acted(const PinAnswer& answer);
    void showFailure(const Failure& failure);
    void finish();
    SecretField& firstField() const { return action_ == PinAction::Change ? *current_ : *puk_; }
    const CardEntry* card() const { return desk_.cards.find(id_); }

    const Desk& desk_;
    std::string id_;
    PinAction action_ = PinAction::Change;
    Entry entry_ = Entry::Here;
    bool working_ = false;
    bool done_ = false;
    Button* back_;
    DemonstrationMark* demonstration_;
    Banner* banner_;
    Banner* warning_;
    Card* form_;
    SecretField* current_;
    SecretField* puk_;
    SecretField* new_;
    SecretField* repeat_;
    Text* rule_;
    StrengthMeter* strength_;
    Text* differ_;
    PadCard* pad_;
    Text* once_;
    Button* go_;
    Text* workingText_;
    Button* doneBack_;
};

} // namespace tanba::gui
