#pragma once

#include "cardreader/apdu/apdu_exchange.h"
#include "cardreader/apdu/channel.h"
#include "cardreader/apdu/pin_pad.h"
#include "cardreader/pcsc/card_slot.h"
#include "cardreader/pcsc/keep_alive.h"
#include "cardreader/pcsc/open_card.h"
#include "cardreader/pcsc/reader_features.h"

#include <mutex>

namespace tanba::card::pcsc {

/// A session with a card in a PC/SC reader. After the first failure of the line every command fails the same
/// way: what the card remembers is unknown from then on.
class Session : public CardSession {
  public:
    Session(Waiter& waiter, SlotSettings settings, std::unique_ptr<OpenCard> card);
    ~Session() override;
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    Result<ResponseApdu> transmit(const CommandApdu& command) override;
    PinPad* pinPad() override;
    void endWithReset() override;
    ByteView atr() const override { return atr_; }

    /// A command to the reader's keys: the answer is the card's, or the reader's own.
    Result<ResponseApdu> typeOnReader(std::uint32_t code, ByteView structure);

  private:
    class Pad;

    void prepare();
    Failure failureSeen(const Status& status, std::string_view call);
    void forgetPad();
    const ReaderFeatures& features();
    Result<Bytes> send(ByteView command);
    Outcome openAgain();
    Result<Bytes> judge(Answer<Bytes> answer, std::string_view call);
    void ping();

    Waiter& waiter_;
    const SlotSettings settings_;
    /// Held through every call on the card: the keep-alive pings from another thread.
    std::mutex mutex_;
    std::unique_ptr<OpenCard> card_;
    Bytes atr_;
    ExchangeSettings exchange_;
    std::optional<ReaderFeatures> features_;
    std::unique_ptr<Pad> pad_;
    std::optional<Failure> broken_;
    bool commandSent_ = false;
    bool resetAtEnd_ = false;
    /// Last, so that it stops first.
    std::unique_ptr<KeepAlive> keepAlive_;
};

} // namespace tanba::card::pcsc
