#pragma once

#include <QDBusConnection>
#include <QDBusServiceWatcher>
#include <QHash>
#include <QObject>
#include <QString>
#include <optional>
#include <vector>

namespace tanba::platform {

/// A short message on the person's desktop. It may be seen on a locked screen: no IIN, no file names.
struct Notice {
    QString title;
    QString text;
};

/// Shows messages outside of the window.
class Notifier : public QObject {
    Q_OBJECT

  public:
    /// @param id names the message: one that is shown again takes the place of the earlier.
    virtual void show(const QString& id, const Notice& notice) = 0;

  signals:
    /// Every show() is answered by one of these, perhaps before it returns: the desktop took the message, or
    /// nobody was there to take it.
    void shown(const QString& id);
    void notShown(const QString& id);
    /// Somebody is there to take messages now; at login the desktop may come up after the program.
    void available();
    /// A person pressed the message. Where the desktop has such a thing, a window that is activated in a slot
    /// of this signal may take the keyboard (ActivationRight).
    void chosen(const QString& id);
};

/// Through the desktop's notification service (org.freedesktop.Notifications, Desktop Notifications
/// Specification 1.2) without waiting. Where there is none, nothing is shown and nothing is lost: Home and
/// the tray tell the same.
class DesktopNotifier : public Notifier {
    Q_OBJECT

  public:
    /// Without a bus until connectTo(), which waits for the bus to answer.
    DesktopNotifier();
    explicit DesktopNotifier(QDBusConnection bus);

    void connectTo(QDBusConnection bus);
    void show(const QString& id, const Notice& notice) override;

  private slots:
    void actionInvoked(uint number, const QString& action);
    void activationToken(uint number, const QString& token);
    void closed(uint number, uint reason);

  private:
    struct Waiting {
        QString id;
        Notice notice;
    };

    void askWhatItCan();
    void send(const Waiting& waiting);
    QString shownText(const QString& text) const;

    QDBusConnection bus_;
    QDBusServiceWatcher watcher_;
    /// Unknown until the service was asked once; messages wait for that.
    enum class Markup { Unknown, Asked, Plain, Html } markup_ = Markup::Unknown;
    std::vector<Waiting> waiting_;
    QHash<QString, uint> numbers_;
    QString token_; ///< of the press that comes next
};

} // namespace tanba::platform
