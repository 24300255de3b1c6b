#pragma once

#include "app/gui/pages/desk.h"

#include <QObject>

namespace tanba::gui {

class Banner;

/// Saves a file for calendars (.ics) where the person says, and tells in the page's banner what came of it. A
/// file that is there already stays as it is.
class CalendarSaver : public QObject {
    Q_OBJECT

  public:
    CalendarSaver(const Desk& desk, QWidget& page, Banner& banner);

    /// @param name as suggested to the person, without an ending.
    /// @param calendar the file's content, or why there is none.
    void save(const QString& name, const Result<std::string>& calendar);

  signals:
    /// The banner says something new.
    void told();

  private:
    void write(const std::filesystem::path& file, const std::string& text);
    void written(const std::filesystem::path& file, const Outcome& outcome);
    void openFile(const std::filesystem::path& file);

    const Desk& desk_;
    QWidget& page_;
    Banner& banner_;
};

} // namespace tanba::gui
