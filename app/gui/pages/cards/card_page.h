#pragma once

#include "app/gui/cards/card_choice.h"
#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"

#include <QList>

namespace tanba::gui {

class Banner;
class Button;
class Card;
class DemonstrationMark;
class FactsView;
class Fold;
class HiddenFilesCard;
class Pill;

/// A card or token: whose keys are on it, what for and until when, its PIN, and what can be done.
class CardPage : public Page {
    Q_OBJECT

  public:
    explicit CardPage(const Desk& desk);

    void show(const std::string& id);
    const std::string& id() const { return id_; }
    /// The card is at work for this page.
    bool working() const;
    /// Something to be told about the card, above whose keys are on it.
    void addAdvice(QWidget* advice);

  signals:
    void left();
    /// What is shown may have changed.
    void refreshed();
    void pinWanted(const std::string& id, PinAction action);
    void certificateWanted(const std::string& id);
    /// A key file of the token was saved here.
    void keyFileSaved(const std::filesystem::path& file);

  private:
    void layOut();
    void sayButtons();
    void refresh();
    void showRemark(const CardEntry& entry);
    void showState(const CardEntry& entry, const std::vector<CardHolder>& holders);
    void showHolders(const std::vector<CardHolder>& holders);
    void showPin(const CardEntry& entry);
    void showMissing(const CardEntry& entry);
    void showKeyFiles(const CardEntry& entry);
    void saveKeyFile(const CardKeyFile& file);

    const Desk& desk_;
    std::string id_;
    Presence shownPresence_ = Presence::There;
    Button* back_;
    DemonstrationMark* demonstration_;
    Pill* pill_;
    Banner* banner_;   ///< what went wrong with what a person did here
    Banner* remark_;   ///< demonstration, or proved with an emulator only
    Banner* state_;    ///< not inserted, expiring
    Banner* pinState_; ///< blocked, last try
    Banner* missing_;  ///< no certificate
    QVBoxLayout* holders_;
    QList<QWidget*> shown_;
    Card* pinCard_;
    FactsView* pinFacts_;
    Button* change_;
    Button* unblock_;
    Card* filesCard_;
    Text* filesTitle_;
    Text* filesNote_;
    QVBoxLayout* files_;
    QList<QWidget*> fileButtons_;
    HiddenFilesCard* hiddenFiles_;
    Fold* fold_;
    FactsView* moreFacts_;
    Button* forget_;
};

} // namespace tanba::gui
