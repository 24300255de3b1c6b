#include "app/platform/qt/single_instance.h"

#include <sys/socket.h>
#include <unistd.h>

#include <QLocalSocket>
#include <QTimer>

namespace tanba::platform {

namespace {

constexpr int kPatienceMs = 2000;
constexpr qint64 kMaxMessage = 64 * 1024;
constexpr char kEndOfMessage = '\0';

/// The other end runs as this user (SO_PEERCRED, unix(7)).
bool sameUser(qintptr descriptor) {
    ucred peer{};
    socklen_t size = sizeof(peer);
    const int socket = static_cast<int>(descriptor);
    return ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == ::getuid();
}

} // namespace

SingleInstance::SingleInstance(const QString& folder)
    : socketPath_(folder + QStringLiteral("/tanba.socket")), lock_(folder + QStringLiteral("/tanba.lock")) {
    lock_.setStaleLockTime(0);
    connect(&server_, &QLocalServer::newConnection, this, &SingleInstance::receive);
}

SingleInstance::Role SingleInstance::claim(const QStringList& files) {
    if (lock_.tryLock(0))
        return listen() ? Role::First : Role::Alone;
    return handOver(files) ? Role::Second : Role::Alone;
}

bool SingleInstance::listen() {
    // The lock is ours, so whatever lies there was left behind.
    QLocalServer::removeServer(socketPath_);
    server_.setSocketOptions(QLocalServer::UserAccessOption);
    return server_.listen(socketPath_);
}

bool SingleInstance::handOver(const QStringList& files) const {
    QLocalSocket socket;
    socket.connectToServer(socketPath_);
    if (!socket.waitForConnected(kPatienceMs) || !sameUser(socket.socketDescriptor()))
        return false;
    QByteArray message = files.join(QLatin1Char('\n')).toUtf8();
    message.append(kEndOfMessage);
    socket.write(message);
    return socket.waitForBytesWritten(kPatienceMs) && socket.waitForReadyRead(kPatienceMs);
}

void SingleInstance::receive() {
    while (QLocalSocket* socket = server_.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        if (!sameUser(socket->socketDescriptor())) {
            socket->abort();
            continue;
        }
        socket->setReadBufferSize(kMaxMessage);
        QTimer::singleShot(kPatienceMs, socket, [socket] { socket->abort(); });
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            const QByteArray message = socket->peek(kMaxMessage);
            if (!message.endsWith(kEndOfMessage)) {
                if (message.size() >= kMaxMessage)
                    socket->abort();
                return;
            }
            socket->readAll();
            socket->write("1");
            socket->disconnectFromServer();
            emit asked(QString::fromUtf8(message.chopped(1)).split(QLatin1Char('\n'), Qt::SkipEmptyParts));
        });
    }
}

} // namespace tanba::platform
