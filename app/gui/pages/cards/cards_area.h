#pragma once

#include "app/gui/pages/cards/adopt_page.h"
#include "app/gui/pages/cards/card_page.h"
#include "app/gui/pages/cards/pin_page.h"
#include "app/gui/pages/cards/readers_page.h"
#include "app/gui/pages/cards/survey_page.h"
#include "app/gui/widgets/lazy_page.h"

namespace tanba::gui {

/// Everything about cards: the readers, one card, its PIN, its certificate, the report; and the ways between
/// them. Each page is made when it is first needed: most starts of the program need none.
class CardsArea : public QStackedWidget {
    Q_OBJECT

  public:
    explicit CardsArea(const Desk& desk);

    void showReaders();
    void showCard(const std::string& id);
    void showPin(const std::string& id, PinAction action);
    void showAdopt(const std::string& id);
    void showSurvey(const std::string& reader);
    SurveyPage& surveyPage() { return survey_.get(); }
    /// A card is at work; nobody is led away from it.
    bool working() const;

  signals:
    /// Back to the list of keys.
    void left();
    /// It is made when somebody looks at a card for the first time, and shows none yet.
    void cardPageMade(CardPage& page);
    void keyFileSaved(const std::filesystem::path& file);

  private:
    void turnTo(Page& page);
    void backToCard(const std::string& id);
    ReadersPage* makeReaders();
    CardPage* makeCard();
    PinPage* makePin();
    AdoptPage* makeAdopt();
    SurveyPage* makeSurvey();

    const Desk& desk_;
    LazyPage<ReadersPage> readers_;
    LazyPage<CardPage> card_;
    LazyPage<PinPage> pin_;
    LazyPage<AdoptPage> adopt_;
    LazyPage<SurveyPage> survey_;
};

} // namespace tanba::gui
