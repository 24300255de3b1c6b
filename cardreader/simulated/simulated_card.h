#pragma once

#include "cardreader/simulated/simulated_keys.h"
#include "core/base/clock.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/keys/token.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace tanba::card {

/// The secrets of a fresh simulated card. Public on purpose: its keys are worth nothing.
inline constexpr std::string_view kDemoPin = "1234";
inline constexpr std::string_view kDemoPuk = "12345678";

/// What the card needs from the outside.
struct SimulatedCardSetup {
    std::string label = "demo";
    std::string serial = "DEMO-0001";
    int tries = 3; ///< of the PIN
    int pukTries = 5;
    /// How a delay passes. Tests give one that only notes it.
    std::function<void(std::chrono::milliseconds)> sleep;
};

class SimulatedState;

/// A card that lives in this process, without a reader: demonstration keys, a PIN and a PUK. It is a
/// demonstration wherever it shows: its kind is Simulated, its certificates carry the mark of
/// keys/demo_certificate.h, and no verdict on its signatures is ever "valid".
///
/// It answers like a card: a session dies when the card is taken out or reset, a PIN is spent also when the
/// card leaves in the middle of it, nothing is asked of a person while a command runs. May be used from
/// several threads; the tokens keep the card alive.
class SimulatedCard {
  public:
    /// Makes the keys and the authority that certifies them. random.unavailable and the like.
    static Result<SimulatedCard> make(const Clock& clock, SimulatedCardSetup setup = {});
    /// With keys that were made already; their certificates carry the mark of a demonstration.
    static SimulatedCard holding(DemoKeys keys, SimulatedCardSetup setup = {});

    /// The card as a token; reads it as one command. card.absent when it was taken out.
    Result<std::unique_ptr<keys::Token>> open(const CancelToken* cancel);
    /// Of the authority of this card's certificates, made anew with the card.
    const keys::Certificate& authority() const;

    // What happens to the card, on command.
    void remove();
    void insert();
    /// Another program resets the card: sessions end with card.reset.
    void resetByOther();
    /// Another program holds the card: everything answers card.in_use until it lets go.
    void holdByOther(bool held);
    /// The `count`-th command from now ends with `code` and does nothing else; 1 is the next one. With
    /// card.removed the card is taken out in the middle of it, with card.reset it is reset.
    void breakOff(int count, FailureCode code);
    void removeDuring(int count) { breakOff(count, FailureCode::CardRemoved); }
    /// The next signature values are wrong, as those of a faulty chip.
    void spoilSignatures(int count);
    /// Each command takes this long.
    void delay(std::chrono::milliseconds each);
    void setTriesLeft(int tries); ///< 0: blocked
    void setPukTriesLeft(int tries);

    /// Commands that the card has answered so far.
    int commands() const;

  private:
    explicit SimulatedCard(std::shared_ptr<SimulatedState> state);
    std::shared_ptr<SimulatedState> state_;
};

} // namespace tanba::card
