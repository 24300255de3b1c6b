#include "core/portal/addresses.h"

#include "core/base/encoding.h"

#include <algorithm>

namespace tanba::portal {

namespace {

constexpr std::string_view kHttps = "https://";
constexpr std::string_view kMobileSign = "mobileSign:";

std::string_view withoutFragment(std::string_view address) {
    return address.substr(0, address.find('#'));
}

bool isVisible(std::string_view text) {
    return std::ranges::all_of(text, [](char letter) { return letter > ' ' && letter < '\x7F'; });
}

/// The text without percent-encoding (RFC 3986 2.1); empty when that is broken.
std::string percentDecoded(std::string_view text) {
    std::string decoded;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            decoded += text[at];
            continue;
        }
        const Result<Bytes> byte = fromHex(text.substr(at + 1, 2));
        if (!byte.ok() || byte.value().size() != 1)
            return {};
        decoded += static_cast<char>(byte.value().front());
        at += 2;
    }
    return decoded;
}

/// The value of a parameter in the query of an address, as it stands; empty when there is none.
std::string_view parameterOf(std::string_view address, std::string_view name) {
    const std::size_t mark = address.find('?');
    std::string_view rest = mark == std::string_view::npos ? std::string_view() : address.substr(mark + 1);
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
            return pair.substr(name.size() + 1);
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    }
    return {};
}

} // namespace

bool isHttps(std::string_view address) {
    const Result<HttpAddress> parsed = parseHttpAddress(address);
    return parsed.ok() && parsed.value().scheme == HttpAddress::Scheme::Https;
}

std::string originOf(std::string_view address) {
    const Result<HttpAddress> parsed = parseHttpAddress(address);
    if (!parsed.ok() || parsed.value().scheme != HttpAddress::Scheme::Https)
        return {};
    return std::string(kHttps) + parsed.value().authority();
}

std::string hostOf(std::string_view origin) {
    return std::string(origin.starts_with(kHttps) ? origin.substr(kHttps.size()) : origin);
}

bool isOwnQrText(std::string_view text, std::string_view origin) {
    if (text.starts_with(kMobileSign))
        text.remove_prefix(kMobileSign.size());
    return originOf(withoutFragment(text)) == origin && isVisible(text);
}

bool isOwnDeepLink(std::string_view url, std::string_view origin) {
    const std::string_view address = withoutFragment(url);
    return isHttps(address) && isVisible(url) &&
           (originOf(address) == origin || isOwnQrText(percentDecoded(parameterOf(address, "link")), origin));
}

} // namespace tanba::portal
