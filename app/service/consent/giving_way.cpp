#include "app/service/consent/giving_way.h"

#include <algorithm>
#include <map>

namespace tanba::service {

namespace {

/// @param site of these only, unless it is empty
std::optional<std::uint64_t> youngestOf(const std::vector<Place>& places, Standing standing,
                                        const std::string& site = {}) {
    const auto youngest = std::find_if(places.rbegin(), places.rend(), [&](const Place& each) {
        return each.mayGo && each.standing == standing && (site.empty() || each.site == site);
    });
    return youngest == places.rend() ? std::nullopt : std::optional(youngest->id);
}

std::optional<std::uint64_t> youngestOfCrowd(const std::vector<Place>& places, Standing standing,
                                             std::size_t own) {
    std::map<std::string, std::size_t> sites;
    for (const Place& each : places)
        if (each.standing == standing)
            ++sites[each.site];
    const auto crowd = std::ranges::max_element(sites, {}, [](const auto& site) { return site.second; });
    if (crowd == sites.end() || crowd->second < own + 2)
        return std::nullopt;
    return youngestOf(places, standing, crowd->first);
}

} // namespace

std::optional<std::uint64_t> whoGivesWay(const std::vector<Place>& places, const std::string& site,
                                         Standing standing) {
    const auto own = static_cast<std::size_t>(
        std::ranges::count_if(places, [&site](const Place& each) { return each.site == site; }));
    if (const auto stranger = youngestOfCrowd(places, Standing::Stranger, own))
        return stranger;
    if (standing == Standing::Stranger)
        return std::nullopt;
    if (const auto stranger = youngestOf(places, Standing::Stranger))
        return stranger;
    return youngestOfCrowd(places, Standing::KnownPortal, own);
}

} // namespace tanba::service
