#include "app/gui/pages/keys_area.h"

#include "app/gui/widgets/action_card.h"

namespace tanba::gui {

KeysArea::KeysArea(const Desk& desk)
    : desk_(desk), list_(new KeyListPage(desk)), key_(*this, [this] { return makeKey(); }),
      password_(*this, [this] { return makePassword(); }), forgot_(*this, [this] { return makeForgot(); }),
      expiry_(*this, [this] { return makeExpiry(); }), cards_(*this, [this] { return makeCards(); }),
      beforeForgot_(list_) {
    addWidget(list_);
    addSafety();
    connect(list_, &KeyListPage::keyChosen, this, &KeysArea::choose);
    connect(list_, &KeyListPage::cardChosen, this, &KeysArea::showCard);
    connect(list_, &KeyListPage::readersWanted, this, &KeysArea::showReaders);
}

KeyPage* KeysArea::makeKey() {
    auto* page = new KeyPage(desk_);
    connect(page, &KeyPage::left, this, [this] { showList(ListPurpose::Look); });
    connect(page, &KeyPage::changeWanted, this, &KeysArea::showPassword);
    connect(page, &KeyPage::passwordForgotten, this, &KeysArea::showForgotten);
    connect(page, &KeyPage::lostWanted, this, [this] { emit adviceWanted(AdvicePlace::Lost); });
    connect(page, &KeyPage::datesWanted, this, [this](const std::filesystem::path& path) {
        if (const ExpiringKey* key = desk_.attendant.expiry().find(path))
            showExpiry(key->id);
    });
    emit keyPageMade(*page);
    return page;
}

PasswordPage* KeysArea::makePassword() {
    auto* page = new PasswordPage(desk_);
    connect(page, &PasswordPage::left, this, [this] { showKey(key_.get().path()); });
    connect(page, &PasswordPage::passwordForgotten, this, &KeysArea::showForgotten);
    return page;
}

ForgotPage* KeysArea::makeForgot() {
    auto* page = new ForgotPage(desk_);
    connect(page, &ForgotPage::left, this, [this] { turnTo(*beforeForgot_); });
    return page;
}

ExpiryPage* KeysArea::makeExpiry() {
    auto* page = new ExpiryPage(desk_);
    connect(page, &ExpiryPage::left, this, [this] { showList(ListPurpose::Look); });
    connect(page, &ExpiryPage::keyWanted, this, &KeysArea::showKey);
    return page;
}

CardsArea* KeysArea::makeCards() {
    auto* area = new CardsArea(desk_);
    connect(area, &CardsArea::left, this, [this] { showList(ListPurpose::Look); });
    connect(area, &CardsArea::cardPageMade, this, &KeysArea::cardPageMade);
    connect(area, &CardsArea::keyFileSaved, this, [this](const std::filesystem::path& file) {
        desk_.shelf.chosen(file);
        showKey(file);
    });
    return area;
}

bool KeysArea::working() const {
    return (password_.made() != nullptr && password_.made()->working()) ||
           (cards_.made() != nullptr && cards_.made()->working());
}

void KeysArea::addSafety() {
    auto* safety = new ActionCard(Icon::Shield);
    list_->column().addWidget(safety);
    connect(safety, &QAbstractButton::clicked, this, [this] { emit adviceWanted(AdvicePlace::Overview); });
    desk_.words.keep(safety, [this, safety] {
        safety->say(desk_.words.say(Phrase::SafetyTitle), desk_.words.say(Phrase::SafetyCard));
    });
}

void KeysArea::turnTo(Page& page) {
    setCurrentWidget(&page);
    if (isVisible())
        page.focusFirst();
}

void KeysArea::showReaders() {
    setCurrentWidget(&cards_.get());
    cards_.get().showReaders();
}

void KeysArea::showCard(const std::string& id) {
    setCurrentWidget(&cards_.get());
    cards_.get().showCard(id);
}

void KeysArea::choose(const std::filesystem::path& path) {
    const bool there =
        desk_.shelf.find(path) != nullptr && desk_.shelf.find(path)->presence == Presence::There;
    if (purpose_ == ListPurpose::PickForPassword && there)
        showPassword(path);
    else
        showKey(path);
}

void KeysArea::showList(ListPurpose purpose) {
    purpose_ = purpose;
    list_->setPurpose(purpose);
    turnTo(*list_);
}

void KeysArea::showKey(const std::filesystem::path& path) {
    key_.get().show(path);
    turnTo(key_.get());
}

void KeysArea::showPassword(const std::filesystem::path& path) {
    key_.get().show(path);
    password_.get().show(path);
    turnTo(password_.get());
}

void KeysArea::showForgotten() {
    if (currentWidget() != forgot_.made())
        beforeForgot_ = currentWidget() == cards_.made() ? list_ : static_cast<Page*>(currentWidget());
    turnTo(forgot_.get());
}

void KeysArea::showExpiry(const std::string& id) {
    expiry_.get().show(id);
    turnTo(expiry_.get());
}

void KeysArea::search() {
    showList(ListPurpose::Look);
    list_->search();
}

void KeysArea::add(const QList<QUrl>& files) {
    showList(ListPurpose::Look);
    list_->add(files);
}

} // namespace tanba::gui
