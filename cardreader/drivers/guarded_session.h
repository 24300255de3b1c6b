#pragma once

#include "cardreader/apdu/channel.h"
#include "cardreader/apdu/pin_pad.h"

#include <cstdint>
#include <span>

namespace tanba::card {

/// A command that a driver may send: its header. The class byte is always 00.
struct AllowedCommand {
    std::uint8_t ins;
    /// Only with P1 and P2 as given; any when -1.
    int p1 = -1;
    int p2 = -1;
};

/// A session through which only the commands of a list pass, so that a mistake in a driver cannot harm a card
/// whose writing commands destroy keys. Anything else, and a VERIFY without data, which costs a try on some
/// cards, is card.command_forbidden and never reaches the card. The session beneath outlives it.
class GuardedSession : public CardSession {
  public:
    GuardedSession(CardSession& session, std::span<const AllowedCommand> allowed)
        : session_(session), allowed_(allowed), pad_(*this) {}

    Result<ResponseApdu> transmit(const CommandApdu& command) override;
    PinPad* pinPad() override { return session_.pinPad() == nullptr ? nullptr : &pad_; }
    void endWithReset() override { session_.endWithReset(); }
    ByteView atr() const override { return session_.atr(); }

  private:
    /// The reader's keys send commands too.
    class GuardedPad : public PinPad {
      public:
        explicit GuardedPad(GuardedSession& owner) : owner_(owner) {}
        bool canVerify() const override { return owner_.session_.pinPad()->canVerify(); }
        bool canModify() const override { return owner_.session_.pinPad()->canModify(); }
        Result<ResponseApdu> verify(const PinPadCommand& command) override;
        Result<ResponseApdu> modify(const PinPadCommand& command) override;

      private:
        GuardedSession& owner_;
    };

    Outcome check(std::uint8_t cla, std::uint8_t ins, std::uint8_t p1, std::uint8_t p2) const;

    CardSession& session_;
    std::span<const AllowedCommand> allowed_;
    GuardedPad pad_;
};

} // namespace tanba::card
