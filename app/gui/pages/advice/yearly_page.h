#pragma once

#include "app/gui/pages/advice/advice_page.h"

class QCheckBox;

namespace tanba::gui {

class CalendarSaver;

/// A look at keys and passwords once a year: what to look at, the reminder, and a file for a calendar.
class YearlyPage : public AdvicePage {
    Q_OBJECT

  public:
    explicit YearlyPage(const Desk& desk);
    void arrive() override;

  signals:
    void passwordChangeWanted();

  private:
    void saveCalendar();
    void showChoice();

    QCheckBox* remind_;
    Button* calendar_;
    CalendarSaver* saver_;
};

} // namespace tanba::gui
