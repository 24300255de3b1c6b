#pragma once

#include "cardreader/apdu/pin_pad.h"
#include "cardreader/drivers/driver.h"
#include "cardreader/tokens/certificate_memory.h"

#include <memory>
#include <string>

namespace tanba::card {

/// How often an action is begun again, and a person asked again, because somebody else reset the card.
inline constexpr int kMaxAttempts = 3;

/// What a token, its keys and their sessions share.
struct CardState {
    CardSlot& slot;
    CertificateMemory& memory;
    const CardDriver* driver;
    std::string label;
    CardContents contents;
    bool padVerifies = false;
    bool padModifies = false;

    /// The PIN with this reference; the first one when there is none.
    CardPin* pin(std::uint8_t reference);
    /// Rules as a PinSource is told them.
    keys::PinRules rulesOf(const CardPin& pin) const;
    /// Reader keys are used for this PIN.
    bool verifiesOnPad(const CardPin& pin) const { return padVerifies && pin.block.blockLength != 0; }
    bool modifiesOnPad(const CardPin& pin) const { return padModifies && pin.block.blockLength != 0; }
};

/// A session with the very card of `state`, its application selected. Begun again when somebody resets the
/// card meanwhile: no PIN has been sent yet. card.other_card when it is another one.
Result<std::unique_ptr<CardSession>> beginWithSameCard(CardState& state, const CancelToken* cancel);

/// CardKey::fruitlessSearch of all keys that have one.
std::vector<Bytes> fruitlessSearchesOf(const CardContents& contents);

/// Whether the session's reader has keys that can do this, as it says now.
bool hasPadFor(CardSession& session, bool (PinPad::*what)() const);

/// Remembers what the answer to a PIN tells of the tries left.
void learnTries(CardPin& pin, const Outcome& answer);

} // namespace tanba::card
