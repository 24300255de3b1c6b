#pragma once

#include "cardreader/simulated/simulated_card.h"
#include "cardreader/simulated/simulated_keys.h"

#include <mutex>
#include <optional>

namespace tanba::card {

/// Names one stay of the card in its reader, between two insertions or resets; what was verified in one is
/// worth nothing in another.
struct Stay {
    unsigned insertion = 0;
    unsigned reset = 0;
    friend bool operator==(const Stay&, const Stay&) = default;
};

/// The card itself, shared by those who hold tokens of it and those who command it. Every call is one command
/// to the card.
class SimulatedState {
  public:
    SimulatedState(SimulatedCardSetup setup, DemoKeys keys);

    const SimulatedCardSetup& setup() const { return setup_; }
    const DemoKeys& keys() const { return keys_; }
    keys::PinRules pinRules() const;

    /// Finds out that a card is there. card.absent, card.in_use, cancelled.
    Result<Stay> begin(const CancelToken* cancel);
    /// @returns pin.length, pin.characters (nothing was spent), pin.wrong, pin.last_try, pin.blocked, and
    ///          card.removed, card.reset as a session does.
    Outcome verify(const Stay& stay, const SecretBytes& pin, const CancelToken* cancel);
    Result<Bytes> sign(const Stay& stay, std::size_t key, const crypto::Digest& digest,
                       const CancelToken* cancel);
    /// Also pin.same.
    Outcome change(const Stay& stay, const SecretBytes& current, const SecretBytes& next,
                   const CancelToken* cancel);
    /// Also puk.wrong, puk.blocked.
    Outcome unblock(const Stay& stay, const SecretBytes& puk, const SecretBytes& next,
                    const CancelToken* cancel);

    // The orders of SimulatedCard.
    void setPresent(bool present);
    void resetByOther();
    void holdByOther(bool held);
    void breakOff(int count, FailureCode code);
    void spoilSignatures(int count);
    void delay(std::chrono::milliseconds each);
    void setTriesLeft(int tries);
    void setPukTriesLeft(int tries);
    int commands() const;

  private:
    struct Fault {
        int inCommands = 0;
        FailureCode code = FailureCode::CardIo;
    };

    /// Lets the delay pass, without the lock. cancelled when the person gave up meanwhile.
    Outcome pass(const CancelToken* cancel) const;
    /// Counts a command and gives the failure that was ordered for it.
    std::optional<Failure> orderedFault();
    /// How a card that is not there, or not in this stay any more, answers.
    Outcome checkStay(const Stay& stay) const;
    /// Spends a try before it compares, as cards do.
    Outcome comparePin(const SecretBytes& pin);
    Outcome comparePuk(const SecretBytes& puk);

    const SimulatedCardSetup setup_;
    const DemoKeys keys_;

    mutable std::mutex mutex_;
    SecretBytes pin_;
    SecretBytes puk_;
    int triesLeft_;
    int pukTriesLeft_;
    bool present_ = true;
    bool heldByOther_ = false;
    Stay stay_;
    std::optional<Fault> fault_;
    int spoiledSignatures_ = 0;
    std::chrono::milliseconds delay_{0};
    int commands_ = 0;
};

/// The card as a Token.
std::unique_ptr<keys::Token> simulatedToken(std::shared_ptr<SimulatedState> state);

} // namespace tanba::card
