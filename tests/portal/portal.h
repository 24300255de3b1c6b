#pragma once

#include "core/base/result.h"
#include "tests/portal/login_desk.h"
#include "tests/portal/phone_desk.h"

#include <memory>
#include <span>

namespace tanba::reference_portal {

/// How an answer leaves; all but Plainly are lies.
enum class Manner { Plainly, Huge, Silence, Drop, Cut };

struct SentAnswer {
    HttpReply reply;
    Manner manner = Manner::Plainly;
    enum class Afterwards { Nothing, ChangeCertificate };
    Afterwards afterwards = Afterwards::Nothing;
};
using Send = std::function<void(SentAnswer answer)>;

/// The head of a request as it came.
struct RequestHead {
    std::string method;
    std::string target;
    std::vector<std::string> hosts; ///< one for each field of this name
    std::string contentType;
    std::string acceptLanguage;
};

/// The portal without its sockets. One thread.
class Portal {
  public:
    struct Parts {
        const Settings& settings;
        const Clock& clock;
        Timers& timers;
        const Accounts& accounts;
        const SignatureJudge& judge;
        Outbox& outbox;
        SmsCodes::Secrets secrets;
    };
    /// random.unavailable.
    static Result<std::unique_ptr<Portal>> make(Parts parts);

    /// Hosts are judged by it: only these are us.
    void listensAt(std::uint16_t port) { port_ = port; }

    /// Answers every request once, now or later.
    void answer(const RequestHead& head, std::string body, const Send& send);
    /// What cannot be answered in a better way: a head or a body that is none.
    SentAnswer refusal(ProblemKind kind) const;

  private:
    struct Route;
    Portal(Parts parts, std::unique_ptr<TokenDesk> tokens);

    static std::span<const Route> routes();
    std::string originOf(const RequestHead& head) const;
    void dispatch(const Route& route, const Request& request, const std::string& variable,
                  const Respond& respond);
    HttpReply description(const Request& request) const;
    SentAnswer finished(HttpReply reply) const;
    SentAnswer dressed(const Answer& answer, text::Language language, Step step) const;

    const Settings& settings_;
    OrderedProblems ordered_; ///< those that were not given yet
    const Clock& clock_;
    std::uint16_t port_ = 0;
    std::unique_ptr<TokenDesk> tokens_;
    SmsCodes codes_;
    Logins logins_;
    Completion completion_;
    QrDesk qr_;
    LoginDesk desk_;
    PhoneDesk phone_;
};

} // namespace tanba::reference_portal
