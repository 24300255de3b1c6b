#include "core/portal/added_portal.h"

#include "core/portal/addresses.h"
#include "core/portal/exchange.h"
#include "core/portal/look_alike.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

namespace tanba::portal {

namespace {

/// Beside the names and hosts of resources/portals.json: what people call the shipped portals by.
constexpr std::array<std::string_view, 5> kMarks{"egov", "eotinish", "goszakup", "sigex", "1414"};

std::string_view hostPartOf(std::string_view address) {
    const std::size_t scheme = address.find("://");
    if (scheme != std::string_view::npos)
        address.remove_prefix(scheme + 3);
    return address.substr(0, address.find_first_of("/:?#"));
}

/// "knp.kgd.gov.kz" as kgd.gov.kz, "idp.egov.kz" as egov.kz: what belongs to one owner. Good enough for the
/// shipped hosts, which all end in .kz.
std::string_view ownersPart(std::string_view host) {
    const std::string_view suffix = host.ends_with(".gov.kz") ? ".gov.kz" : ".kz";
    if (!host.ends_with(suffix) || host.size() == suffix.size())
        return host;
    const std::size_t dot = host.substr(0, host.size() - suffix.size()).rfind('.');
    return dot == std::string_view::npos ? host : host.substr(dot + 1);
}

std::set<std::string> shippedHosts() {
    std::set<std::string> hosts;
    const auto add = [&hosts](std::string_view address) {
        hosts.insert(hostSkeleton(ownersPart(hostPartOf(address))));
    };
    for (const guidance::Portal& portal : guidance::portals()) {
        add(portal.address);
        for (const std::string& origin : portal.origins)
            add(origin);
        for (const std::string& host : portal.formerHosts)
            add(host);
    }
    return hosts;
}

std::set<std::string> shippedNames() {
    std::set<std::string> names;
    for (const guidance::Portal& portal : guidance::portals())
        for (const std::string& name : {portal.names.kk, portal.names.ru, portal.names.en})
            names.insert(skeleton(name));
    return names;
}

std::set<std::string> marks() {
    std::set<std::string> all;
    for (const std::string_view mark : kMarks)
        all.insert(skeleton(mark));
    return all;
}

/// What the program protects, as skeletons.
struct Protected {
    std::set<std::string> hosts = shippedHosts();
    std::set<std::string> names = shippedNames();
    std::set<std::string> marks = portal::marks();
};

const Protected& protectedThings() {
    static const Protected kProtected;
    return kProtected;
}

bool holdsOneOf(const std::string& text, const std::set<std::string>& parts) {
    return std::ranges::any_of(parts,
                               [&text](const std::string& part) { return text.find(part) != text.npos; });
}

Outcome judgeName(const std::string& name) {
    const std::string bones = skeleton(name);
    if (holdsOneOf(bones, protectedThings().names) || holdsOneOf(bones, protectedThings().marks) ||
        holdsOneOf(bones, protectedThings().hosts))
        return fail(FailureCode::PortalClaimsShipped, name);
    return Done{};
}

} // namespace

Outcome judgeAddedHost(std::string_view origin) {
    const std::string host(hostPartOf(origin));
    if (host.find_first_not_of("0123456789.") == std::string::npos)
        return Done{}; // an address of a network claims no name
    const std::string bones = hostSkeleton(host);
    if (holdsOneOf(bones, protectedThings().hosts) || holdsOneOf(bones, protectedThings().marks))
        return fail(FailureCode::PortalClaimsShipped, host);
    return Done{};
}

Outcome judgeAddedPortal(const PortalDescription& portal) {
    TANBA_CHECK(judgeAddedHost(portal.origin));
    for (const std::string* said :
         {&portal.names.kk, &portal.names.ru, &portal.names.en, &portal.id, &portal.sms.sender})
        TANBA_CHECK(judgeName(*said));
    return Done{};
}

Result<PortalDescription> fetchAddedPortal(HttpTransport& http, std::string_view typed,
                                           const WorkControl& control) {
    TANBA_TRY(const std::string origin, portalOrigin(typed));
    TANBA_CHECK(judgeAddedHost(origin));
    TANBA_TRY(PortalDescription portal, fetchDescription(http, origin, Time{}, control));
    TANBA_CHECK(judgeAddedPortal(portal));
    return portal;
}

} // namespace tanba::portal
