#pragma once

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
    void search();
    void add(const QList<QUrl>& files);
    Page& currentPage() { return *static_cast<Page*>(currentWidget()); }
    bool working() const { return password_->working(); }
    bool searching() const { return list_->currentSearch().running(); }

  private:
    void turnTo(Page* page);
    void choose(const std::filesystem::path& path);

    const Desk& desk_;
    ListPurpose purpose_ = ListPurpose::Look;
    KeyListPage* list_;
    KeyPage* key_;
    PasswordPage* password_;
    ForgotPage* forgot_;
    Page* beforeForgot_;
};

} // namespace tanba::gui
