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
    std::map<std::string, std::vector<ConnectionId>> sites;
    for (const auto& [each, known] : all_)
        if (known.caller)
            sites[callerSite(*known.caller)].push_back(each);
    const std::size_t own = sites[admission.site].size();
    if (own >= limitOfOne)
        return std::nullopt;
    if (admitted() >= limit) {
        const auto crowd =
            std::ranges::max_element(sites, {}, [](const auto& site) { return site.second.size(); });
        if (crowd->second.size() >= own + 2)
            admission.givesWay = crowd->second.back();
        else if (isPortal(caller))
            admission.givesWay = youngestStranger();
        if (!admission.givesWay)
            return std::nullopt;
    }
    guest.caller = std::move(caller);
    return admission;
}

bool Guests::isPortal(const Caller& caller) const {
    return caller.origin && std::ranges::find(portals_, *caller.origin) != portals_.end();
}

std::optional<ConnectionId> Guests::youngestStranger() const {
    std::optional<ConnectionId> youngest;
    for (const auto& [id, guest] : all_)
        if (guest.caller && !isPortal(*guest.caller))
            youngest = id;
    return youngest;
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
