#pragma once

#include "core/base/result.h"
#include "core/keys/certificate.h"

#include <string>
#include <vector>

namespace tanba::card {

/// Certificates that the user gave for a card that does not show its own, remembered by the card's serial.
class CertificateMemory {
  public:
    virtual ~CertificateMemory() = default;
    virtual std::vector<keys::Certificate> certificatesFor(const std::string& cardSerial) const = 0;
    virtual Outcome remember(const std::string& cardSerial, const keys::Certificate& certificate) = 0;
};

} // namespace tanba::card
