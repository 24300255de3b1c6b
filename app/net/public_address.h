#pragma once

#include "app/net/host_lookup.h"

namespace tanba::net {

/// Whether an address belongs to the public Internet, by the registries of special addresses (RFC 6890 and
/// what updates it). Of IPv6 addresses that carry an IPv4 address (mapped, compatible, translated, 6to4,
/// Teredo) those are none at all or judged by what they carry.
bool isPublicAddress(const IpAddress& address);

} // namespace tanba::net
