#include "core/portal/addresses.h"

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

} // namespace tanba::portal
