#pragma once

#include "app/net/host_lookup.h"
#include "core/base/http_address.h"
#include "core/base/http_transport.h"

#include <filesystem>
#include <vector>

namespace tanba::net {

/// One request on one connection of its own, to addresses that were looked up before and do not change any
/// more.
struct ExchangePlan {
    const HttpAddress& address;
    const std::vector<IpAddress>& places;
    const HttpRequest& request;
    Moment connectUntil;
    Moment until;
    /// PEM file of the roots that TLS believes; empty: those of the system.
    std::filesystem::path roots;
};

/// Failures as HttpTransport::send has them.
Result<HttpAnswer> exchange(const ExchangePlan& plan, const WorkControl& control);

} // namespace tanba::net
