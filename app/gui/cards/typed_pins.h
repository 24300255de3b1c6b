#pragma once

#include "core/keys/token.h"

#include <functional>

namespace tanba::gui {

/// What a person typed for one change of a PIN; empty when it is to be typed on the reader.
struct PinTexts {
    SecretBytes first; ///< the current PIN, or the PUK
    SecretBytes next;
};

/// Gives a card what was typed before the work began, each once, and tells when the reader's keys are to be
/// used. A card that asks for what nobody typed gets `cancelled` and has seen nothing.
class TypedPins : public keys::PinChangeSource {
  public:
    /// @param onReader called on the working thread.
    TypedPins(PinTexts texts, std::function<void()> onReader)
        : texts_(std::move(texts)), onReader_(std::move(onReader)) {}

    Result<SecretBytes> pin(keys::PinRole role, const std::string& tokenLabel,
                            const keys::PinRules& rules) override;
    /// The card wanted a PIN that nobody had typed.
    bool wantedMore() const { return wantedMore_; }

  private:
    PinTexts texts_;
    std::function<void()> onReader_;
    bool wantedMore_ = false;
};

/// The same for one PIN that opens a token.
class TypedPin : public keys::PinSource {
  public:
    TypedPin(SecretBytes pin, std::function<void()> onReader)
        : pin_(std::move(pin)), onReader_(std::move(onReader)) {}

    Result<SecretBytes> pin(const std::string& tokenLabel, const keys::PinRules& rules) override;

  private:
    SecretBytes pin_;
    std::function<void()> onReader_;
};

} // namespace tanba::gui
