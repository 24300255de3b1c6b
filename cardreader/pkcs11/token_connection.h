#pragma once

#include "cardreader/pkcs11/module_client.h"
#include "cardreader/pkcs11/slot_view.h"
#include "core/keys/token.h"

#include <filesystem>
#include <optional>

namespace tanba::pkcs11 {

/// Where a token is found again: by what it says of itself, for slot numbers do not survive the process.
struct TokenAddress {
    std::filesystem::path module;
    TokenIdentity identity;
    ModuleOptions options;
};

/// The way to one token for one action: a helper process of its own, so that no action inherits another's
/// verified PIN, and none is left when it ends.
class TokenConnection {
  public:
    /// token.removed when the token is in none of the module's slots. @param cancel outlives the connection.
    static Result<TokenConnection> reach(const TokenAddress& address, const CancelToken* cancel);

    /// As it was when the connection was made.
    const SlotView& slot() const { return slot_; }
    ModuleClient& module() { return module_; }

    Outcome openSession(wire::SessionKind kind);
    /// Asks for the PIN where the token wants one, and sends it once. pin.blocked (nobody is asked),
    /// pin.length (nothing is sent), pin.wrong_count_unknown, pin.last_try.
    Outcome login(keys::PinSource& pins);
    /// The PIN from the person, checked; none when it is typed on the reader.
    Result<std::optional<SecretBytes>> askPin(keys::PinSource& pins) const;
    /// pin.length when the token would not take it.
    Outcome checkLength(const SecretBytes& pin) const;

    /// The meaning of a failure, after a look at the slot where that is needed: of a wrong PIN, whether one
    /// try or none is left; of a suspected removal, token.removed or module.failed.
    Failure explained(Failure failure);

  private:
    TokenConnection(ModuleClient module, SlotView slot, std::chrono::milliseconds settle,
                    const CancelToken* cancel);
    /// The token's slot as it is now; none when the token is not there.
    std::optional<SlotView> look();
    /// False when the person gave up before the time was over.
    bool pause(std::chrono::milliseconds time) const;
    Failure afterWrongPin(Failure failure);
    Failure afterSuspicion(Failure failure);

    ModuleClient module_;
    SlotView slot_;
    std::chrono::milliseconds settle_;
    const CancelToken* cancel_;
};

/// The pointer that ModuleClient takes.
inline const SecretBytes* pointerTo(const std::optional<SecretBytes>& pin) {
    return pin ? &*pin : nullptr;
}

} // namespace tanba::pkcs11
