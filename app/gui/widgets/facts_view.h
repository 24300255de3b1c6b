#pragma once

#include "app/text/certificate_view.h"

#include <QGridLayout>
#include <QWidget>
#include <vector>

namespace tanba::gui {

/// Labelled values, one a row; a value can be selected and copied.
class FactsView : public QWidget {
    Q_OBJECT

  public:
    explicit FactsView(QWidget* parent = nullptr);
    void show(const std::vector<text::Fact>& facts);

  private:
    QGridLayout* grid_;
};

} // namespace tanba::gui
