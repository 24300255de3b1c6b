#include "app/gui/pages/keys_area.h"

#include "app/gui/widgets/action_card.h"

namespace tanba::gui {

KeysArea::KeysArea(const Desk& desk)
    : desk_(desk), list_(new KeyListPage(desk)), key_(new KeyPage(desk)), password_(new PasswordPage(desk)),
      forgot_(new ForgotPage(desk)), expiry_(new ExpiryPage(desk)), cards_(new CardsArea(desk)),
      beforeForgot_(list_) {
    for (Page* page : {static_cast<Page*>(list_), static_cast<Page*>(key_), static_cast<Page*>(password_),
                       static_cast<Page*>(forgot_), static_cast<Page*>(expiry_)})
        addWidget(page);
    addWidget(cards_);
    addSafety();
    connect(key_, &KeyPage::lostWanted, this, [this] { emit adviceWanted(AdvicePlace::Lost); });
    connect(list_, &KeyListPage::keyChosen, this, &KeysArea::choose);
    connect(key_, &KeyPage::left, this, [this] { showList(ListPurpose::Look); });
    connect(key_, &KeyPage::changeWanted, this, &KeysArea::showPassword);
    connect(password_, &PasswordPage::left, this, [this] { showKey(key_->path()); });
    connect(key_, &KeyPage::passwordForgotten, this, &KeysArea::showForgotten);
    connect(password_, &PasswordPage::passwordForgotten, this, &KeysArea::showForgotten);
    connect(forgot_, &ForgotPage::left, this, [this] { turnTo(beforeForgot_); });
    connect(key_, &KeyPage::datesWanted, this, [this](const std::filesystem::path& path) {
        if (const ExpiringKey* key = desk_.attendant.expiry().find(path))
            showExpiry(key->id);
    });
    connect(expiry_, &ExpiryPage::left, this, [this] { showList(ListPurpose::Look); });
    connect(expiry_, &ExpiryPage::keyWanted, this, &KeysArea::showKey);
    connect(list_, &KeyListPage::cardChosen, this, &KeysArea::showCard);
    connect(list_, &KeyListPage::readersWanted, this, &KeysArea::showReaders);
    connect(cards_, &CardsArea::left, this, [this] { showList(ListPurpose::Look); });
    connect(cards_, &CardsArea::keyFileSaved, this, [this](const std::filesystem::path& file) {
        desk_.shelf.chosen(file);
        showKey(file);
    });
}

void KeysArea::addSafety() {
    auto* safety = new ActionCard(Icon::Shield);
    list_->column().addWidget(safety);
    connect(safety, &QAbstractButton::clicked, this, [this] { emit adviceWanted(AdvicePlace::Overview); });
    desk_.words.keep(safety, [this, safety] {
        safety->say(desk_.words.say(Phrase::SafetyTitle), desk_.words.say(Phrase::SafetyCard));
    });
}

void KeysArea::turnTo(Page* page) {
    setCurrentWidget(page);
    if (isVisible())
        page->focusFirst();
}

void KeysArea::showReaders() {
    setCurrentWidget(cards_);
    cards_->showReaders();
}

void KeysArea::showCard(const std::string& id) {
    setCurrentWidget(cards_);
    cards_->showCard(id);
}

Page& KeysArea::currentPage() {
    return currentWidget() == cards_ ? cards_->currentPage() : *static_cast<Page*>(currentWidget());
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
    turnTo(list_);
}

void KeysArea::showKey(const std::filesystem::path& path) {
    key_->show(path);
    turnTo(key_);
}

void KeysArea::showPassword(const std::filesystem::path& path) {
    key_->show(path);
    password_->show(path);
    turnTo(password_);
}

void KeysArea::showForgotten() {
    if (currentWidget() != forgot_)
        beforeForgot_ = &currentPage();
    turnTo(forgot_);
}

void KeysArea::showExpiry(const std::string& id) {
    expiry_->show(id);
    turnTo(expiry_);
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
