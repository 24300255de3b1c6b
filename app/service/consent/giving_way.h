#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tanba::service {

/// What a site is to us where there is no room for all.
enum class Standing {
    Stranger,
    KnownPortal, ///< its origin is one of those that come with the program
};

/// One of the places that all sites share: an open question, a connection.
struct Place {
    std::uint64_t id = 0;
    std::string site; ///< callerSite()
    Standing standing = Standing::Stranger;
    bool mayGo = true; ///< not when the person looks at it now
};

/// Who loses its place to one more of this site when all are taken; nothing when nobody does. Strangers are
/// looked at first: the site with the most loses its youngest, as long as it keeps as many as the asking site
/// then has. Where all have as many, the youngest stranger still makes room for a known portal. A place of a
/// known portal goes to another known portal only, by the first of these rules, and when no stranger is left.
/// @param places the oldest first
std::optional<std::uint64_t> whoGivesWay(const std::vector<Place>& places, const std::string& site,
                                         Standing standing);

} // namespace tanba::service
