#pragma once

#include "app/gui/pages/desk.h"

namespace tanba::gui {

/// Writes the report of the run where the person says.
class RunReportSaver : public QObject {
    Q_OBJECT

  public:
    enum class Form { Pdf, Html };

    RunReportSaver(const Desk& desk, QWidget& page);
    void save(Form form);

  signals:
    void saved(const std::filesystem::path& file, const Outcome& outcome);

  private:
    const Desk& desk_;
    QWidget& page_;
};

} // namespace tanba::gui
