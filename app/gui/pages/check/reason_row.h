#pragma once

#include "app/text/report_view.h"

#include <QWidget>

namespace tanba::gui {

/// One reason for a verdict: a picture of its weight, what it means, and what to do.
class ReasonRow : public QWidget {
    Q_OBJECT

  public:
    explicit ReasonRow(const text::ReasonView& reason, QWidget* parent = nullptr);
};

} // namespace tanba::gui
