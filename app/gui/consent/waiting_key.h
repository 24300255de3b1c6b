#pragma once

#include "app/gui/documents/signing_key_option.h"
#include "app/service/consent/consent.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace tanba::gui {

/// The key that a person chose before they went to a portal's page: it stands first in the window when that
/// portal asks for a login. In memory only, for a while and for one login; it never consents to anything.
class WaitingKey {
  public:
    static constexpr std::chrono::minutes kPatience{10};

    /// Takes the place of what waited before.
    /// @param origins normalised; of the portal's logins.
    /// @param now of a clock that never goes back.
    void wait(std::vector<std::string> origins, SigningKeyOption key, std::chrono::milliseconds now);
    void stop() { waiting_.reset(); }
    bool waitsFor(const std::optional<std::string>& origin, std::chrono::milliseconds now) const;
    /// For a login, or for being told whose key it is, at one of the origins; a document there is chosen for
    /// anew.
    std::optional<SigningKeyOption> keyFor(const service::ConsentQuestion& question,
                                           std::chrono::milliseconds now) const;

  private:
    struct Waiting {
        std::vector<std::string> origins;
        SigningKeyOption key;
        std::chrono::milliseconds until{};
    };
    std::optional<Waiting> waiting_;
};

} // namespace tanba::gui
