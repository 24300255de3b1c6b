#include "app/service/consent/origin_display.h"

#include <libpsl.h>

#include <algorithm>

namespace tanba::service {

namespace {

struct OriginParts {
    std::string scheme; ///< "https://"
    std::string host;
    std::string port; ///< ":8443" or empty
};

OriginParts partsOf(std::string_view origin) {
    OriginParts parts;
    const std::size_t slashes = origin.find("://");
    const std::size_t start = slashes == std::string_view::npos ? 0 : slashes + 3;
    parts.scheme = origin.substr(0, start);
    const std::string_view authority = origin.substr(start);
    const std::size_t bracket = authority.find(']');
    const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
    parts.host = authority.substr(0, colon);
    if (colon != std::string_view::npos)
        parts.port = authority.substr(colon);
    return parts;
}

/// Digits, a bracketed address, or a name without a dot.
bool isAddress(const std::string& host) {
    const auto isNumeric = [](char character) {
        return character == '.' || (character >= '0' && character <= '9');
    };
    return host.find('.') == std::string::npos || host.front() == '[' || std::ranges::all_of(host, isNumeric);
}

bool hasPunycode(const std::string& host) {
    return host.starts_with("xn--") || host.find(".xn--") != std::string::npos;
}

std::string domainOf(const std::string& host) {
    if (host.empty() || isAddress(host))
        return host;
    const char* const registrable = psl_registrable_domain(psl_builtin(), host.c_str());
    return registrable == nullptr ? host : std::string(registrable);
}

/// The label before the longest suffix under which domains are sold, with that suffix.
std::string soldDomainOf(const std::string& host) {
    std::size_t start = 0;
    for (std::size_t dot = host.find('.'); dot != std::string::npos; dot = host.find('.', start)) {
        if (psl_is_public_suffix2(psl_builtin(), host.c_str() + dot + 1, PSL_TYPE_ICANN) == 1)
            break;
        start = dot + 1;
    }
    return host.substr(start);
}

/// As much of the end as has room behind an ellipsis.
std::string cutOnTheLeft(const std::string& text, std::size_t maxLength) {
    if (text.size() <= maxLength)
        return text;
    const std::size_t room = maxLength == 0 ? 0 : maxLength - 1;
    return "…" + text.substr(text.size() - room);
}

} // namespace

std::string domainOfLimits(std::string_view origin) {
    const std::string host = partsOf(origin).host;
    if (host.starts_with('['))
        return "[IPv6]";
    return isAddress(host) ? host : soldDomainOf(host);
}

OriginDisplay displayOrigin(std::string_view origin, std::size_t maxLength) {
    const OriginParts parts = partsOf(origin);
    OriginDisplay display;
    display.domain = domainOf(parts.host);
    display.after = parts.port;
    display.address = !parts.host.empty() && isAddress(parts.host);
    display.punycode = hasPunycode(parts.host);
    const std::string subDomains = parts.host.substr(0, parts.host.size() - display.domain.size());
    const std::size_t kept = display.domain.size() + display.after.size();
    display.before = cutOnTheLeft(parts.scheme + subDomains, maxLength > kept ? maxLength - kept : 1);
    return display;
}

} // namespace tanba::service
