#pragma once

#include "app/gui/documents/check_desk.h"
#include "app/gui/pages/desk.h"

#include <QWidget>

namespace tanba::gui {

/// In the settings: whether the authority's servers may be asked.
class OnlineSection : public QWidget {
    Q_OBJECT

  public:
    explicit OnlineSection(const Desk& desk, QWidget* parent = nullptr);
};

} // namespace tanba::gui
