#include "app/demo/demo_browser.h"

namespace tanba::demo {

namespace {

constexpr std::size_t kMaxTokenAnswer = std::size_t{64} * 1024;

/// What stands behind `name` up to the next "&" or "#".
std::string_view valueBehind(std::string_view address, std::string_view name) {
    const std::size_t begin = address.find(name);
    if (begin == std::string_view::npos)
        return {};
    address.remove_prefix(begin + name.size());
    return address.substr(0, address.find_first_of("&#"));
}

} // namespace

Outcome finishInBrowser(HttpTransport& http, const std::string& origin, std::string_view address,
                        const WorkControl& control) {
    const std::string_view ticket = valueBehind(address, "ticket=");
    const std::string_view verifier = valueBehind(address, "code_verifier=");
    if (!address.starts_with(origin + "/") || ticket.empty() || verifier.empty())
        return fail(FailureCode::DemoFailed, {}, "finish");
    HttpRequest request;
    request.method = HttpRequest::Method::Post;
    request.url = origin + "/auth/v1/token";
    request.contentType = "application/x-www-form-urlencoded";
    request.body = toBytes("grant_type=authorization_code&code=" + std::string(ticket) +
                           "&code_verifier=" + std::string(verifier));
    request.maxAnswer = kMaxTokenAnswer;
    TANBA_TRY(const HttpAnswer answer, http.send(request, control));
    return answer.status == 200 ? Outcome(Done{})
                                : Outcome(fail(FailureCode::DemoFailed, {}, std::to_string(answer.status)));
}

} // namespace tanba::demo
