#include "app/platform/qt/desktop_look.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>
#include <QPalette>

namespace tanba::platform {

namespace {

const QString kPortal = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPortalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kGroup = QStringLiteral("org.freedesktop.appearance");
const QString kColourScheme = QStringLiteral("color-scheme");
const QString kContrast = QStringLiteral("contrast");

constexpr uint kPreferDark = 1;
constexpr uint kMoreContrast = 1;

/// Read() wraps its answer twice in some versions of the portal.
uint unwrapped(QVariant value) {
    while (value.canConvert<QDBusVariant>() && value.userType() == qMetaTypeId<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}

} // namespace

DesktopLook::DesktopLook() {
    const QPalette palette = QGuiApplication::palette();
    dark_ = palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

void DesktopLook::ask() {
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kPortal, kPortalPath, kInterface, QStringLiteral("SettingChanged"), this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    read(kColourScheme);
    read(kContrast);
}

void DesktopLook::read(const QString& key) {
    QDBusMessage call =
        QDBusMessage::createMethodCall(kPortal, kPortalPath, kInterface, QStringLiteral("Read"));
    call << kGroup << key;
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, key, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (!reply.isError())
            take(key, unwrapped(reply.value().variant()));
        watcher->deleteLater();
    });
}

void DesktopLook::settingChanged(const QString& group, const QString& key, const QDBusVariant& value) {
    if (group == kGroup)
        take(key, unwrapped(value.variant()));
}

void DesktopLook::take(const QString& key, uint value) {
    if (key == kColourScheme)
        dark_ = value == kPreferDark;
    else if (key == kContrast)
        highContrast_ = value == kMoreContrast;
    emit changed();
}

} // namespace tanba::platform
