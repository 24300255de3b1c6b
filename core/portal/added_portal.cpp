#include "core/portal/added_portal.h"

#include "core/base/utf8.h"
#include "core/portal/addresses.h"
#include "core/portal/exchange.h"
#include "core/portal/look_alike.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <optional>
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

/// Four numbers of an octet each. "1414" and "14.14" are names here, whatever a system makes of them.
bool isNetworkAddress(std::string_view host) {
    int numbers = 0;
    for (bool more = true; more; ++numbers) {
        const std::size_t dot = host.find('.');
        const std::string_view number = host.substr(0, dot);
        std::uint8_t octet = 0;
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), octet);
        if (error != std::errc() || end != number.data() + number.size())
            return false;
        more = dot != std::string_view::npos;
        host.remove_prefix(more ? dot + 1 : host.size());
    }
    return numbers == 4;
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

struct LetterRange {
    char32_t first;
    char32_t last;
};
/// What names in Kazakh, Russian and English are written with: the look-alikes among these are known to
/// look_alike.
constexpr auto kNameLetters = std::to_array<LetterRange>({
    {0x0020, 0x007E}, // ASCII
    {0x00A0, 0x00A0}, // no-break space
    {0x00AB, 0x00AB}, // opening quote
    {0x00BB, 0x00BB}, // closing quote
    {0x00C0, 0x00D6}, // Latin with accents, without the two signs among them
    {0x00D8, 0x00F6}, //
    {0x00F8, 0x017F}, //
    {0x0300, 0x036F}, // accents alone
    {0x0400, 0x0481}, // Cyrillic, without the old signs among it
    {0x048A, 0x052F}, //
    {0x2010, 0x2014}, // hyphens and dashes
    {0x2018, 0x201F}, // other quotes
    {0x2026, 0x2026}, // three dots
    {0x2116, 0x2116}, // numero sign
});

bool isNameLetter(char32_t letter) {
    return std::ranges::any_of(
        kNameLetters, [letter](const LetterRange& row) { return letter >= row.first && letter <= row.last; });
}

bool hasOnlyNameLetters(const std::string& name) {
    for (ByteView rest = viewOf(name); !rest.empty();) {
        const std::optional<char32_t> letter = takeUtf8(rest);
        if (!letter || !isNameLetter(*letter))
            return false;
    }
    return true;
}

Outcome judgeName(const std::string& name) {
    const std::string bones = skeleton(name);
    if (!hasOnlyNameLetters(name) || holdsOneOf(bones, protectedThings().names) ||
        holdsOneOf(bones, protectedThings().marks) || holdsOneOf(bones, protectedThings().hosts))
        return fail(FailureCode::PortalClaimsShipped, name);
    return Done{};
}

bool isAscii(const std::string& text) {
    return std::ranges::all_of(text, [](char letter) { return letter >= ' ' && letter <= '~'; });
}

/// Only the digits count: "+7 14-14" is read as the number just the same.
Outcome judgeMaskedPhone(const std::string& phone) {
    constexpr std::string_view kSender = "1414";
    std::string number;
    std::ranges::copy_if(phone, std::back_inserter(number), [](char letter) {
        return letter != ' ' && letter != '-' && letter != '(' && letter != ')';
    });
    return number.find(kSender) == std::string::npos ? Outcome(Done{})
                                                     : fail(FailureCode::PortalClaimsShipped, phone);
}

} // namespace

Outcome judgeAddedHost(std::string_view origin) {
    const std::string host(hostPartOf(origin));
    if (isNetworkAddress(host))
        return Done{}; // it claims no name
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
    return isAscii(portal.sms.sender) ? Outcome(Done{})
                                      : fail(FailureCode::PortalClaimsShipped, portal.sms.sender);
}

Outcome judgeAddedAnswer(const LoginAnswer& answer) {
    if (answer.subject)
        TANBA_CHECK(judgeName(answer.subject->name));
    for (const Factor& factor : answer.factors)
        TANBA_CHECK(judgeMaskedPhone(factor.maskedPhone));
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
