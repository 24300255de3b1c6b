#pragma once

#include "cardreader/drivers/driver.h"

#include <deque>
#include <mutex>
#include <string>
#include <vector>

namespace tanba::card {

/// The certificates that cards showed, by serial. Any thread.
class ShownCertificates {
  public:
    /// Most cards; the one that was kept longest gives way.
    static constexpr std::size_t kMaxCards = 16;

    std::vector<KnownCertificate> of(const std::string& cardSerial) const;
    /// Nothing is kept for a card without a serial.
    void keep(const std::string& cardSerial, std::vector<KnownCertificate> shown);

  private:
    struct Card {
        std::string serial;
        std::vector<KnownCertificate> shown;
    };

    mutable std::mutex mutex_;
    std::deque<Card> cards_;
};

/// What was shown to this run of the program.
ShownCertificates& shownInThisRun();

} // namespace tanba::card
