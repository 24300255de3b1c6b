#pragma once

#include "app/gui/pages/advice/advice_page.h"

namespace tanba::gui {

/// How many keys are known here, that nobody here can know of the others, and where to see, revoke and
/// re-issue them.
class MyKeysPage : public AdvicePage {
    Q_OBJECT

  public:
    explicit MyKeysPage(const Desk& desk);

  private:
    void count();

    Text* here_;
    Text* detail_;
    Text* opens_;
};

} // namespace tanba::gui
