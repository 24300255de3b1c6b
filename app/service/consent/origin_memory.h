#pragma once

#include "core/base/file_store.h"
#include "core/base/time.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tanba::service {

/// Which key was used at a site the last time, for either purpose.
struct RememberedKey {
    enum class Use { Login, Signing };
    std::string origin; ///< as sign::normaliseOrigin() writes it
    Use use = Use::Signing;
    std::string certificate; ///< SHA-256 of the certificate, lower-case hex: a public fact
    Time when{};
};

/// The choice of a key per site, never a consent: the list only says which key is offered first. Latest
/// first, at most kMaxRemembered, file 0600. A list that is absent or damaged is an empty one.
class OriginMemory {
  public:
    static constexpr std::size_t kMaxRemembered = 200;

    OriginMemory(FileStore& files, std::filesystem::path file) : files_(files), file_(std::move(file)) {}

    std::vector<RememberedKey> list() const;
    /// Fingerprint (hex) of the key that was used last.
    std::optional<std::string> keyFor(const std::string& origin, RememberedKey::Use use) const;
    Outcome remember(const RememberedKey& key);
    Outcome erase(const std::string& origin);
    Outcome eraseAll();

  private:
    Outcome write(const std::vector<RememberedKey>& all);

    FileStore& files_;
    std::filesystem::path file_;
};

} // namespace tanba::service
