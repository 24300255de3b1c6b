#include "app/service/server/http_rules.h"
#include "core/base/bytes.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

using namespace tanba;
using namespace tanba::service;

namespace {

constexpr std::uint16_t kPort = 13579;
const std::string kToken = "00112233445566778899aabbccddeeff";
const std::string kPage = "the page of the person";

void require(bool so) {
    if (!so)
        std::abort();
}

std::string takeLine(std::string_view& rest) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string line(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return line;
}

/// Method, target, then one line a Host field; those that begin with "o" are Origin fields.
HttpHead headOf(std::string_view rest) {
    HttpHead head;
    const std::string method = takeLine(rest);
    head.method = method == "GET"       ? HttpHead::Method::Get
                  : method == "HEAD"    ? HttpHead::Method::Head
                  : method == "OPTIONS" ? HttpHead::Method::Options
                                        : HttpHead::Method::Other;
    head.target = takeLine(rest);
    while (!rest.empty()) {
        std::string line = takeLine(rest);
        (line.starts_with('o') ? head.origins : head.hosts).push_back(std::move(line));
    }
    return head;
}

} // namespace

/// What stands before the WebSocket: no name but ours is let in, and the person's page has one address.
/// (Heads and frames themselves are read by Boost.Beast.)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const HttpHead head = headOf(asText({data, size}));
    const HttpRules rules(kPort, kToken);
    if (rules.hostIsOurs(head)) {
        require(head.hosts.size() == 1);
        std::string host = head.hosts.front();
        for (char& character : host)
            character = static_cast<char>(character | ((character >= 'A' && character <= 'Z') ? 0x20 : 0));
        require(host == "127.0.0.1:13579" || host == "localhost:13579" || host == "[::1]:13579");
    }
    bool shown = false;
    const HttpReply reply = rules.answer(head, [&shown] {
        shown = true;
        return kPage;
    });
    require(std::set<unsigned>({200, 204, 404, 405}).contains(reply.status));
    require(shown == (reply.body == kPage));
    require(!shown || head.target == "/status/" + kToken);
    require(reply.body == kPage || reply.body.empty() || reply.body == "OK\n");
    for (const ReplyBody body : {ReplyBody::Send, ReplyBody::Withhold}) {
        const std::string text = replyText(reply, body);
        require(text.find(kToken) == std::string::npos);
        // Nothing of the request may come back as a field of its own.
        require(text.find("\r\n\r\n") + 4 == text.size() - (body == ReplyBody::Send ? reply.body.size() : 0));
    }
    return 0;
}
