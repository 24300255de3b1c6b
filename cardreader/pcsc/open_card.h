#pragma once

#include "cardreader/pcsc/context.h"
#include "cardreader/pcsc/waiter.h"
#include "core/base/progress.h"

#include <memory>

namespace tanba::card::pcsc {

/// A card to which this program is connected, inside a transaction. Destroyed, it ends the transaction and
/// disconnects, with a reset where one was asked for, on every way out.
class OpenCard {
  public:
    OpenCard(Context context, std::string reader, Connection connection);
    ~OpenCard();
    OpenCard(const OpenCard&) = delete;
    OpenCard& operator=(const OpenCard&) = delete;

    Api& api() const { return context_.api(); }
    const std::string& reader() const { return reader_; }
    CardHandle handle() const { return connection_.card; }
    Protocol protocol() const { return connection_.protocol; }
    ByteView atr() const { return atr_; }

    /// Waits, if it must without end, until no other program is in a transaction, and reads the ATR. A card
    /// that another program reset in between is taken as it is now.
    Status begin();
    void endWithReset() { end_ = Disposition::Reset; }
    /// What the reader says now: its state bits, without waiting.
    Answer<std::uint32_t> look() const;

  private:
    Context context_;
    std::string reader_;
    Connection connection_;
    Bytes atr_;
    Disposition end_ = Disposition::Leave;
    bool inTransaction_ = false;
};

/// What became of a card after a status that does not say: waits half a second, because the service claims a
/// pulled card for up to 0.4 s, and looks. `otherwise` when the card is still there.
Failure lookAgain(const OpenCard& card, Waiter& waiter, Failure otherwise);

/// Connects and begins a transaction. Tries for 3 seconds while another program holds the card, and never
/// takes more than 4: the calls beneath may block without end, so they run on a thread of their own, which,
/// when abandoned, gives everything back by itself. `api` and `waiter` must therefore outlive it.
/// @returns card.absent, card.in_use, card.mute, card.removed, card.io, reader.removed, reader.service_off,
///          reader.no_right, cancelled.
Result<std::unique_ptr<OpenCard>> openCard(Api& api, Waiter& waiter, const std::string& reader,
                                           const CancelToken* cancel);

} // namespace tanba::card::pcsc
