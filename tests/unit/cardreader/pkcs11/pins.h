#pragma once

#include "core/keys/token.h"

#include <string>
#include <string_view>
#include <vector>

namespace tanba::pkcs11 {

/// Gives a prepared PIN and remembers what it was asked.
class PreparedPin : public keys::PinSource {
  public:
    explicit PreparedPin(std::string_view pin) : pin_(pin) {}
    Result<SecretBytes> pin(const std::string& tokenLabel, const keys::PinRules& rules) override;

    int asked = 0;
    std::string label;
    keys::PinRules rules;
    bool givesUp = false;
    CancelToken* cancelWith = nullptr;

  private:
    std::string pin_;
};

/// The same for a change of PINs.
class PreparedChange : public keys::PinChangeSource {
  public:
    PreparedChange(std::string_view current, std::string_view next) : current_(current), next_(next) {}
    Result<SecretBytes> pin(keys::PinRole role, const std::string& tokenLabel,
                            const keys::PinRules& rules) override;

    std::vector<keys::PinRole> asked;

  private:
    std::string current_;
    std::string next_;
};

} // namespace tanba::pkcs11
