#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tanba::service {

/// An origin in the parts in which it is shown: the registrable domain bold, what stands around it plain.
/// All of it ASCII: international names stay punycode ("xn--..."), so that no letter passes for another.
struct OriginDisplay {
    std::string before;    ///< "https://", sub-domains; shortened on the left with "…" where it is long
    std::string domain;    ///< registrable by the public suffix list ("egov.kz"), or the whole host
    std::string after;     ///< ":8443", or empty
    bool punycode = false; ///< some label of the host is an international name
    bool address = false;  ///< the host is a number, or a name of this computer, and no domain
};

/// @param origin as sign::normaliseOrigin() writes it.
/// @param maxLength characters of all parts together; the domain and the port are never cut.
OriginDisplay displayOrigin(std::string_view origin, std::size_t maxLength = 60);

/// Under what all names count together of which one owner may have any number for nothing: the domain that
/// somebody pays for ("github.io" of "https://somebody.github.io"); IPv6 addresses, all of them; else the
/// host.
std::string domainOfLimits(std::string_view origin);

} // namespace tanba::service
