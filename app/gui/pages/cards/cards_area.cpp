#include "app/gui/pages/cards/cards_area.h"

namespace tanba::gui {

CardsArea::CardsArea(const Desk& desk)
    : desk_(desk), readers_(*this, [this] { return makeReaders(); }),
      card_(*this, [this] { return makeCard(); }), pin_(*this, [this] { return makePin(); }),
      adopt_(*this, [this] { return makeAdopt(); }), survey_(*this, [this] { return makeSurvey(); }) {}

ReadersPage* CardsArea::makeReaders() {
    auto* page = new ReadersPage(desk_);
    connect(page, &ReadersPage::left, this, &CardsArea::left);
    connect(page, &ReadersPage::cardWanted, this, &CardsArea::showCard);
    connect(page, &ReadersPage::surveyWanted, this, &CardsArea::showSurvey);
    return page;
}

CardPage* CardsArea::makeCard() {
    auto* page = new CardPage(desk_);
    connect(page, &CardPage::left, this, &CardsArea::left);
    connect(page, &CardPage::pinWanted, this, &CardsArea::showPin);
    connect(page, &CardPage::certificateWanted, this, &CardsArea::showAdopt);
    connect(page, &CardPage::keyFileSaved, this, &CardsArea::keyFileSaved);
    emit cardPageMade(*page);
    return page;
}

PinPage* CardsArea::makePin() {
    auto* page = new PinPage(desk_);
    connect(page, &PinPage::left, this, [this, page] { backToCard(page->id()); });
    return page;
}

AdoptPage* CardsArea::makeAdopt() {
    auto* page = new AdoptPage(desk_);
    connect(page, &AdoptPage::left, this, [this, page] { backToCard(page->id()); });
    return page;
}

SurveyPage* CardsArea::makeSurvey() {
    auto* page = new SurveyPage(desk_);
    connect(page, &SurveyPage::left, this, &CardsArea::showReaders);
    return page;
}

void CardsArea::turnTo(Page& page) {
    setCurrentWidget(&page);
    if (isVisible())
        page.focusFirst();
}

void CardsArea::showReaders() {
    ReadersPage& readers = readers_.get();
    readers.enter();
    turnTo(readers);
}

void CardsArea::showCard(const std::string& id) {
    CardPage& card = card_.get();
    card.show(id);
    turnTo(card);
}

void CardsArea::backToCard(const std::string& id) {
    if (desk_.cards.find(id) != nullptr)
        showCard(id);
    else
        emit left(); // nothing is known of it any more
}

void CardsArea::showPin(const std::string& id, PinAction action) {
    PinPage& pin = pin_.get();
    pin.show(id, action);
    turnTo(pin);
}

void CardsArea::showAdopt(const std::string& id) {
    AdoptPage& adopt = adopt_.get();
    adopt.show(id);
    turnTo(adopt);
}

void CardsArea::showSurvey(const std::string& reader) {
    SurveyPage& survey = surveyPage();
    survey.show(reader);
    turnTo(survey);
}

bool CardsArea::working() const {
    return (card_.made() != nullptr && card_.made()->working()) ||
           (pin_.made() != nullptr && pin_.made()->working()) ||
           (adopt_.made() != nullptr && adopt_.made()->working()) ||
           (survey_.made() != nullptr && survey_.made()->working());
}

} // namespace tanba::gui
