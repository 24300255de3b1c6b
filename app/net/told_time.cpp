#include "app/net/told_time.h"

#include "core/base/http_date.h"

namespace tanba::net {

namespace {

/// Caches answer questions that read, and say the age of what they kept (RFC 9111 4 and 5.1); one that is
/// wrongly set may leave that out.
bool mayBeKept(const ToldAnswer& told) {
    return told.request.method == HttpRequest::Method::Get || !told.answer.field("Age").empty();
}

} // namespace

void tellTime(TimeWitness& witness, const ToldAnswer& told, const ClockMoment& asked) {
    if (told.scheme != HttpAddress::Scheme::Https || told.request.reach == HttpRequest::Reach::PublicOnly)
        return;
    const std::optional<Time> date = readHttpDate(told.answer.field("Date"));
    if (!date)
        return;
    if (mayBeKept(told))
        witness.existsSince(*date);
    else
        witness.answered(*date, asked);
}

} // namespace tanba::net
