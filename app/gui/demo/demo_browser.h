#pragma once

#include "app/gui/portal/login_desk.h"
#include "app/gui/tasks/task_runner.h"

#include <QObject>
#include <optional>
#include <string>

class QUrl;

namespace tanba::gui {

/// Stands for the browser at the end of a login at the demonstration's portal. On the thread of the windows.
class DemoBrowser : public QObject {
    Q_OBJECT

  public:
    struct Sources {
        TaskRunner& tasks;
        HttpTransport& http;
        LoginDesk& logins;
        std::string origin; ///< of the reference portal
    };
    explicit DemoBrowser(Sources sources);

    /// Takes an address of the reference portal; false for any other.
    bool open(const QUrl& url);
    /// The person is inside, under this name; empty before, and while another login ends.
    const std::string& inside() const { return inside_; }
    const std::optional<Failure>& failure() const { return failure_; }

  signals:
    void changed();

  private:
    bool loginEnded() const;
    void takeLogin();

    Sources sources_;
    std::string inside_;
    std::optional<Failure> failure_;
};

} // namespace tanba::gui
