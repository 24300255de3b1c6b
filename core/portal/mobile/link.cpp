#include "core/portal/mobile/link.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>

namespace tanba::portal::mobile {

namespace {

constexpr std::string_view kScheme = "mobilesign:";
constexpr std::string_view kWhiteSpace = " \t\r\n";
constexpr std::string_view kLinkParameter = "link=";

/// Links that open the app on a phone: host, and how the path begins.
struct LauncherRow {
    std::string_view authority;
    std::string_view path;
};
constexpr std::array<LauncherRow, 4> kLaunchers = {{
    {"m.egov.kz", "/mobileSign/"},
    {"m.egov.kz", "/businessSign/"},
    {"mgovsign.page.link", "/"},
    {"egovbusiness.page.link", "/"},
}};

Failure malformed(std::string detail) {
    return fail(FailureCode::MobileLinkMalformed, {}, std::move(detail));
}

std::string_view trimmed(std::string_view text) {
    const std::size_t start = text.find_first_not_of(kWhiteSpace);
    if (start == std::string_view::npos)
        return {};
    return text.substr(start, text.find_last_not_of(kWhiteSpace) - start + 1);
}

bool startsWithScheme(std::string_view text) {
    return std::ranges::equal(text.substr(0, kScheme.size()), kScheme, [](unsigned char a, unsigned char b) {
        return std::tolower(a) == std::tolower(b);
    });
}

/// RFC 3986 2.1; nothing for a percent sign without two digits.
std::optional<std::string> withoutPercents(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        if (text.front() != '%') {
            result += text.front();
            text.remove_prefix(1);
            continue;
        }
        std::uint8_t octet = 0;
        const std::string_view digits = text.substr(1, 2);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), octet, 16);
        if (digits.size() != 2 || error != std::errc() || end != digits.data() + digits.size())
            return std::nullopt;
        result += static_cast<char>(octet);
        text.remove_prefix(3);
    }
    return result;
}

/// The value of the one parameter "link"; nothing when there is none, or several.
std::optional<std::string> linkParameter(std::string_view query) {
    std::optional<std::string> value;
    while (!query.empty()) {
        const std::size_t end = query.find('&');
        const std::string_view parameter = query.substr(0, end);
        if (parameter.starts_with(kLinkParameter)) {
            if (value)
                return std::nullopt;
            value = withoutPercents(parameter.substr(kLinkParameter.size()));
            if (!value)
                return std::nullopt;
        }
        query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
    }
    return value;
}

/// What a link that opens the app carries; nothing for any other address.
std::optional<std::string> carriedAddress(std::string_view text) {
    const auto address = parseHttpAddress(text);
    if (!address.ok() || address.value().scheme != HttpAddress::Scheme::Https)
        return std::nullopt;
    const std::string_view target = address.value().target;
    const std::size_t query = target.find('?');
    std::string path(target.substr(0, query));
    if (!path.ends_with('/'))
        path += '/';
    const bool known = std::ranges::any_of(kLaunchers, [&](const LauncherRow& row) {
        return row.authority == address.value().authority() && row.path == path;
    });
    return known && query != std::string_view::npos ? linkParameter(target.substr(query + 1)) : std::nullopt;
}

/// "127.0.0.1", and every other way in which systems read a number as a machine.
bool isNumber(std::string_view host) {
    const std::string_view last = host.substr(host.rfind('.') + 1);
    return std::isdigit(static_cast<unsigned char>(last.front())) != 0;
}

} // namespace

std::string SignLink::origin() const {
    return "https://" + address.authority();
}

Result<SignLink> readSecureAddress(std::string_view text) {
    const auto address = parseHttpAddress(text);
    if (!address.ok())
        return malformed(address.failure().detail);
    if (address.value().scheme != HttpAddress::Scheme::Https)
        return malformed("not https");
    // A site that people know has a name, and no certificate speaks for a number.
    if (isNumber(address.value().host) || address.value().host.find('.') == std::string::npos)
        return malformed("host");
    return SignLink{address.value(), std::string(text)};
}

Result<SignLink> readLink(std::string_view text) {
    if (text.size() > kMaxLink)
        return malformed("too long");
    text = trimmed(text);
    const std::optional<std::string> carried = carriedAddress(text);
    if (carried)
        text = *carried;
    if (startsWithScheme(text))
        text.remove_prefix(kScheme.size());
    else if (!carried)
        return malformed("no such link");
    return readSecureAddress(text);
}

} // namespace tanba::portal::mobile
