#pragma once

#include "cardreader/apdu/response_apdu.h"
#include "core/base/result.h"

#include <cstddef>
#include <cstdint>

namespace tanba::card {

/// How a PIN stands in the data field of a command (PC/SC part 10, 2.5): ASCII digits, padded.
struct PinBlock {
    std::uint8_t minimumLength = 4;
    std::uint8_t maximumLength = 8;
    std::uint8_t blockLength = 8; ///< bytes of the data field of one PIN
    std::uint8_t padding = 0xFF;
};

/// A command header whose data the reader fills in from its keys.
struct PinPadCommand {
    std::uint8_t cla = 0x00;
    std::uint8_t ins = 0x20;
    std::uint8_t p1 = 0x00;
    std::uint8_t p2 = 0x00;
    PinBlock block;
};

/// The keys on a reader (FEATURE_VERIFY_PIN_DIRECT, FEATURE_MODIFY_PIN_DIRECT). Calls wait for the person.
/// The answer is the card's, or the reader's own 6400 (time is up), 6401 (cancelled), 6402 (the new PINs
/// differ), 6403 (too short or long).
class PinPad {
  public:
    virtual ~PinPad() = default;
    virtual bool canVerify() const = 0;
    virtual bool canModify() const = 0;
    virtual Result<ResponseApdu> verify(const PinPadCommand& command) = 0;
    /// Old PIN, new PIN, new PIN again.
    virtual Result<ResponseApdu> modify(const PinPadCommand& command) = 0;
};

} // namespace tanba::card
