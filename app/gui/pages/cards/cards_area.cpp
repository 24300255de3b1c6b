#include "app/gui/pages/cards/cards_area.h"

namespace tanba::gui {

CardsArea::CardsArea(const Desk& desk) : desk_(desk) {}

template <typename Made>
Made& CardsArea::page(Made*& page) {
    if (page == nullptr) {
        page = new Made(desk_);
        addWidget(page);
        connectPage(*page);
    }
    return *page;
}

void CardsArea::connectPage(ReadersPage& page) {
    connect(&page, &ReadersPage::left, this, &CardsArea::left);
    connect(&page, &ReadersPage::cardWanted, this, &CardsArea::showCard);
    connect(&page, &ReadersPage::surveyWanted, this, &CardsArea::showSurvey);
}

void CardsArea::connectPage(CardPage& page) {
    connect(&page, &CardPage::left, this, &CardsArea::left);
    connect(&page, &CardPage::pinWanted, this, &CardsArea::showPin);
    connect(&page, &CardPage::certificateWanted, this, &CardsArea::showAdopt);
    connect(&page, &CardPage::keyFileSaved, this, &CardsArea::keyFileSaved);
    emit cardPageMade(page);
}

void CardsArea::connectPage(PinPage& page) {
    connect(&page, &PinPage::left, this, [this, &page] { backToCard(page.id()); });
}

void CardsArea::connectPage(AdoptPage& page) {
    connect(&page, &AdoptPage::left, this, [this, &page] { backToCard(page.id()); });
}

void CardsArea::connectPage(SurveyPage& page) {
    connect(&page, &SurveyPage::left, this, &CardsArea::showReaders);
}

void CardsArea::turnTo(Page& page) {
    setCurrentWidget(&page);
    if (isVisible())
        page.focusFirst();
}

void CardsArea::showReaders() {
    ReadersPage& readers = page(readers_);
    readers.enter();
    turnTo(readers);
}

void CardsArea::showCard(const std::string& id) {
    CardPage& card = page(card_);
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
    PinPage& pin = page(pin_);
    pin.show(id, action);
    turnTo(pin);
}

void CardsArea::showAdopt(const std::string& id) {
    AdoptPage& adopt = page(adopt_);
    adopt.show(id);
    turnTo(adopt);
}

SurveyPage& CardsArea::surveyPage() {
    return page(survey_);
}

void CardsArea::showSurvey(const std::string& reader) {
    SurveyPage& survey = surveyPage();
    survey.show(reader);
    turnTo(survey);
}

bool CardsArea::working() const {
    return (pin_ != nullptr && pin_->working()) || (adopt_ != nullptr && adopt_->working()) ||
           (survey_ != nullptr && survey_->working());
}

} // namespace tanba::gui
