#include "app/service/server/guests.h"

#include "app/service/consent/caller_site.h"
#include "core/sign/classify.h"

#include <algorithm>

namespace tanba::service {

Caller callerOf(ConnectionId connection, const Peer& peer, const HttpHead& head) {
    Caller caller{connection, peer.kind, peer.program, std::nullopt};
    if (peer.kind != Caller::Kind::Browser || head.origins.size() != 1)
        return caller;
    auto origin = sign::normaliseOrigin(head.origins.front());
    if (origin.ok())
        caller.origin = std::move(origin).value();
    return caller;
}

void Guests::add(ConnectionId id, std::shared_ptr<Connection> connection, const SocketPair& ends) {
    all_.emplace(id, Guest{std::move(connection), ends, std::nullopt, std::nullopt});
}

void Guests::setPeer(ConnectionId id, Peer peer) {
    all_.at(id).peer = std::move(peer);
}

void Guests::remove(ConnectionId id) {
    all_.erase(id);
}

std::optional<ConnectionId> Guests::tooMany(std::size_t limit) const {
    if (all_.size() - admitted() < limit)
        return std::nullopt;
    auto oldest = std::ranges::find_if(all_, [](const auto& entry) { return !entry.second.peer; });
    if (oldest == all_.end())
        oldest = std::ranges::find_if(all_, [](const auto& entry) { return !entry.second.caller; });
    return oldest == all_.end() ? std::nullopt : std::optional(oldest->first);
}

std::optional<Guests::Admission> Guests::admit(ConnectionId id, const HttpHead& head, std::size_t limit,
                                               std::size_t limitOfOne) {
    Guest& guest = all_.at(id);
    Caller caller = callerOf(id, *guest.peer, head);
    Admission admission{callerSite(caller), std::nullopt};
    std::vector<Place> places;
    for (const auto& [each, known] : all_)
        if (known.caller)
            places.push_back({each, callerSite(*known.caller), standingOf(*known.caller)});
    const auto own = static_cast<std::size_t>(std::ranges::count(places, admission.site, &Place::site));
    if (own >= limitOfOne)
        return std::nullopt;
    if (places.size() >= limit) {
        admission.givesWay = whoGivesWay(places, admission.site, standingOf(caller));
        if (!admission.givesWay)
            return std::nullopt;
    }
    guest.caller = std::move(caller);
    return admission;
}

Standing Guests::standingOf(const Caller& caller) const {
    const bool known = caller.origin && std::ranges::find(portals_, *caller.origin) != portals_.end();
    return known ? Standing::KnownPortal : Standing::Stranger;
}

std::size_t Guests::admitted() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(all_, [](const auto& entry) { return entry.second.caller.has_value(); }));
}

std::vector<std::shared_ptr<Connection>> Guests::connections() const {
    std::vector<std::shared_ptr<Connection>> connections;
    for (const auto& [id, guest] : all_)
        connections.push_back(guest.connection);
    return connections;
}

} // namespace tanba::service
