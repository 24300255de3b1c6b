#include "app/platform/qt/notifier.h"

#include "app/platform/qt/activation_right.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>
#include <utility>

namespace tanba::platform {

namespace {

const QString kNotifications = QStringLiteral("org.freedesktop.Notifications");
const QString kNotificationsPath = QStringLiteral("/org/freedesktop/Notifications");
/// The key of the action that pressing the message itself means.
const QString kDefaultAction = QStringLiteral("default");
/// The service decides how long a message stays.
constexpr int kUsualTime = -1;

QDBusMessage callOf(const QString& method) {
    return QDBusMessage::createMethodCall(kNotifications, kNotificationsPath, kNotifications, method);
}

} // namespace

DesktopNotifier::DesktopNotifier() : bus_(QString()) {
    watcher_.setWatchMode(QDBusServiceWatcher::WatchForRegistration);
    watcher_.addWatchedService(kNotifications);
    connect(&watcher_, &QDBusServiceWatcher::serviceRegistered, this, &Notifier::available);
}

DesktopNotifier::DesktopNotifier(QDBusConnection bus) : DesktopNotifier() {
    connectTo(std::move(bus));
}

void DesktopNotifier::connectTo(QDBusConnection bus) {
    bus_ = std::move(bus);
    if (!bus_.isConnected())
        return;
    bus_.connect(kNotifications, kNotificationsPath, kNotifications, QStringLiteral("ActionInvoked"), this,
                 SLOT(actionInvoked(uint, QString)));
    bus_.connect(kNotifications, kNotificationsPath, kNotifications, QStringLiteral("ActivationToken"), this,
                 SLOT(activationToken(uint, QString)));
    bus_.connect(kNotifications, kNotificationsPath, kNotifications, QStringLiteral("NotificationClosed"),
                 this, SLOT(closed(uint, uint)));
    watcher_.setConnection(bus_);
}

void DesktopNotifier::show(const QString& id, const Notice& notice) {
    if (!bus_.isConnected()) {
        emit notShown(id);
        return;
    }
    if (markup_ == Markup::Plain || markup_ == Markup::Html) {
        send({id, notice});
        return;
    }
    waiting_.push_back({id, notice});
    if (markup_ == Markup::Unknown)
        askWhatItCan();
}

void DesktopNotifier::askWhatItCan() {
    markup_ = Markup::Asked;
    auto* watcher =
        new QDBusPendingCallWatcher(bus_.asyncCall(callOf(QStringLiteral("GetCapabilities"))), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QStringList> reply = *watcher;
        watcher->deleteLater();
        const std::vector<Waiting> waiting = std::exchange(waiting_, {});
        if (reply.isError()) {
            markup_ = Markup::Unknown; // no service now; the next message asks again
            for (const Waiting& each : waiting)
                emit notShown(each.id);
            return;
        }
        const bool html = reply.value().contains(QStringLiteral("body-markup"));
        markup_ = html ? Markup::Html : Markup::Plain;
        for (const Waiting& each : waiting)
            send(each);
    });
}

QString DesktopNotifier::shownText(const QString& text) const {
    return markup_ == Markup::Html ? text.toHtmlEscaped() : text;
}

void DesktopNotifier::send(const Waiting& waiting) {
    const QString program = QStringLiteral("tanba");
    QDBusMessage call = callOf(QStringLiteral("Notify"));
    call << QStringLiteral("Tanba") << numbers_.value(waiting.id, 0) << program << waiting.notice.title
         << shownText(waiting.notice.text) << QStringList{kDefaultAction, QString()}
         << QVariantMap{{QStringLiteral("desktop-entry"), program}} << kUsualTime;
    auto* watcher = new QDBusPendingCallWatcher(bus_.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, id = waiting.id] {
        const QDBusPendingReply<uint> reply = *watcher;
        watcher->deleteLater();
        if (reply.isError()) {
            emit notShown(id);
            return;
        }
        numbers_.insert(id, reply.value());
        emit shown(id);
    });
}

void DesktopNotifier::actionInvoked(uint number, const QString& action) {
    const QString id = numbers_.key(number);
    if (action != kDefaultAction || id.isEmpty())
        return;
    const ActivationRight right(std::exchange(token_, {}));
    emit chosen(id);
}

void DesktopNotifier::activationToken(uint number, const QString& token) {
    if (!numbers_.key(number).isEmpty())
        token_ = token;
}

void DesktopNotifier::closed(uint number, uint) {
    const QString id = numbers_.key(number);
    if (!id.isEmpty())
        numbers_.remove(id);
}

} // namespace tanba::platform
