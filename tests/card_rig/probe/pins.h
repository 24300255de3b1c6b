#pragma once

#include "core/keys/token.h"

#include <nlohmann/json.hpp>

#include <string>

namespace rig {

/// The person: knows the digits of an order, and remembers how often and for what they were asked.
/// An order has its digits veiled (probe.py), so that a test can look for them in the memory of this process.
class OrderedPins : public tanba::keys::PinSource, public tanba::keys::PinChangeSource {
  public:
    /// `current` is the PIN, or the PUK for unblocking.
    OrderedPins(std::string current, std::string next)
        : current_(std::move(current)), next_(std::move(next)) {}

    tanba::Result<tanba::SecretBytes> pin(const std::string& tokenLabel,
                                          const tanba::keys::PinRules& rules) override;
    tanba::Result<tanba::SecretBytes> pin(tanba::keys::PinRole role, const std::string& tokenLabel,
                                          const tanba::keys::PinRules& rules) override;

    /// {"asked": how often, "onReader": whether the reader's keys were meant, "triesLeft": as told, or null}
    nlohmann::json toJson() const;

  private:
    tanba::SecretBytes give(const std::string& veiled, const tanba::keys::PinRules& rules);

    std::string current_;
    std::string next_;
    int asked_ = 0;
    tanba::keys::PinRules lastRules_;
};

} // namespace rig
