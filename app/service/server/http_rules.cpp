#include "app/service/server/http_rules.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace tanba::service {

namespace {

struct StatusRow {
    unsigned status;
    std::string_view words;
};
constexpr auto kStatuses = std::to_array<StatusRow>({
    {200, "OK"},
    {204, "No Content"},
    {400, "Bad Request"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {503, "Service Unavailable"},
});

constexpr std::array<std::string_view, 3> kOurNames = {"127.0.0.1", "localhost", "[::1]"};
constexpr std::string_view kPlainText = "text/plain; charset=utf-8";

using Fields = std::vector<std::pair<std::string, std::string>>;

/// Any page may look whether somebody answers here: browsers that ask the person before they let a page reach
/// this computer ask at such a request.
Fields openToPages() {
    return {{"Access-Control-Allow-Origin", "*"}, {"Cache-Control", "no-store"}};
}

HttpReply plain(unsigned status, std::string body) {
    HttpReply reply{status, openToPages(), std::move(body)};
    reply.fields.emplace_back("Content-Type", kPlainText);
    return reply;
}

HttpReply preflight() {
    HttpReply reply{204, openToPages(), {}};
    reply.fields.emplace_back("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
    reply.fields.emplace_back("Access-Control-Allow-Headers", "*");
    // Chromium before its permission for local networks asked so.
    reply.fields.emplace_back("Access-Control-Allow-Private-Network", "true");
    reply.fields.emplace_back("Access-Control-Max-Age", "600");
    return reply;
}

HttpReply privatePage(std::string html) {
    return {200,
            {{"Content-Type", "text/html; charset=utf-8"},
             {"Cache-Control", "no-store"},
             {"Content-Security-Policy",
              "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"},
             {"Referrer-Policy", "no-referrer"},
             {"X-Content-Type-Options", "nosniff"},
             {"X-Frame-Options", "DENY"}},
            std::move(html)};
}

/// In a time that tells nothing about where they differ.
bool sameSecret(std::string_view left, std::string_view right) {
    if (left.size() != right.size())
        return false;
    unsigned difference = 0;
    for (std::size_t index = 0; index < left.size(); ++index)
        difference |= static_cast<unsigned>(left[index] ^ right[index]);
    return difference == 0;
}

std::string lowerCase(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

} // namespace

std::string replyText(const HttpReply& reply, ReplyBody body) {
    const auto row = std::ranges::find(kStatuses, reply.status, &StatusRow::status);
    std::string text = "HTTP/1.1 " + std::to_string(reply.status) + " " +
                       std::string(row == kStatuses.end() ? "" : row->words) + "\r\n";
    for (const auto& [name, value] : reply.fields)
        text += name + ": " + value + "\r\n";
    text += "Content-Length: " + std::to_string(reply.body.size()) + "\r\nConnection: close\r\n\r\n";
    return body == ReplyBody::Send ? text + reply.body : text;
}

bool HttpRules::hostIsOurs(const HttpHead& head) const {
    if (head.hosts.size() != 1)
        return false;
    const std::string host = lowerCase(head.hosts.front());
    return std::ranges::any_of(kOurNames, [&](std::string_view name) {
        return host == std::string(name) + ":" + std::to_string(port_);
    });
}

std::string HttpRules::statusPath() const {
    return "/status/" + token_;
}

HttpReply HttpRules::answer(const HttpHead& head, const std::function<std::string()>& statusPage) const {
    if (head.method == HttpHead::Method::Options)
        return preflight();
    if (head.method == HttpHead::Method::Other)
        return plain(405, "");
    if (head.target == "/")
        return plain(200, "OK\n");
    if (statusPage && sameSecret(head.target, statusPath()))
        return privatePage(statusPage());
    return plain(404, "");
}

HttpReply refusal(unsigned status) {
    return {status, {{"Cache-Control", "no-store"}}, {}};
}

} // namespace tanba::service
