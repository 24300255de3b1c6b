#pragma once

#include "cardreader/pkcs11/slot_view.h"
#include "cardreader/pkcs11/token_connection.h"
#include "core/keys/token.h"

namespace tanba::pkcs11 {

/// C_SetPIN, from a session without a login: the current PIN is sent once. Unblocking would need the security
/// officer's PIN, with which a token can also be emptied; it is left to the maker's own program.
class PinChange : public keys::PinManagement {
  public:
    PinChange(TokenAddress address, const SlotView& slot)
        : address_(std::move(address)), writable_(slot.writable()) {}

    bool canChange() const override { return writable_; }
    bool canUnblock() const override { return false; }
    Outcome change(keys::PinChangeSource& pins, const CancelToken* cancel) override;
    Outcome unblock(keys::PinChangeSource& pins, const CancelToken* cancel) override;

  private:
    TokenAddress address_;
    bool writable_;
};

} // namespace tanba::pkcs11
