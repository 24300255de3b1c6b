#pragma once

#include "cardreader/apdu/command_apdu.h"
#include "cardreader/apdu/response_apdu.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <memory>
#include <string>

namespace tanba::card {

class PinPad;

/// What happens to the card when a session ends.
enum class SessionEnd {
    Leave, ///< nothing secret happened: the next program finds the card as it is
    Reset, ///< a PIN was verified: no other program may inherit it
};

/// A session with a card: an exclusive transaction. No command reaches a card without one, and none is open
/// while a person is typing. Ends when destroyed.
class CardSession {
  public:
    virtual ~CardSession() = default;

    /// Sends a command. 61xx, 6Cxx, command chaining and the habits of T=0 are dealt with below this call.
    /// @returns card.removed, card.reset, reader.removed, reader.service_off, card.answer_malformed, card.io;
    ///          a status word other than 9000 is an answer, not a failure.
    virtual Result<ResponseApdu> transmit(const CommandApdu& command) = 0;
    /// The pad on the reader, or null. The same life as the session.
    virtual PinPad* pinPad() = 0;
    /// From now on the card is reset when the session ends.
    virtual void endWithReset() = 0;
    /// Answer to reset (ISO 7816-3 8).
    virtual ByteView atr() const = 0;
};

/// A slot in which a card may lie. begin() connects anew each time, so that a card that was swapped or reset
/// is never taken for the one before.
class CardSlot {
  public:
    virtual ~CardSlot() = default;
    virtual std::string readerName() const = 0;
    /// Waits up to 3 seconds while another program holds the card.
    /// @returns card.absent, card.in_use, card.mute, reader.removed, reader.service_off, reader.no_right,
    /// cancelled.
    virtual Result<std::unique_ptr<CardSession>> begin(const CancelToken* cancel) = 0;
};

} // namespace tanba::card
