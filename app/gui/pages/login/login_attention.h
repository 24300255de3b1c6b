#pragma once

#include "app/gui/portal/login_desk.h"
#include "app/gui/presence/attention.h"

namespace tanba::gui {

/// On Home: a login that an earlier run of the program did not finish, for as long as the portal knows it.
class LoginAttention : public AttentionSource {
    Q_OBJECT

  public:
    LoginAttention(const Words& words, LoginDesk& login, QObject* parent);
    std::vector<AttentionItem> items() override;

  signals:
    void resumeWanted();

  private:
    const Words& words_;
    LoginDesk& login_;
    bool told_ = false;
};

} // namespace tanba::gui
