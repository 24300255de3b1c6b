#pragma once

#include "core/base/http_address.h"
#include "core/base/http_transport.h"
#include "core/base/time_witness.h"

namespace tanba::net {

struct ToldAnswer {
    HttpAddress::Scheme scheme;
    const HttpRequest& request;
    const HttpAnswer& answer;
};

/// Tells the witness what the answer's Date is worth (RFC 9110 6.6.1): nothing without TLS, or from a host
/// that somebody outside named; the time of the answer when nothing between could have kept it; else only
/// that it exists since then.
void tellTime(TimeWitness& witness, const ToldAnswer& told, const ClockMoment& asked);

} // namespace tanba::net
