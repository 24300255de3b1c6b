#pragma once

#include "app/gui/consent/consent_desk.h"
#include "app/gui/pages/advice/advice_place.h"
#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"

#include <QStackedWidget>

namespace tanba::gui {

class AskKeysPage;
class AskPage;
class Card;
class FactsView;
class PinAgainPage;
class PreviewPage;
class RefusalPage;
class ToFront;

/// The one window in which sites ask; it is there only while something is asked. Closing it says no.
class ConsentWindow : public QWidget, public HelpHost {
    Q_OBJECT

  public:
    /// Asks for the file that a site wants; empty when the person gave up.
    using ChooseFile = std::function<QString(QWidget* parent, const QString& title)>;

    ConsentWindow(const Desk& desk, GuiConsentDesk& consent, ToFront& front, ChooseFile chooseFile);

    Page& currentPage();
    void offerHelp(Page& page) override;
    /// Another question, or another refusal, than before.
    void showAsked();

  signals:
    void keySearchWanted();
    void adviceWanted(AdvicePlace place);
    /// An article of the help; what is asked waits.
    void helpWanted(const std::string& article);

  protected:
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void layOut();
    void showNow();
    void turnTo(Page& page);
    void look(std::size_t item);
    void chooseFile();
    void leave();

    const Desk& desk_;
    GuiConsentDesk& consent_;
    ToFront& front_;
    ChooseFile chooseFile_;
    AskPage* ask_;
    RefusalPage* refusal_;
    PinAgainPage* pin_;
    AskKeysPage* keys_;
    PreviewPage* preview_;
    FactsView* facts_;
    QStackedWidget* pages_;
};

} // namespace tanba::gui
