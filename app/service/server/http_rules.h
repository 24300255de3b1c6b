#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tanba::service {

/// The head of a request, as far as it matters here.
struct HttpHead {
    enum class Method { Get, Head, Options, Other };
    Method method = Method::Other;
    std::string target;
    std::vector<std::string> hosts;   ///< one for each field of this name
    std::vector<std::string> origins; ///< likewise
    enum class Wants { Answer, WebSocket };
    Wants wants = Wants::Answer;
};

struct HttpReply {
    unsigned status = 0;
    std::vector<std::pair<std::string, std::string>> fields;
    std::string body;
};

/// As it is sent: status line, fields, Content-Length, and an order to close the connection.
enum class ReplyBody { Send, Withhold };
std::string replyText(const HttpReply& reply, ReplyBody body);

/// Everything that plain HTTP is answered with. The same for everybody, whatever goes on here; only the
/// status page is not, and it has a name that nobody can guess.
class HttpRules {
  public:
    HttpRules(std::uint16_t port, std::string token) : port_(port), token_(std::move(token)) {}

    /// A name for this computer with our port, once: any other was made to point here (DNS rebinding).
    bool hostIsOurs(const HttpHead& head) const;
    /// @param statusPage gives HTML; may be empty.
    HttpReply answer(const HttpHead& head, const std::function<std::string()>& statusPage) const;
    /// "/status/TOKEN"
    std::string statusPath() const;

  private:
    std::uint16_t port_;
    std::string token_;
};

/// A page of any other kind: 400, 403, 503.
HttpReply refusal(unsigned status);

} // namespace tanba::service
