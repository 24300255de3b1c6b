#pragma once

#include "core/base/secret_bytes.h"

#include <array>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace tanba::service {

/// Secrets of keys that the person typed and wants to type again only after a while (SECURITY.md, rule 5).
/// That is all it is: whoever signs asks for consent as before.
class UnlockedKeys {
  public:
    /// How long a secret may be kept. The first is what holds until somebody chooses.
    static constexpr std::array<std::chrono::minutes, 4> kTimes{
        {std::chrono::minutes(0), std::chrono::minutes(5), std::chrono::minutes(15),
         std::chrono::minutes(60)}};
    static constexpr std::size_t kMost = 8;

    /// @param clock never goes back.
    explicit UnlockedKeys(std::function<std::chrono::milliseconds()> clock) : clock_(std::move(clock)) {}

    /// Keeps the secret that has just opened this key, from now on for this long. Whatever is not one of
    /// kTimes is not kept, nor is one key more than kMost; what was kept of the key before is forgotten.
    void keep(const std::string& key, SecretBytes secret, std::chrono::minutes time);
    /// A copy; nothing when there is none, or when its time is over.
    std::optional<SecretBytes> secretOf(const std::string& key);
    /// How long it is still kept; zero when it is not.
    std::chrono::milliseconds left(const std::string& key);
    void forget(const std::string& key) { kept_.erase(key); }
    void forgetAll() { kept_.clear(); }
    /// Forgets what is over.
    void tick();
    /// How long until tick() has something to do; nothing when no secret is kept.
    std::optional<std::chrono::milliseconds> nextTick() const;

  private:
    struct Kept {
        SecretBytes secret;
        std::chrono::milliseconds since{};
        std::chrono::milliseconds until{};
    };

    std::function<std::chrono::milliseconds()> clock_;
    std::map<std::string, Kept> kept_;
};

} // namespace tanba::service
