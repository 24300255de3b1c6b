#pragma once

#include "core/base/result.h"
#include "core/keys/token.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tanba::pkcs11 {

/// What tells one token from another. Texts as the module gives them, without their padding.
struct TokenIdentity {
    std::string label;
    std::string manufacturer;
    std::string model;
    std::string serial;
    friend bool operator==(const TokenIdentity&, const TokenIdentity&) = default;
};

/// The token's label, or the best there is; safe to show.
std::string displayLabelOf(const TokenIdentity& token);

/// A slot with a token in it.
struct SlotView {
    std::uint64_t id = 0; ///< of this run of the module only
    std::string description;
    TokenIdentity token;
    std::uint64_t flags = 0; ///< CK_TOKEN_INFO.flags
    keys::PinRules pinRules;

    /// False for the blank tokens that some modules show for people to set up.
    bool initialised() const;
    bool pinLocked() const;
    bool loginRequired() const;
    bool writable() const;
    std::string displayLabel() const { return displayLabelOf(token); }
};

/// The helper's answer to wire::Operation::Slots.
Result<std::vector<SlotView>> readSlots(ByteView body);

} // namespace tanba::pkcs11
