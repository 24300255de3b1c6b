#pragma once

#include "cardreader/drivers/driver.h"

#include <deque>
#include <mutex>
#include <string>
#include <vector>

namespace tanba::card {

/// The certificates that cards showed, and those that were sought in vain, by serial. Any thread.
class ShownCertificates {
  public:
    /// Most cards; the one that was kept longest gives way.
    static constexpr std::size_t kMaxCards = 16;

    std::vector<KnownCertificate> of(const std::string& cardSerial) const;
    /// Nothing is kept for a card without a serial.
    void keep(const std::string& cardSerial, std::vector<KnownCertificate> shown);

    /// CardKey::fruitlessSearch of the keys of a card.
    std::vector<Bytes> fruitlessOf(const std::string& cardSerial) const;
    void keepFruitless(const std::string& cardSerial, std::vector<Bytes> searches);
    /// All cards are searched again.
    void forgetFruitless();

  private:
    struct Card {
        std::string serial;
        std::vector<KnownCertificate> shown;
        std::vector<Bytes> fruitless;
    };

    /// With the lock held.
    const Card* find(const std::string& serial) const;
    /// Its place is that of the card that was kept last.
    Card& takeLast(const std::string& serial);

    mutable std::mutex mutex_;
    std::deque<Card> cards_;
};

/// What was shown to this run of the program.
ShownCertificates& shownInThisRun();

} // namespace tanba::card
