#include "core/sign/classify.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>

namespace tanba::sign {

namespace {

struct SchemeRow {
    std::string_view prefix;
    std::string_view defaultPort;
    bool onlyThisMachine;
};
constexpr std::array<SchemeRow, 2> kSchemes = {{{"https://", "443", false}, {"http://", "80", true}}};
constexpr std::array<std::string_view, 3> kThisMachine = {"localhost", "127.0.0.1", "[::1]"};

bool isLowerAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool isLabel(std::string_view label) {
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::ranges::all_of(label, [](char c) { return isLowerAlphanumeric(c) || c == '-'; });
}

bool isHostName(std::string_view host) {
    if (host.empty() || host.size() > 253)
        return false;
    while (true) {
        const std::size_t dot = host.find('.');
        if (!isLabel(host.substr(0, dot)))
            return false;
        if (dot == std::string_view::npos)
            return true;
        host.remove_prefix(dot + 1);
    }
}

/// "[" hexadecimal groups "]"; only compared, never connected to.
bool isBracketedAddress(std::string_view host) {
    return host.size() > 4 && host.size() <= 47 && host.front() == '[' && host.back() == ']' &&
           std::ranges::all_of(host.substr(1, host.size() - 2), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == ':' || c == '.';
           });
}

/// The port without leading zeros; nothing when it is not one.
std::optional<std::string> portOf(std::string_view text) {
    unsigned port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc() || end != text.data() + text.size() || port == 0 || port > 65535)
        return std::nullopt;
    return std::to_string(port);
}

} // namespace

Result<std::string> normaliseOrigin(std::string_view origin) {
    const Failure malformed = fail(FailureCode::OriginMalformed, std::string(origin.substr(0, 200)));
    std::string lower(origin);
    std::ranges::transform(lower, lower.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto* scheme = std::ranges::find_if(
        kSchemes, [&lower](const SchemeRow& row) { return lower.starts_with(row.prefix); });
    if (scheme == kSchemes.end())
        return malformed;
    const std::string_view authority = std::string_view(lower).substr(scheme->prefix.size());
    const std::size_t bracket = authority.find(']');
    const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
    const std::string host(authority.substr(0, colon));
    if (!isHostName(host) && !isBracketedAddress(host))
        return malformed;
    if (scheme->onlyThisMachine && std::ranges::find(kThisMachine, host) == kThisMachine.end())
        return malformed;
    std::string result = std::string(scheme->prefix) + host;
    if (colon == std::string_view::npos)
        return result;
    const auto port = portOf(authority.substr(colon + 1));
    if (!port)
        return malformed;
    return *port == scheme->defaultPort ? result : result + ":" + *port;
}

} // namespace tanba::sign
