#pragma once

#include "core/keys/token.h"

#include <mutex>

namespace tanba::documents {

/// One open key for several threads: its signatures are made one after the other, everything around them
/// (hashing, verifying, writing) is not held up.
class SharedSession : public keys::KeySession {
  public:
    explicit SharedSession(keys::KeySession& session) : session_(session) {}

    const keys::Certificate& certificate() const override { return session_.certificate(); }
    Result<Bytes> sign(const crypto::Digest& digest) override {
        const std::lock_guard lock(mutex_);
        return session_.sign(digest);
    }

  private:
    keys::KeySession& session_;
    std::mutex mutex_;
};

} // namespace tanba::documents
