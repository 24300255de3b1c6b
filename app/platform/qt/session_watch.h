#pragma once

#include <QObject>

class QDBusConnection;

namespace tanba::platform {

/// What happens to the person's session at the computer.
class SessionWatch : public QObject {
    Q_OBJECT

  signals:
    /// The screen was locked: the person is not there any more.
    void locked();
    /// The computer is about to sleep.
    void suspending();
};

/// By systemd-logind (Lock of a session, PrepareForSleep) and the desktops' screen savers (ActiveChanged).
/// Where none of them is there, nothing is told. A lock of another session counts as well: it costs a
/// question more.
class DesktopSessionWatch : public SessionWatch {
    Q_OBJECT

  public:
    /// Waits for the buses to answer.
    void connectTo(QDBusConnection session, QDBusConnection system);

  private slots:
    void screenSaver(bool active);
    void sleep(bool begins);
};

} // namespace tanba::platform
