#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/style/icon.h"
#include "app/gui/widgets/page.h"

namespace tanba::gui {

class Banner;
class Button;
class CalendarSaver;

/// What to do before a key ends (or after): what renewal needs, the site, reminders and a file for a
/// calendar.
class ExpiryPage : public Page {
    Q_OBJECT

  public:
    explicit ExpiryPage(const Desk& desk);

    /// @param id ExpiringKey::id
    void show(const std::string& id);

  signals:
    void left();
    void keyWanted(const std::filesystem::path& path);

  private:
    /// A line of a list, with a picture.
    struct Point {
        Phrase phrase;
        Icon icon;
        QWidget* row = nullptr;
    };

    /// A way to put a warning off.
    struct Later {
        guidance::SnoozeChoice choice = guidance::SnoozeChoice::UntilTomorrow;
        QString words;
        bool operator==(const Later&) const = default;
    };

    void layOut();
    void addPoints(std::vector<Point>& points);
    void say();
    void refresh();
    /// Days that are left mean nothing while the clock is doubted.
    void showClock();
    void showState(const ExpiringKey& key);
    void showNeeds(const ExpiringKey& key);
    void showLater(const ExpiringKey& key);
    void putOff(guidance::SnoozeChoice choice);
    /// Makes the buttons for `offered_`.
    void offerLater();
    /// The key's last day for calendars.
    void saveCalendar();

    const Desk& desk_;
    std::string id_;
    Button* back_;
    Banner* banner_;
    Banner* clock_;
    Banner* state_;
    Text* listTitle_;
    std::vector<Point> needs_;
    std::vector<Point> newKey_;
    Button* site_;
    Button* calendar_;
    Button* key_;
    Text* laterTitle_;
    QWidget* later_;
    Text* numberNote_;
    Text* lifeNote_;
    CalendarSaver* saver_;
    std::vector<Later> offered_;
};

} // namespace tanba::gui
