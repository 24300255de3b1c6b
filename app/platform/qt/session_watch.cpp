#include "app/platform/qt/session_watch.h"

#include <QDBusConnection>

namespace tanba::platform {

namespace {

const QString kLogin = QStringLiteral("org.freedesktop.login1");

} // namespace

void DesktopSessionWatch::connectTo(QDBusConnection session, QDBusConnection system) {
    if (system.isConnected()) {
        system.connect(kLogin, QString(), kLogin + QStringLiteral(".Session"), QStringLiteral("Lock"), this,
                       SIGNAL(locked()));
        system.connect(kLogin, QString(), kLogin + QStringLiteral(".Manager"),
                       QStringLiteral("PrepareForSleep"), this, SLOT(sleep(bool)));
    }
    if (!session.isConnected())
        return;
    for (const QString& saver :
         {QStringLiteral("org.freedesktop.ScreenSaver"), QStringLiteral("org.gnome.ScreenSaver")})
        session.connect(QString(), QString(), saver, QStringLiteral("ActiveChanged"), this,
                        SLOT(screenSaver(bool)));
}

void DesktopSessionWatch::screenSaver(bool active) {
    if (active)
        emit locked();
}

void DesktopSessionWatch::sleep(bool begins) {
    if (begins)
        emit suspending();
}

} // namespace tanba::platform
