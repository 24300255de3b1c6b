#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

namespace rig {

using Bytes = std::vector<std::uint8_t>;

/// The reader's end of the wire to the emulated card (tests/card_rig/emulator/slot.py): listens on the
/// loopback; a card that dials in lies in the slot.
class CardLink {
  public:
    explicit CardLink(std::uint16_t port);
    ~CardLink();
    CardLink(const CardLink&) = delete;
    CardLink& operator=(const CardLink&) = delete;

    bool listening() const { return listener_ >= 0; }
    /// Takes in a card that dialled since the last look.
    void look();
    /// Sends a message that the card does not answer. @returns whether a card is there.
    bool tell(std::uint8_t control);
    /// Sends a message and waits for the answer. None: no card, or it left.
    std::optional<Bytes> ask(const Bytes& message);

  private:
    bool sendMessage(const Bytes& message);
    bool receive(std::uint8_t* into, std::size_t size);
    void lose();

    std::mutex mutex_;
    int listener_ = -1;
    int card_ = -1;
};

} // namespace rig
