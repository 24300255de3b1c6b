// Messages on the desktop: a real bus of our own, and a service that a test plays.
#include "app/platform/qt/activation_right.h"
#include "app/platform/qt/notifier.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QDBusConnection>
#include <QDBusContext>
#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <atomic>
#include <cstdlib>
#include <memory>
#include <thread>
#include <vector>

namespace tanba::platform {
namespace {

constexpr int kLongestWaitMs = 10'000;

template <typename Condition>
bool waitFor(Condition done) {
    QElapsedTimer timer;
    for (timer.start(); !done() && timer.elapsed() < kLongestWaitMs;)
        QApplication::processEvents(QEventLoop::AllEvents, 50);
    return done();
}

/// A message bus for one test.
class Bus {
  public:
    Bus() {
        daemon_.start(
            QStringLiteral("dbus-daemon"),
            {QStringLiteral("--session"), QStringLiteral("--print-address"), QStringLiteral("--nofork")});
        if (daemon_.waitForStarted() && daemon_.waitForReadyRead(kLongestWaitMs))
            address_ = QString::fromUtf8(daemon_.readLine()).trimmed();
    }
    ~Bus() {
        for (const QString& name : names_)
            QDBusConnection::disconnectFromBus(name);
        daemon_.kill();
        daemon_.waitForFinished();
    }

    QDBusConnection connection(const char* name) {
        names_.append(QLatin1String(name));
        return QDBusConnection::connectToBus(address_, QLatin1String(name));
    }

  private:
    QProcess daemon_;
    QString address_;
    QStringList names_;
};

} // namespace

/// The desktop's notification service, as the specification has it.
class Service : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

  public:
    struct Shown {
        uint replaces = 0;
        QString title;
        QString text;
        QStringList actions;
    };
    std::vector<Shown> shown;
    QStringList abilities{QStringLiteral("body"), QStringLiteral("body-markup")};

  public slots:
    QStringList GetCapabilities() { return abilities; }
    uint Notify(const QString&, uint replaces, const QString&, const QString& title, const QString& text,
                const QStringList& actions, const QVariantMap&, int) {
        shown.push_back({replaces, title, text, actions});
        return replaces != 0 ? replaces : ++last_;
    }

  signals:
    void ActionInvoked(uint number, const QString& action);
    void NotificationClosed(uint number, uint reason);
    void ActivationToken(uint number, const QString& token);

  private:
    uint last_ = 40;
};

namespace {

bool offer(Service& service, QDBusConnection connection) {
    return connection.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &service,
                                     QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals) &&
           connection.registerService(QStringLiteral("org.freedesktop.Notifications"));
}

bool busAvailable() {
    return !QStandardPaths::findExecutable(QStringLiteral("dbus-daemon")).isEmpty();
}

TEST(DesktopNotifier, ShowsReplacesAndTellsWhatWasPressed) {
    TANBA_NEEDS(busAvailable(), "dbus-daemon");
    Bus bus;
    Service service;
    ASSERT_TRUE(offer(service, bus.connection("service")));
    DesktopNotifier notifier(bus.connection("program"));
    QStringList pressed;
    QObject::connect(&notifier, &Notifier::chosen, &notifier,
                     [&pressed](const QString& id) { pressed.append(id); });
    notifier.show(QStringLiteral("a"), {QStringLiteral("A & B"), QStringLiteral("ЖШС «A & B» <1>")});
    notifier.show(QStringLiteral("b"), {QStringLiteral("other"), {}});
    ASSERT_TRUE(waitFor([&] { return service.shown.size() == 2; }));
    EXPECT_EQ(service.shown[0].title, QStringLiteral("A & B"));
    EXPECT_EQ(service.shown[0].text, QStringLiteral("ЖШС «A &amp; B» &lt;1&gt;"));
    EXPECT_EQ(service.shown[0].actions.value(0), QStringLiteral("default"));
    // The number of the first message comes with the answer to it.
    waitFor([&] {
        emit service.ActionInvoked(41, QStringLiteral("default"));
        return !pressed.isEmpty();
    });
    EXPECT_EQ(pressed.value(0), QStringLiteral("a"));
    notifier.show(QStringLiteral("a"), {QStringLiteral("again"), {}});
    ASSERT_TRUE(waitFor([&] { return service.shown.size() == 3; }));
    EXPECT_EQ(service.shown[2].replaces, 41U);
    emit service.NotificationClosed(41, 2);
    pressed.clear();
    emit service.ActionInvoked(42, QStringLiteral("default"));
    EXPECT_TRUE(waitFor([&] { return pressed.contains(QStringLiteral("b")); }));
    notifier.show(QStringLiteral("a"), {QStringLiteral("anew"), {}});
    ASSERT_TRUE(waitFor([&] { return service.shown.size() == 4; }));
    EXPECT_EQ(service.shown[3].replaces, 0U) << "closed by the person: a message of its own";
}

TEST(DesktopNotifier, APressBringsTheTokenOfItsOwnMessageAndLeavesNone) {
    TANBA_NEEDS(busAvailable(), "dbus-daemon");
    Bus bus;
    Service service;
    ASSERT_TRUE(offer(service, bus.connection("service")));
    DesktopNotifier notifier(bus.connection("program"));
    QStringList told;
    QObject::connect(&notifier, &Notifier::chosen, &notifier, [&told](const QString& id) {
        told.append(id + QLatin1Char(' ') + qEnvironmentVariable("XDG_ACTIVATION_TOKEN"));
    });
    bool taken = false;
    QObject::connect(&notifier, &Notifier::shown, &notifier, [&taken] { taken = true; });
    notifier.show(QStringLiteral("portal"), {QStringLiteral("t"), {}});
    ASSERT_TRUE(waitFor([&] { return taken; }));
    emit service.ActivationToken(7, QStringLiteral("of another program"));
    emit service.ActivationToken(41, QStringLiteral("token"));
    emit service.ActionInvoked(41, QStringLiteral("default"));
    ASSERT_TRUE(waitFor([&] { return told.size() == 1; }));
    emit service.ActionInvoked(41, QStringLiteral("default"));
    ASSERT_TRUE(waitFor([&] { return told.size() == 2; }));
    EXPECT_EQ(told, (QStringList{QStringLiteral("portal token"), QStringLiteral("portal ")}));
    EXPECT_FALSE(qEnvironmentVariableIsSet("XDG_ACTIVATION_TOKEN"));
}

TEST(ActivationRight, ComesAndGoesWhileOthersReadTheirVariables) {
#ifdef TANBA_SANITIZED
    GTEST_SKIP() << "AddressSanitizer moves the environment each time; glibc leaves it where it is";
#endif
    std::atomic<bool> over = false;
    std::atomic<int> reads = 0;
    std::vector<std::thread> readers;
    for (int reader = 0; reader < 2; ++reader)
        readers.emplace_back([&] {
            for (; !over; ++reads)
                ASSERT_NE(std::getenv("QT_QPA_PLATFORM"), nullptr);
        });
    while (reads < 10'000)
        const ActivationRight right(QStringLiteral("token"));
    over = true;
    for (std::thread& reader : readers)
        reader.join();
    EXPECT_FALSE(qEnvironmentVariableIsSet("XDG_ACTIVATION_TOKEN"));
}

TEST(DesktopNotifier, SendsPlainTextToAServiceWithoutMarkup) {
    TANBA_NEEDS(busAvailable(), "dbus-daemon");
    Bus bus;
    Service service;
    service.abilities = {QStringLiteral("body")};
    ASSERT_TRUE(offer(service, bus.connection("service")));
    DesktopNotifier notifier(bus.connection("program"));
    QStringList taken;
    QObject::connect(&notifier, &Notifier::shown, &notifier,
                     [&taken](const QString& id) { taken.append(id); });
    notifier.show(QStringLiteral("a"), {QStringLiteral("t"), QStringLiteral("A & B")});
    ASSERT_TRUE(waitFor([&] { return !service.shown.empty(); }));
    EXPECT_TRUE(waitFor([&] { return taken.contains(QStringLiteral("a")); }));
    EXPECT_EQ(service.shown[0].text, QStringLiteral("A & B"));
}

TEST(DesktopNotifier, WithoutABusOrAServiceNothingHappens) {
    DesktopNotifier none{QDBusConnection(QStringLiteral("no such connection"))};
    QStringList refused;
    QObject::connect(&none, &Notifier::notShown, &none,
                     [&refused](const QString& id) { refused.append(id); });
    none.show(QStringLiteral("a"), {QStringLiteral("t"), {}});
    EXPECT_EQ(refused, QStringList{QStringLiteral("a")});
    TANBA_NEEDS(busAvailable(), "dbus-daemon");
    Bus bus;
    DesktopNotifier alone(bus.connection("program"));
    QStringList lost;
    QObject::connect(&alone, &Notifier::notShown, &alone, [&lost](const QString& id) { lost.append(id); });
    alone.show(QStringLiteral("a"), {QStringLiteral("lost"), {}});
    EXPECT_TRUE(waitFor([&] { return lost.contains(QStringLiteral("a")); }));
    int told = 0;
    QObject::connect(&alone, &Notifier::available, &alone, [&told] { ++told; });
    Service late;
    QApplication::processEvents();
    ASSERT_TRUE(offer(late, bus.connection("service")));
    EXPECT_TRUE(waitFor([&] { return told == 1; })) << "nobody need ask again and again";
    EXPECT_TRUE(waitFor([&] {
        alone.show(QStringLiteral("b"), {QStringLiteral("seen"), {}});
        QApplication::processEvents();
        return !late.shown.empty();
    })) << "a service that comes later is asked again";
}

} // namespace
} // namespace tanba::platform

#include "presence_notifier_test.moc"
