#include "tests/portal/pages.h"

#include "app/qr/qr_code.h"

#include "generated/portal_finish_html.h"
#include "generated/portal_finish_js.h"
#include "generated/portal_local_login_html.h"
#include "generated/portal_local_login_js.h"
#include "generated/portal_pages_css.h"
#include "generated/portal_phone_html.h"
#include "generated/portal_phone_js.h"
#include "generated/portal_words_js.h"

#include <algorithm>
#include <array>

namespace tanba::reference_portal {

namespace {

struct Page {
    std::string_view path;
    std::string_view type;
    std::string_view (*content)();
};

constexpr std::string_view kHtml = "text/html; charset=utf-8";
constexpr std::string_view kScript = "text/javascript; charset=utf-8";
constexpr std::string_view kStyle = "text/css; charset=utf-8";

constexpr auto kPages = std::to_array<Page>({
    {"/phone", kHtml, resources::portal_phone_html},
    {"/local-login", kHtml, resources::portal_local_login_html},
    {"/auth/v1/finish", kHtml, resources::portal_finish_html},
    {"/pages/phone.js", kScript, resources::portal_phone_js},
    {"/pages/local_login.js", kScript, resources::portal_local_login_js},
    {"/pages/finish.js", kScript, resources::portal_finish_js},
    {"/pages/words.js", kScript, resources::portal_words_js},
    {"/pages/pages.css", kStyle, resources::portal_pages_css},
});

/// Nothing from anywhere else; the local service is the one place a page may talk to beside the portal.
constexpr std::string_view kContentPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src blob:; "
    "connect-src 'self' wss://127.0.0.1:13579; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

constexpr auto kPictureMembers = std::to_array<Member>({{"text"}});

} // namespace

std::optional<HttpReply> pageAt(std::string_view path) {
    const auto page = std::ranges::find(kPages, path, &Page::path);
    if (page == kPages.end())
        return std::nullopt;
    return HttpReply{200,
                     {{"Content-Type", std::string(page->type)},
                      {"Content-Security-Policy", std::string(kContentPolicy)},
                      {"Referrer-Policy", "no-referrer"},
                      {"X-Frame-Options", "DENY"}},
                     std::string(page->content())};
}

Answer drawnQr(const Request& request) {
    auto read = readMembers(request, kPictureMembers);
    if (const auto* wrong = std::get_if<Problem>(&read))
        return *wrong;
    const auto code = qr::encodeQr(memberOf(std::get<Members>(read), "text"));
    if (!code.ok())
        return problem(ProblemKind::RequestMalformed, "text");
    const std::string side = std::to_string(code.value().side() + 2 * qr::kQuietZone);
    std::string svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
        "\" shape-rendering=\"crispEdges\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\"";
    for (std::size_t row = 0; row < code.value().side(); ++row)
        for (std::size_t column = 0; column < code.value().side(); ++column)
            if (code.value().dark(column, row))
                svg += "M" + std::to_string(column + qr::kQuietZone) + " " +
                       std::to_string(row + qr::kQuietZone) + "h1v1h-1z";
    return HttpReply{200, {{"Content-Type", "image/svg+xml"}}, svg + "\"/></svg>"};
}

} // namespace tanba::reference_portal
