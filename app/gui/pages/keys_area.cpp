#include "app/gui/pages/keys_area.h"

namespace tanba::gui {

KeysArea::KeysArea(const Desk& desk)
    : desk_(desk), list_(new KeyListPage(desk)), key_(new KeyPage(desk)), password_(new PasswordPage(desk)),
      forgot_(new ForgotPage(desk)), beforeForgot_(list_) {
    for (Page* page : {static_cast<Page*>(list_), static_cast<Page*>(key_), static_cast<Page*>(password_),
                       static_cast<Page*>(forgot_)})
        addWidget(page);
    connect(list_, &KeyListPage::keyChosen, this, &KeysArea::choose);
    connect(key_, &KeyPage::left, this, [this] { showList(ListPurpose::Look); });
    connect(key_, &KeyPage::changeWanted, this, &KeysArea::showPassword);
    connect(password_, &PasswordPage::left, this, [this] { showKey(key_->path()); });
    connect(key_, &KeyPage::passwordForgotten, this, &KeysArea::showForgotten);
    connect(password_, &PasswordPage::passwordForgotten, this, &KeysArea::showForgotten);
    connect(forgot_, &ForgotPage::left, this, [this] { turnTo(beforeForgot_); });
}

void KeysArea::turnTo(Page* page) {
    setCurrentWidget(page);
    if (isVisible())
        page->focusFirst();
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

void KeysArea::search() {
    showList(ListPurpose::Look);
    list_->search();
}

void KeysArea::add(const QList<QUrl>& files) {
    showList(ListPurpose::Look);
    list_->add(files);
}

} // namespace tanba::gui
