#pragma once

#include "app/gui/documents/check_entry.h"
#include "app/gui/pages/desk.h"

namespace tanba::gui {

class Banner;

enum class ReportKind { Pdf, Html };

/// The report of a check as printed; made anywhere.
std::function<std::string()> reportToPrint(const std::vector<CheckEntry>& entries, text::Language language);

/// Writes the report of a check where the person says, and tells what became of it in the page's banner.
class ReportSaver : public QObject {
    Q_OBJECT

  public:
    ReportSaver(const Desk& desk, QWidget& page, Banner& banner);

    /// @param entries those with a result are reported.
    void save(ReportKind kind, const std::vector<CheckEntry>& entries);

  signals:
    /// The banner shows something new.
    void told();

  private:
    void tell(const std::filesystem::path& file, const Outcome& outcome);

    const Desk& desk_;
    QWidget& page_;
    Banner& banner_;
};

} // namespace tanba::gui
