#pragma once

#include "core/base/bytes.h"

#include <string>
#include <vector>

namespace tanba::test {

/// Where a certificate says that its revocation can be asked about; empty ones are left out.
struct OnlinePlaces {
    std::string responder;
    std::vector<std::string> lists;
    std::string delta;
};

/// DER Extension elements: authorityInfoAccess, cRLDistributionPoints, freshestCRL (RFC 5280).
std::vector<Bytes> onlineExtensions(const OnlinePlaces& places);

/// subjectAltName of a server: a DNS name, or an IPv4 address of four octets.
Bytes serverName(const std::string& name);
Bytes serverAddress(const Bytes& octets);

} // namespace tanba::test
