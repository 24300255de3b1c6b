#include "app/gui/consent/lent_key.h"

#include <utility>

namespace tanba::gui {

/// What the service holds.
class LentKey::Session : public keys::KeySession {
  public:
    Session(std::shared_ptr<LentKey> key, keys::Certificate certificate)
        : key_(std::move(key)), certificate_(std::move(certificate)) {}
    ~Session() override { key_->sessionEnded(); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    const keys::Certificate& certificate() const override { return certificate_; }
    Result<Bytes> sign(const crypto::Digest& digest) override { return key_->sign(digest); }

  private:
    std::shared_ptr<LentKey> key_;
    keys::Certificate certificate_;
};

void LentKey::serve(keys::Token& token, const SigningKeyOption& option, SigningPins& pins,
                    const CancelToken* cancel, const std::function<void(const Outcome&)>& opened) {
    auto session = openChosenKey(token, option, pins, cancel);
    if (!session.ok()) {
        opened(session.failure());
        return;
    }
    {
        const std::lock_guard lock(mutex_);
        certificate_ = session.value()->certificate();
    }
    opened(Done{});
    work(*session.value());
}

void LentKey::work(keys::KeySession& session) {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return closed_ || !jobs_.empty(); });
        if (closed_)
            break;
        Job& job = *jobs_.front();
        jobs_.pop_front();
        lock.unlock();
        Result<Bytes> signature = session.sign(job.digest);
        lock.lock();
        if (signature.ok())
            ++signatures_;
        job.signature = std::move(signature);
        changed_.notify_all();
    }
    for (Job* job : std::exchange(jobs_, {}))
        job->signature = fail(FailureCode::Cancelled);
    changed_.notify_all();
}

std::size_t LentKey::signatures() {
    const std::lock_guard lock(mutex_);
    return signatures_;
}

std::unique_ptr<keys::KeySession> LentKey::session() {
    const std::lock_guard lock(mutex_);
    return std::make_unique<Session>(shared_from_this(), certificate_.value());
}

Result<Bytes> LentKey::sign(const crypto::Digest& digest) {
    std::unique_lock lock(mutex_);
    if (closed_)
        return fail(FailureCode::Cancelled);
    Job job{digest, {}};
    jobs_.push_back(&job);
    changed_.notify_all();
    changed_.wait(lock, [&job] { return job.signature.has_value(); });
    return std::move(*job.signature);
}

void LentKey::sessionEnded() {
    if (lentFor_ == LentFor::OneSession)
        close();
}

void LentKey::close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
}

} // namespace tanba::gui
