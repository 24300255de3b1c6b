#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace tanba {

inline constexpr std::size_t kMaxHttpAddress = 2048;

/// The parts of an http or https address.
struct HttpAddress {
    enum class Scheme { Http, Https };
    Scheme scheme = Scheme::Http;
    /// A DNS name or an IPv4 address, lower case.
    std::string host;
    std::uint16_t port = 80;
    /// Path and query as they are sent; never empty.
    std::string target;

    /// "host", or "host:port" where the port is not the scheme's own.
    std::string authority() const;
};

/// Reads an address strictly (a part of RFC 3986): no user name, no fragment, no IPv6, no host that is not
/// made of DNS labels, only visible ASCII in the target. network.address_refused otherwise.
Result<HttpAddress> parseHttpAddress(std::string_view text);

} // namespace tanba
