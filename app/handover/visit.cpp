#include "app/handover/visit.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace tanba::handover {

namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr unsigned kMalformed = 400;
constexpr unsigned kForbidden = 403;
constexpr unsigned kNotFound = 404;
constexpr unsigned kOtherMethod = 405;

struct StatusRow {
    unsigned status;
    std::string_view words;
};
constexpr auto kStatuses = std::to_array<StatusRow>({
    {kLeadsOn, "See Other"},
    {kMalformed, "Bad Request"},
    {kForbidden, "Forbidden"},
    {kNotFound, "Not Found"},
    {kOtherMethod, "Method Not Allowed"},
});

/// Fields by which a browser tells on whose wish it asks (Fetch Metadata). Where one is, it has this value: a
/// page that guessed or learned the link gets nothing by it, nor does a browser that only looks ahead.
struct WishRow {
    std::string_view name;
    std::string_view value; ///< empty: there must be no such field
};
constexpr auto kWishes = std::to_array<WishRow>({
    {"sec-fetch-site", "none"},
    {"sec-fetch-mode", "navigate"},
    {"sec-fetch-dest", "document"},
    {"sec-purpose", ""},
    {"purpose", ""},
});

struct Field {
    std::string name; ///< in small letters
    std::string_view value;
};

struct Head {
    std::string_view method;
    std::string_view target;
    std::vector<Field> fields;
    bool readable = false;
};

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

std::string lowerCase(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
                           [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return lower;
}

std::string_view takeLine(std::string_view& rest) {
    const std::size_t end = rest.find(kLineEnd);
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + kLineEnd.size());
    return line;
}

/// RFC 9112 3: method, target and version, with one space between them.
bool readRequestLine(std::string_view line, Head& head) {
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last || !line.substr(last + 1).starts_with("HTTP/1."))
        return false;
    head.method = line.substr(0, first);
    head.target = line.substr(first + 1, last - first - 1);
    return true;
}

Head readHead(std::string_view text) {
    Head head;
    if (!readRequestLine(takeLine(text), head))
        return head;
    for (std::string_view line = takeLine(text); !line.empty(); line = takeLine(text)) {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || colon == 0)
            return head;
        head.fields.push_back({lowerCase(line.substr(0, colon)), trimmed(line.substr(colon + 1))});
    }
    head.readable = true;
    return head;
}

/// One Host field, and it names this computer by its number: a name may be made to point here (DNS
/// rebinding).
bool isForUs(const Head& head, std::uint16_t port) {
    const std::string wanted = "127.0.0.1:" + std::to_string(port);
    const auto isHost = [](const Field& field) { return field.name == "host"; };
    const auto isRight = [&](const Field& field) { return isHost(field) && field.value == wanted; };
    return std::ranges::count_if(head.fields, isHost) == 1 &&
           std::ranges::count_if(head.fields, isRight) == 1;
}

bool isWishOfThePerson(const Head& head) {
    return std::ranges::all_of(head.fields, [](const Field& field) {
        const auto wish = std::ranges::find(kWishes, field.name, &WishRow::name);
        return wish == kWishes.end() || (!wish->value.empty() && wish->value == field.value);
    });
}

} // namespace

unsigned judgeVisit(std::string_view text, const LinkPlace& place) {
    const Head head = readHead(text);
    if (!head.readable)
        return kMalformed;
    if (!isForUs(head, place.port))
        return kForbidden;
    if (head.target != place.path)
        return kNotFound;
    if (head.method != "GET")
        return kOtherMethod;
    return isWishOfThePerson(head) ? kLeadsOn : kForbidden;
}

std::string answerFront(unsigned status) {
    const auto row = std::ranges::find(kStatuses, status, &StatusRow::status);
    const std::string line =
        "HTTP/1.1 " + std::to_string(status) + " " + std::string(row == kStatuses.end() ? "" : row->words);
    return line + (status == kLeadsOn ? std::string(kLineEnd) + "Location: " : answerBack());
}

std::string answerBack() {
    return "\r\n"
           "Cache-Control: no-store\r\n"
           "Referrer-Policy: no-referrer\r\n"
           "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
           "X-Content-Type-Options: nosniff\r\n"
           "X-Frame-Options: DENY\r\n"
           "Content-Length: 0\r\n"
           "Connection: close\r\n"
           "\r\n";
}

} // namespace tanba::handover
