#pragma once

#include "app/gui/pages/advice/advice_place.h"
#include "app/gui/pages/cards/cards_area.h"
#include "app/gui/pages/expiry_page.h"
#include "app/gui/pages/forgot_page.h"
#include "app/gui/pages/key_list_page.h"
#include "app/gui/pages/key_page.h"
#include "app/gui/pages/password_page.h"

#include <QStackedWidget>

namespace tanba::gui {

/// Everything about keys: the list, one key, its password, a forgotten password; and the ways between them.
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
    CardsArea& cards() { return *cards_; }
    KeyPage& keyPage() { return *key_; }
    Page& currentPage();
    bool working() const { return password_->working() || cards_->working(); }
    bool searching() const { return list_->currentSearch().running(); }

  signals:
    void adviceWanted(AdvicePlace place);

  private:
    void addSafety();
    void turnTo(Page* page);
    void choose(const std::filesystem::path& path);

    const Desk& desk_;
    ListPurpose purpose_ = ListPurpose::Look;
    KeyListPage* list_;
    KeyPage* key_;
    PasswordPage* password_;
    ForgotPage* forgot_;
    ExpiryPage* expiry_;
    CardsArea* cards_;
    Page* beforeForgot_;
};

} // namespace tanba::gui
