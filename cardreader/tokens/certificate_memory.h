#pragma once

#include "cardreader/drivers/driver.h"
#include "core/base/result.h"
#include "core/keys/certificate.h"

#include <string>
#include <vector>

namespace tanba::card {

/// Certificates by the serial of their card: those that the user gave for a card that does not show its own,
/// and those that cards showed; and which were sought in vain. Used from any thread.
class CertificateMemory {
  public:
    virtual ~CertificateMemory() = default;
    virtual std::vector<keys::Certificate> certificatesFor(const std::string& cardSerial) const = 0;
    virtual Outcome remember(const std::string& cardSerial, const keys::Certificate& certificate) = 0;

    /// What this card showed when it was read last, each with its place; none where that is not kept.
    virtual std::vector<KnownCertificate> shownBefore(const std::string& /*cardSerial*/) const { return {}; }
    /// Takes the place of what was kept for this card.
    virtual void keepShown(const std::string& /*cardSerial*/, std::vector<KnownCertificate> /*shown*/) {}

    /// CardKey::fruitlessSearch of this card's keys; none where that is not kept.
    virtual std::vector<Bytes> fruitlessSearches(const std::string& /*cardSerial*/) const { return {}; }
    /// Takes the place of what was kept for this card; with none it is searched at the next reading.
    virtual void keepFruitlessSearches(const std::string& /*cardSerial*/, std::vector<Bytes> /*searches*/) {}
};

} // namespace tanba::card
