#pragma once

#include "app/gui/pages/advice/advice_page.h"

namespace tanba::gui {

/// Every page about safety, the urgent ones first.
class OverviewPage : public AdvicePage {
    Q_OBJECT

  public:
    explicit OverviewPage(const Desk& desk);
};

} // namespace tanba::gui
