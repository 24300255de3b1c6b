#include "app/service/server/web_server.h"

#include "app/service/server/connection.h"
#include "app/service/server/guests.h"
#include "app/service/server/http_rules.h"
#include "core/base/encoding.h"
#include "core/base/random.h"

#include <atomic>
#include <future>
#include <optional>
#include <vector>

namespace tanba::service {

namespace {

constexpr std::size_t kTokenBytes = 16;
/// For a port of the system's choice: another program may have the same one on the other address.
constexpr int kPortTries = 8;
constexpr unsigned kForbidden = 403;
constexpr unsigned kUnavailable = 503;

SocketAddress loopbackV4(std::uint16_t port) {
    return {SocketAddress::Family::V4, {127, 0, 0, 1}, port};
}

SocketAddress loopbackV6(std::uint16_t port) {
    SocketAddress address{SocketAddress::Family::V6, {}, port};
    address.octets.back() = 1;
    return address;
}

/// Of all servers of this run: a desk outlives a service that is stopped and started again.
ConnectionId nextConnection() {
    static std::atomic<ConnectionId> last{0};
    return ++last;
}

using Listeners = std::vector<std::unique_ptr<Listener>>;

/// Both addresses, or only the first on a computer that has no IPv6. Half of them is not enough: whoever had
/// the other one would be taken for us under the name localhost.
Result<Listeners> listenAt(EventLoop& loop, std::uint16_t port) {
    Listeners listeners;
    TANBA_TRY(std::unique_ptr<Listener> first, Listener::open(loop, loopbackV4(port)));
    const std::uint16_t chosen = first->port();
    listeners.push_back(std::move(first));
    auto second = Listener::open(loop, loopbackV6(chosen));
    if (second.ok())
        listeners.push_back(std::move(second).value());
    else if (second.failure().code != FailureCode::NetworkUnavailable)
        return second.failure();
    return listeners;
}

Result<Listeners> listen(EventLoop& loop, std::uint16_t port) {
    auto listeners = listenAt(loop, port);
    for (int tries = 1; port == 0 && !listeners.ok() && tries < kPortTries; ++tries)
        listeners = listenAt(loop, port);
    return listeners;
}

class ListeningServer : public WebServer, private ConnectionHost {
  public:
    ListeningServer(WebServerPlan plan, Listeners listeners, std::string token)
        : plan_(std::move(plan)), listeners_(std::move(listeners)), rules_(port(), std::move(token)),
          budget_(std::make_shared<MessageBudget>(plan_.limits.budget, plan_.limits.inMemory,
                                                  plan_.limits.reserve)),
          since_(plan_.clock.now()) {}

    ~ListeningServer() override {
        // Shared: the service's thread may still be inside set_value() when this one goes on.
        const auto ended = std::make_shared<std::promise<void>>();
        const std::future<void> isOver = ended->get_future();
        plan_.threads.post([this, ended] { end(ended); });
        isOver.wait();
    }

    Outcome begin() {
        TANBA_CHECK(chooseLeaf());
        plan_.threads.post([this] {
            for (const auto& listener : listeners_)
                listener->accept([this](AcceptedSocket socket, const SocketPair& ends) {
                    accepted(std::move(socket), ends);
                });
        });
        return Done{};
    }

    std::uint16_t port() const override { return listeners_.front()->port(); }

    std::string statusAddress() const override {
        return "https://127.0.0.1:" + std::to_string(port()) + rules_.statusPath();
    }

  private:
    /// Today's leaf; nothing is done while the one that is in use stays the right one.
    Outcome chooseLeaf() {
        const keys::WebLeaf* const leaf = plan_.identity.leafFor(plan_.clock.now());
        if (leaf == nullptr)
            return fail(FailureCode::ServiceIdentityUnusable, {}, "no certificate for today");
        if (leaf == leaf_)
            return Done{};
        TANBA_TRY(tls_, TlsSettings::make(*leaf));
        leaf_ = leaf;
        return Done{};
    }

    void accepted(AcceptedSocket socket, const SocketPair& ends) {
        if (!chooseLeaf().ok()) {
            plan_.watcher.identityUnusable();
            return;
        }
        const ConnectionId id = nextConnection();
        const ConnectionPlan plan{plan_.threads.loop(), tls_,    *this,
                                  plan_.limits,         budget_, plan_.spoolFolder};
        const std::shared_ptr<Connection> connection = Connection::make(plan, id, std::move(socket));
        if (const auto oldest = guests_.tooMany(plan_.limits.maxPending))
            guests_.connection(*oldest)->cut();
        guests_.add(id, connection, ends);
        connection->begin();
    }

    bool mayBegin(ConnectionId connection) override {
        Peer peer = plan_.peers.find(guests_.ends(connection));
        if (peer.owner != Peer::Owner::ThisUser) {
            plan_.watcher.otherUserRefused();
            return false;
        }
        guests_.setPeer(connection, std::move(peer));
        return true;
    }

    Decision decide(ConnectionId connection, const HttpHead& head) override {
        if (!rules_.hostIsOurs(head))
            return {refusal(kForbidden), {}};
        if (head.wants == HttpHead::Wants::Answer)
            return {rules_.answer(head, statusPage()), {}};
        const std::optional<Guests::Admission> admission =
            guests_.admit(connection, head, plan_.limits.maxConnections, plan_.limits.maxConnectionsOfOne);
        if (!admission)
            return {refusal(kUnavailable), {}};
        if (admission->givesWay)
            guests_.connection(*admission->givesWay)->cut();
        return {std::nullopt, admission->site};
    }

    std::function<std::string()> statusPage() const {
        if (!plan_.statusPage)
            return {};
        return [this] { return plan_.statusPage({port(), guests_.admitted(), since_}); };
    }

    std::unique_ptr<Visit> visit(ConnectionId connection, Line& line) override {
        return plan_.openVisit(guests_.caller(connection), line);
    }

    void notTrusted(ConnectionId connection) override { plan_.watcher.notTrusted(guests_.peer(connection)); }

    void ended(ConnectionId connection) override {
        guests_.remove(connection);
        tellIfEmpty();
    }

    void end(std::shared_ptr<std::promise<void>> ended) {
        for (const auto& listener : listeners_)
            listener->close();
        for (const auto& connection : guests_.connections())
            connection->farewell();
        plan_.threads.loop().after(plan_.limits.farewell, [this, alive = std::weak_ptr(alive_)] {
            if (alive.expired())
                return;
            for (const auto& connection : guests_.connections())
                connection->cut();
        });
        // The server may be gone as soon as that is told: nothing before it may tell, and nothing comes
        // after.
        ended_ = std::move(ended);
        tellIfEmpty();
    }

    void tellIfEmpty() {
        if (!ended_ || !guests_.empty())
            return;
        alive_.reset();
        const auto ended = std::move(ended_);
        ended->set_value();
    }

    WebServerPlan plan_;
    Listeners listeners_;
    HttpRules rules_;
    std::shared_ptr<MessageBudget> budget_;
    Time since_;
    const keys::WebLeaf* leaf_ = nullptr;
    std::shared_ptr<TlsSettings> tls_;
    Guests guests_{plan_.portals};
    std::shared_ptr<std::promise<void>> ended_;
    /// Gone when the server is, so that the timer of its end finds nothing.
    std::shared_ptr<int> alive_ = std::make_shared<int>();
};

} // namespace

Result<std::unique_ptr<WebServer>> WebServer::start(WebServerPlan plan) {
    TANBA_TRY(const Bytes token, randomBytes(kTokenBytes));
    TANBA_TRY(Listeners listeners, listen(plan.threads.loop(), plan.port));
    auto server = std::make_unique<ListeningServer>(std::move(plan), std::move(listeners), toHex(token));
    TANBA_CHECK(server->begin());
    return std::unique_ptr<WebServer>(std::move(server));
}

} // namespace tanba::service
