#pragma once

#include "app/gui/pages/advice/advice_place.h"
#include "app/gui/pages/cards/cards_area.h"
#include "app/gui/pages/expiry_page.h"
#include "app/gui/pages/forgot_page.h"
#include "app/gui/pages/key_list_page.h"
#include "app/gui/pages/key_page.h"
#include "app/gui/pages/password_page.h"
#include "app/gui/widgets/lazy_page.h"

namespace tanba::gui {

/// Everything about keys: the list, one key, its password, a forgotten password; and the ways between them.
/// All but the list are made when they are first needed.
class KeysArea : public QStackedWidget {
    Q_OBJECT

  public:
    explicit KeysArea(const Desk& desk);

    void showList(ListPurpose purpose);
    void showKey(const std::filesystem::path& path);
    void showPassword(const std::filesystem::path& path);
    void showForgotten();
    /// @param id ExpiringKey::id
    void showExpiry(const std::string& id);
    void search();
    void add(const QList<QUrl>& files);
    void showReaders();
    void showCard(const std::string& id);
    CardsArea& cards() { return cards_.get(); }
    /// A password is being changed or a card is at work; nobody is led away from it.
    bool working() const;

  signals:
    void adviceWanted(AdvicePlace place);
    /// They are made when somebody first looks at a key, or at a card, and show none yet.
    void keyPageMade(KeyPage& page);
    void cardPageMade(CardPage& page);

  private:
    KeyPage* makeKey();
    PasswordPage* makePassword();
    ForgotPage* makeForgot();
    ExpiryPage* makeExpiry();
    CardsArea* makeCards();
    void addSafety();
    void turnTo(Page& page);
    void turnToCards();
    void choose(const std::filesystem::path& path);

    const Desk& desk_;
    ListPurpose purpose_ = ListPurpose::Look;
    KeyListPage* list_;
    LazyPage<KeyPage> key_;
    LazyPage<PasswordPage> password_;
    LazyPage<ForgotPage> forgot_;
    LazyPage<ExpiryPage> expiry_;
    LazyPage<CardsArea> cards_;
    Page* beforeForgot_;
};

} // namespace tanba::gui
