#include "app/net/http_transport.h"

#include "app/net/http_exchange.h"
#include "app/net/public_address.h"
#include "app/net/told_time.h"

#include <algorithm>

namespace tanba::net {

Result<HttpAnswer> NetworkTransport::send(const HttpRequest& request, const WorkControl& control) {
    TANBA_TRY(const HttpAddress address, parseHttpAddress(request.url));
    if (control.cancelled())
        return fail(FailureCode::Cancelled, address.host);
    const Moment now = std::chrono::steady_clock::now();
    const Moment until = now + request.within;
    const Moment connectUntil = std::min(until, now + settings_.connectWithin);
    TANBA_TRY(const std::vector<IpAddress> places, lookUpHost(address.host, connectUntil, control));
    // One address among public ones is enough for a name that is to lead into a network: none is tried.
    if (request.reach == HttpRequest::Reach::PublicOnly && !std::ranges::all_of(places, isPublicAddress))
        return fail(FailureCode::NetworkAddressRefused, address.host, "not a public address");
    const auto asked =
        settings_.witness == nullptr ? std::nullopt : std::optional(settings_.witness->moment());
    auto answer = exchange({address, places, request, connectUntil, until, settings_.roots}, control);
    if (asked && answer.ok())
        tellTime(*settings_.witness, {address.scheme, request, answer.value()}, *asked);
    return answer;
}

} // namespace tanba::net
