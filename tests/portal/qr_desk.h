#pragma once

#include "tests/portal/completion.h"
#include "tests/portal/exchange.h"
#include "tests/portal/ports.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tanba::reference_portal {

enum class QrState { Pending, Scanned, Confirmed, Rejected, Expired, Cancelled };

/// QR sessions, from both sides: the client that shows the picture and polls, and the phone that reads it.
/// The picture holds a name of its own for the session: who merely sees it can neither poll nor cancel.
class QrDesk {
  public:
    static constexpr std::size_t kMaxSessions = 10'000;
    /// Polls of all sessions that wait at the same time: half of what the server has connections, so that
    /// whoever waits leaves room for those who do something.
    static constexpr std::size_t kMaxHeld = 128;

    struct Parts {
        const Settings& settings;
        const Clock& clock;
        Timers& timers;
        const Accounts& accounts;
        Logins& logins;
        Completion& completion;
        TokenDesk& tokens;
    };
    explicit QrDesk(Parts parts) : parts_(parts) {}

    // the client
    Answer create(const Request& request);
    /// Answers at once, or when something has happened, or when the time that it may wait is over: that comes
    /// earlier for the one that has waited longest when too many wait.
    void poll(const Request& request, const std::string& qrId, const Respond& respond);
    Answer cancel(const Request& request, const std::string& qrId);
    /// The session of a login that goes on, or ends, without it.
    void cancelOf(const std::string& loginId);

    // the phone
    Answer scan(const Request& request, const std::string& scanName);
    Answer confirm(const Request& request, const std::string& scanName);
    Answer reject(const Request& request, const std::string& scanName);

  private:
    struct Waiter {
        std::uint64_t number = 0;
        Respond respond;
    };
    struct Session {
        std::string id;
        std::string scanName;
        std::string origin;
        std::string loginId;       ///< empty: a login without a key
        std::string codeChallenge; ///< for that
        QrState state = QrState::Pending;
        QrState told = QrState::Pending; ///< by the last answer: a poll is held only while nothing is new
        Time expires{};
        const Account* scannedBy = nullptr;
        std::optional<Ending> ending;
        std::optional<Time> polledAt; ///< when the last poll was answered
        std::vector<Waiter> waiters;
    };

    using Sessions = std::map<std::string, Session>;

    static bool isStrangers(const Session& session);
    void forgetOld(Time now);
    /// As Logins::makeRoom().
    bool makeRoom(Time now);
    Sessions::iterator forget(Sessions::iterator session);
    Answer createFor(const Request& request, std::string loginId, std::string codeChallenge);
    Session* find(const Request& request, const std::string& qrId);
    /// The session that a phone scanned, as far as that account may act on it.
    std::variant<Session*, Problem> atPhone(const Request& request, const std::string& scanName);
    std::variant<Session*, Problem> scannedAtPhone(const Request& request, const std::string& scanName);
    std::optional<Problem> complete(Session& session);
    void settle(Session& session) const;
    void change(Session& session, QrState state);
    Answer polled(Session& session);
    void hold(Session& session, unsigned wait, const Respond& respond);
    /// Takes the waiter out of its session and of the list of all; nothing when it was answered already.
    std::optional<Respond> release(Session& session, std::uint64_t waiter);
    void timeOut(const std::string& qrId, std::uint64_t waiter);
    Json json(const Session& session) const;
    std::string pictureText(const Session& session) const;

    Parts parts_;
    Sessions sessions_;
    Time lookedAt_{};
    std::uint64_t nextWaiter_ = 0;
    std::map<std::uint64_t, std::string> held_; ///< sessions of all waiters, the oldest first
};

} // namespace tanba::reference_portal
