#include "app/platform/qt/single_instance.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <QFile>
#include <QTimer>
#include <array>
#include <cerrno>
#include <cstring>
#include <functional>
#include <optional>
#include <utility>

namespace tanba::platform {

namespace {

constexpr int kPatienceSeconds = 2;
constexpr int kMostWaiting = 16;
constexpr qsizetype kMaxMessage = 64 * 1024;
constexpr char kEndOfMessage = '\0';
constexpr char kTaken = '1';
/// The whole message of a start that wants nothing; no absolute path is like it.
const QByteArray kNothingWanted = QByteArrayLiteral("-");

class Socket {
  public:
    explicit Socket(int descriptor) : descriptor_(descriptor) {}
    Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    Socket& operator=(Socket&&) = delete;
    ~Socket() {
        if (descriptor_ >= 0)
            ::close(descriptor_);
    }

    int get() const { return descriptor_; }
    /// The other end runs as this user (SO_PEERCRED, unix(7)).
    bool sameUser() const {
        ucred peer{};
        socklen_t size = sizeof(peer);
        return ::getsockopt(descriptor_, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
               peer.uid == ::getuid();
    }

  private:
    int descriptor_;
};

/// None when the path is longer than the system's 107 bytes.
std::optional<sockaddr_un> addressOf(const QByteArray& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (static_cast<std::size_t>(path.size()) >= sizeof(address.sun_path))
        return std::nullopt;
    std::memcpy(address.sun_path, path.constData(), static_cast<std::size_t>(path.size()));
    return address;
}

const sockaddr* plain(const sockaddr_un& address) {
    return reinterpret_cast<const sockaddr*>(&address);
}

void setPatience(const Socket& socket) {
    const timeval patience{kPatienceSeconds, 0};
    for (const int direction : {SO_RCVTIMEO, SO_SNDTIMEO})
        ::setsockopt(socket.get(), SOL_SOCKET, direction, &patience, sizeof(patience));
}

/// What another start says, until all of it is there; then, or when that takes too long, it ends itself.
class Visitor : public QObject {
  public:
    using Heard = std::function<void(const QByteArray& message)>;

    Visitor(Socket socket, Heard heard, QObject* parent)
        : QObject(parent), socket_(std::move(socket)), heard_(std::move(heard)),
          notifier_(socket_.get(), QSocketNotifier::Read) {
        connect(&notifier_, &QSocketNotifier::activated, this, [this] { read(); });
        QTimer::singleShot(kPatienceSeconds * 1000, this, &QObject::deleteLater);
    }

  private:
    void read() {
        std::array<char, 4096> buffer{};
        const ssize_t got = ::recv(socket_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (got < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (got > 0)
            message_.append(buffer.data(), got);
        const bool whole = message_.endsWith(kEndOfMessage);
        if (got > 0 && !whole && message_.size() < kMaxMessage)
            return;
        notifier_.setEnabled(false);
        deleteLater();
        if (!whole)
            return;
        static_cast<void>(::send(socket_.get(), &kTaken, 1, MSG_DONTWAIT | MSG_NOSIGNAL));
        message_.chop(1);
        heard_(message_);
    }

    Socket socket_;
    Heard heard_;
    QSocketNotifier notifier_;
    QByteArray message_;
};

} // namespace

SingleInstance::SingleInstance(const QString& folder)
    : socketPath_(QFile::encodeName(folder + QStringLiteral("/tanba.socket"))),
      lock_(folder + QStringLiteral("/tanba.lock")) {
    lock_.setStaleLockTime(0);
}

SingleInstance::~SingleInstance() {
    notifier_.reset();
    if (server_ < 0)
        return;
    ::close(server_);
    ::unlink(socketPath_.constData());
}

SingleInstance::Role SingleInstance::claim(const QStringList& files, Call call) {
    if (lock_.tryLock(0))
        return listen() ? Role::First : Role::Alone;
    const bool nothingWanted = call == Call::Quiet && files.isEmpty();
    return handOver(nothingWanted ? kNothingWanted : files.join(QLatin1Char('\n')).toUtf8()) ? Role::Second
                                                                                             : Role::Alone;
}

bool SingleInstance::listen() {
    const std::optional<sockaddr_un> address = addressOf(socketPath_);
    if (!address)
        return false;
    // The lock is ours, so whatever lies there was left behind.
    ::unlink(socketPath_.constData());
    server_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (server_ < 0 || ::bind(server_, plain(*address), sizeof(*address)) != 0 ||
        ::chmod(socketPath_.constData(), S_IRUSR | S_IWUSR) != 0 || ::listen(server_, kMostWaiting) != 0)
        return false;
    notifier_ = std::make_unique<QSocketNotifier>(server_, QSocketNotifier::Read);
    connect(notifier_.get(), &QSocketNotifier::activated, this, &SingleInstance::receive);
    return true;
}

bool SingleInstance::handOver(const QByteArray& words) const {
    const std::optional<sockaddr_un> address = addressOf(socketPath_);
    const Socket socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!address || socket.get() < 0)
        return false;
    setPatience(socket);
    if (::connect(socket.get(), plain(*address), sizeof(*address)) != 0 || !socket.sameUser())
        return false;
    const QByteArray message = words + kEndOfMessage;
    for (qsizetype sent = 0; sent < message.size();) {
        const ssize_t done = ::send(socket.get(), message.constData() + sent,
                                    static_cast<std::size_t>(message.size() - sent), MSG_NOSIGNAL);
        if (done <= 0)
            return false;
        sent += done;
    }
    char answer = 0;
    return ::recv(socket.get(), &answer, 1, 0) == 1;
}

void SingleInstance::receive() {
    Socket socket(::accept4(server_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (socket.get() < 0 || !socket.sameUser())
        return;
    new Visitor(
        std::move(socket),
        [this](const QByteArray& message) {
            if (message == kNothingWanted)
                return;
            emit asked(QString::fromUtf8(message).split(QLatin1Char('\n'), Qt::SkipEmptyParts));
        },
        this);
}

} // namespace tanba::platform
