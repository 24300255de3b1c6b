#pragma once

#include "app/gui/pages/advice/advice_page.h"

namespace tanba::gui {

/// Why a key is not given to anybody, and what to do instead.
class HandOverPage : public AdvicePage {
    Q_OBJECT

  public:
    explicit HandOverPage(const Desk& desk);
};

} // namespace tanba::gui
