#include "core/base/http_address.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace tanba {

namespace {

constexpr std::size_t kMaxHost = 253; // RFC 1035 2.3.4, without the root's dot
constexpr std::size_t kMaxLabel = 63;

struct SchemeRow {
    std::string_view prefix;
    HttpAddress::Scheme scheme;
    std::uint16_t port;
};
constexpr std::array<SchemeRow, 2> kSchemes{{
    {"http://", HttpAddress::Scheme::Http, 80},
    {"https://", HttpAddress::Scheme::Https, 443},
}};

Failure refused(std::string_view text, std::string detail) {
    return fail(FailureCode::NetworkAddressRefused, std::string(text.substr(0, kMaxHost)), std::move(detail));
}

constexpr char lower(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}
constexpr bool isDigit(char character) {
    return character >= '0' && character <= '9';
}
constexpr bool isLabelCharacter(char character) {
    return isDigit(character) || character == '-' || (lower(character) >= 'a' && lower(character) <= 'z');
}
/// What RFC 3986 allows in a path or a query, percent signs included.
constexpr bool isTargetCharacter(char character) {
    constexpr std::string_view kNever = "\"#<>\\^`{|}";
    return character > ' ' && character <= '~' && kNever.find(character) == std::string_view::npos;
}

const SchemeRow* schemeOf(std::string_view text) {
    const auto row = std::ranges::find_if(kSchemes, [text](const SchemeRow& candidate) {
        return std::ranges::equal(candidate.prefix, text.substr(0, candidate.prefix.size()), {}, {}, lower);
    });
    return row == kSchemes.end() ? nullptr : &*row;
}

bool isHost(std::string_view host) {
    if (host.empty() || host.size() > kMaxHost)
        return false;
    while (true) {
        const std::size_t dot = host.find('.');
        const std::string_view label = host.substr(0, dot);
        if (label.empty() || label.size() > kMaxLabel || label.front() == '-' || label.back() == '-' ||
            !std::ranges::all_of(label, isLabelCharacter))
            return false;
        if (dot == std::string_view::npos)
            return true;
        host.remove_prefix(dot + 1);
    }
}

bool readPort(std::string_view text, std::uint16_t& port) {
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, port);
    return error == std::errc() && stopped == end && !text.starts_with('0');
}

} // namespace

std::string HttpAddress::authority() const {
    const bool own = std::ranges::any_of(
        kSchemes, [this](const SchemeRow& row) { return row.scheme == scheme && row.port == port; });
    return own ? host : host + ':' + std::to_string(port);
}

Result<HttpAddress> parseHttpAddress(std::string_view text) {
    if (text.size() > kMaxHttpAddress)
        return refused(text, "too long");
    const SchemeRow* row = schemeOf(text);
    if (row == nullptr)
        return refused(text, "scheme");
    const std::string_view rest = text.substr(row->prefix.size());
    const std::size_t authorityEnd = std::min(rest.find_first_of("/?#"), rest.size());
    std::string_view authority = rest.substr(0, authorityEnd);
    HttpAddress address{row->scheme, {}, row->port, std::string(rest.substr(authorityEnd))};

    const std::size_t colon = authority.find(':');
    if (colon != std::string_view::npos && !readPort(authority.substr(colon + 1), address.port))
        return refused(text, "port");
    authority = authority.substr(0, colon);
    if (!isHost(authority))
        return refused(text, "host");
    std::ranges::transform(authority, std::back_inserter(address.host), lower);
    if (!std::ranges::all_of(address.target, isTargetCharacter))
        return refused(text, "path");
    if (!address.target.starts_with('/'))
        address.target.insert(0, "/");
    return address;
}

} // namespace tanba
