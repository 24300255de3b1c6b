#pragma once

#include "app/service/conversation/executor.h"
#include "app/service/policy/policy.h"
#include "app/service/policy/policy_log.h"

#include <functional>
#include <memory>
#include <mutex>
#include <set>

namespace tanba::service {

/// Answers instead of a person, by rules (SECURITY.md, rule 11).
class PolicyDesk : public ConsentDesk {
  public:
    /// With what it answers; a desk without it refuses everything.
    struct Mandate {
        ConsentPolicy policy;
        std::unique_ptr<keys::KeySession> key;
        std::unique_ptr<PolicyLog> log;
    };

    /// Tells whoever started the service that a site wants a module that is not there: a policy's log is
    /// read later, and without a policy there is none.
    using TellMissing = std::function<void(const Caller& caller, const std::string& module)>;

    /// @param mandate its key has passed permitsKey().
    PolicyDesk(Executor& executor, const Clock& clock, std::unique_ptr<Mandate> mandate,
               TellMissing tellMissing);
    ~PolicyDesk() override;

    void ask(std::shared_ptr<const ConsentQuestion> question,
             std::function<void(ConsentAnswer)> answer) override;
    void withdraw(ConsentId id) override;
    void finished(ConsentId id, const Outcome& outcome) override;
    void connectionClosed(ConnectionId connection) override;
    void refused(const RefusalNotice& notice) override;
    void missingModule(const Caller& caller, const std::string& module) override;
    std::vector<std::string> activeTokenKinds() override;

  private:
    ConsentAnswer decide(const ConsentQuestion& question);
    Outcome judge(const ConsentQuestion& question) const;
    /// False when it was withdrawn meanwhile.
    bool close(ConsentId id);

    class SharedKey;

    Executor& executor_;
    const Clock& clock_;
    std::unique_ptr<Mandate> mandate_;
    TellMissing tellMissing_;
    std::shared_ptr<SharedKey> key_;
    std::mutex mutex_;
    std::set<ConsentId> open_;
};

} // namespace tanba::service
