#pragma once

#include "app/gui/documents/key_opening.h"
#include "app/gui/documents/signing_pins.h"
#include "core/base/progress.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace tanba::gui {

/// When a lent key closes by itself.
enum class LentFor {
    OneSession, ///< as soon as its session ends
    Series,     ///< when close() is called
};

/// A key that a person opened, at work for the service's threads. It stays on the thread that opened it,
/// where its card is held; sessions send their digests there and wait. Shared between that thread and its
/// sessions.
class LentKey : public std::enable_shared_from_this<LentKey> {
  public:
    explicit LentKey(LentFor lentFor) : lentFor_(lentFor) {}

    /// Opens the key and signs for the sessions until the key is closed. Belongs to a working thread.
    /// @param opened told once how the opening ended, on this thread.
    void serve(keys::Token& token, const SigningKeyOption& option, SigningPins& pins,
               const CancelToken* cancel, const std::function<void(const Outcome&)>& opened);
    /// After it was opened. Signatures fail with `cancelled` once the key is closed. On any thread.
    std::unique_ptr<keys::KeySession> session();
    /// How many it made. On any thread.
    std::size_t signatures();
    /// Ends serve(); what waits for a signature is told. On any thread.
    void close();

  private:
    class Session;
    struct Job {
        const crypto::Digest& digest;
        std::optional<Result<Bytes>> signature;
    };

    Result<Bytes> sign(const crypto::Digest& digest);
    void sessionEnded();
    void work(keys::KeySession& session);

    const LentFor lentFor_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<keys::Certificate> certificate_;
    std::deque<Job*> jobs_;
    std::size_t signatures_ = 0;
    bool closed_ = false;
};

} // namespace tanba::gui
