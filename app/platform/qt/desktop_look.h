#pragma once

#include <QDBusVariant>
#include <QObject>

namespace tanba::platform {

/// What the person told the desktop about looks: dark or light, more contrast. Asked from the desktop's
/// portal (org.freedesktop.portal.Settings, namespace org.freedesktop.appearance) without waiting; until it
/// answers, or where there is none, the palette that Qt started with decides.
class DesktopLook : public QObject {
    Q_OBJECT

  public:
    DesktopLook();

    bool dark() const { return dark_; }
    bool highContrast() const { return highContrast_; }

    /// Starts asking; changed() follows whenever there is news.
    void ask();

  signals:
    void changed();

  private slots:
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

  private:
    void read(const QString& key);
    void take(const QString& key, uint value);

    bool dark_ = false;
    bool highContrast_ = false;
};

} // namespace tanba::platform
