#pragma once

#include <QLockFile>
#include <QObject>
#include <QSocketNotifier>
#include <QStringList>
#include <memory>

namespace tanba::platform {

/// One program a person and session: a second start hands its files to the first and ends. The meeting point
/// is a socket in the user's runtime folder, which only this user may enter; both sides check that the other
/// belongs to the same user. Plain sockets of the system: Qt's would bring QtNetwork and eight more libraries
/// into the program, which has no other use for them.
class SingleInstance : public QObject {
    Q_OBJECT

  public:
    enum class Role {
        First,  ///< go on; asked() tells of later starts
        Second, ///< the first one was told: end
        Alone,  ///< the first one does not answer: go on without a meeting point
    };

    /// Whether the person wants to see the program.
    enum class Call { Show, Quiet };

    /// @param folder the user's runtime folder
    explicit SingleInstance(const QString& folder);
    ~SingleInstance() override;

    /// @param files absolute paths that this start was given
    /// @param call with Quiet and without files, the first one goes on as it was
    Role claim(const QStringList& files, Call call = Call::Show);

  signals:
    /// Another start happened, with these files; not one that was quiet.
    void asked(const QStringList& files);

  private:
    bool listen();
    bool handOver(const QByteArray& words) const;
    void receive();

    QByteArray socketPath_;
    QLockFile lock_;
    int server_ = -1;
    std::unique_ptr<QSocketNotifier> notifier_;
};

} // namespace tanba::platform
