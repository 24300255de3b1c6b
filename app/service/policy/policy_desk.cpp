#include "app/service/policy/policy_desk.h"

#include "app/service/consent/key_fitness.h"

#include <algorithm>

namespace tanba::service {

namespace {

/// The interface's name of key files, the only kind of key that is served here.
constexpr std::string_view kFileStorage = "PKCS12";

bool wantsKeyFile(const KeyWish& wish) {
    return wish.storages.empty() || std::ranges::find(wish.storages, kFileStorage) != wish.storages.end();
}

} // namespace

/// One opened key for every consent; signatures are made one after the other.
class PolicyDesk::SharedKey {
  public:
    explicit SharedKey(std::unique_ptr<keys::KeySession> session) : session_(std::move(session)) {}

    const keys::Certificate& certificate() const { return session_->certificate(); }
    Result<Bytes> sign(const crypto::Digest& digest) {
        const std::lock_guard lock(mutex_);
        return session_->sign(digest);
    }

    /// What the holder of one consent gets.
    class Lent : public keys::KeySession {
      public:
        explicit Lent(std::shared_ptr<SharedKey> key) : key_(std::move(key)) {}
        const keys::Certificate& certificate() const override { return key_->certificate(); }
        Result<Bytes> sign(const crypto::Digest& digest) override { return key_->sign(digest); }

      private:
        std::shared_ptr<SharedKey> key_;
    };

  private:
    std::unique_ptr<keys::KeySession> session_;
    std::mutex mutex_;
};

PolicyDesk::PolicyDesk(Executor& executor, const Clock& clock, std::unique_ptr<Mandate> mandate,
                       TellMissing tellMissing)
    : executor_(executor), clock_(clock), mandate_(std::move(mandate)), tellMissing_(std::move(tellMissing)) {
    if (mandate_)
        key_ = std::make_shared<SharedKey>(std::move(mandate_->key));
}

PolicyDesk::~PolicyDesk() = default;

void PolicyDesk::ask(std::shared_ptr<const ConsentQuestion> question,
                     std::function<void(ConsentAnswer)> answer) {
    {
        const std::lock_guard lock(mutex_);
        open_.insert(question->id);
    }
    // Writing the log takes as long as the disk does.
    executor_.work(Executor::Lane::Signing,
                   [this, question = std::move(question), answer = std::move(answer)] {
                       ConsentAnswer decided = decide(*question);
                       if (close(question->id))
                           answer(std::move(decided));
                   });
}

void PolicyDesk::withdraw(ConsentId id) {
    static_cast<void>(close(id));
}

bool PolicyDesk::close(ConsentId id) {
    const std::lock_guard lock(mutex_);
    return open_.erase(id) > 0;
}

ConsentAnswer PolicyDesk::decide(const ConsentQuestion& question) {
    ConsentAnswer answer;
    if (!mandate_)
        return answer;
    const Outcome judged = judge(question);
    // What is not on record does not happen.
    const Outcome logged = mandate_->log->question(question, judged);
    if (!judged.ok() && judged.failure().code == FailureCode::ServiceKeyDoesNotFit &&
        !wantsKeyFile(question.key)) {
        answer.kind = ConsentAnswer::Kind::NoSuchStorage;
    } else if (judged.ok() && logged.ok()) {
        answer.kind = ConsentAnswer::Kind::Granted;
        answer.certificate = key_->certificate();
        if (question.kind == ConsentQuestion::Kind::Sign)
            answer.session = std::make_unique<SharedKey::Lent>(key_);
    }
    return answer;
}

Outcome PolicyDesk::judge(const ConsentQuestion& question) const {
    TANBA_CHECK(permits(mandate_->policy, question));
    // Which authority the key has to be of was decided when it was permitted to sign at all.
    const FitnessWorld world{clock_.now(), [](const keys::Certificate&) { return true; }};
    const std::vector<Misfit> reasons =
        misfits(question.key, {std::string(kFileStorage), key_->certificate()}, world);
    if (reasons.empty())
        return Done{};
    return fail(FailureCode::ServiceKeyDoesNotFit, question.caller.origin.value_or(std::string()),
                std::string(misfitName(reasons.front())));
}

void PolicyDesk::finished(ConsentId id, const Outcome& outcome) {
    if (mandate_)
        executor_.work(Executor::Lane::Signing,
                       [this, id, outcome] { static_cast<void>(mandate_->log->finished(id, outcome)); });
}

/// Nothing here lasts longer than a question.
void PolicyDesk::connectionClosed(ConnectionId) {}

void PolicyDesk::refused(const RefusalNotice& notice) {
    if (mandate_)
        executor_.work(Executor::Lane::Signing,
                       [this, notice] { static_cast<void>(mandate_->log->refused(notice)); });
}

void PolicyDesk::missingModule(const Caller& caller, const std::string& module) {
    tellMissing_(caller, module);
    if (mandate_)
        executor_.work(Executor::Lane::Signing, [this, caller, module] {
            static_cast<void>(mandate_->log->missingModule(caller, module));
        });
}

std::vector<std::string> PolicyDesk::activeTokenKinds() {
    return {};
}

} // namespace tanba::service
