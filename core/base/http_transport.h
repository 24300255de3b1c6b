#pragma once

#include "core/base/bytes.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba {

/// A header field (RFC 9110 5), as it stands on the line.
struct HttpField {
    std::string name;
    std::string value;
};

struct HttpRequest {
    enum class Method { Get, Post, Put, Delete };
    /// Which machines may be asked, whatever their name resolves to.
    enum class Reach {
        Any,
        /// No loopback, private, link-local or carrier-grade address, also mapped into IPv6: for addresses
        /// that come from outside. The address that was judged is the one that is connected to.
        PublicOnly,
    };
    Method method = Method::Get;
    std::string url;
    std::string contentType;
    Bytes body;
    /// The answer is refused beyond this.
    std::size_t maxAnswer = 0;
    /// For everything together: looking the host up, connecting, asking and reading to the end.
    std::chrono::milliseconds within = std::chrono::seconds(15);
    /// Within that: a server that sends nothing for so long is not waited for any more.
    std::optional<std::chrono::milliseconds> silence = std::nullopt;
    /// Beside Host, User-Agent, Accept and those of the body. Names and values without control characters.
    std::vector<HttpField> fields = {};
    Reach reach = Reach::Any;
};

struct HttpAnswer {
    int status = 0;
    std::string contentType;
    Bytes body;
    /// All fields of the answer, in their order.
    std::vector<HttpField> fields = {};

    /// The first field of this name, compared without case; empty when absent.
    std::string_view field(std::string_view name) const;
};

/// The port through which time stamps, online status checks and logins reach the network. Implementations
/// follow no redirects and send no cookies; the program runs complete without one, and then nothing leaves
/// the machine. May be used from several threads at once.
class HttpTransport {
  public:
    virtual ~HttpTransport() = default;
    /// The answer, whatever its status is, except redirects.
    /// @returns network.address_refused, network.unavailable, network.untrusted (TLS), network.timeout,
    /// network.answer_too_large, network.answer_wrong (no HTTP answer, cut off, a redirect), cancelled.
    /// The subject of each is the host.
    virtual Result<HttpAnswer> send(const HttpRequest& request, const WorkControl& control) = 0;
};

} // namespace tanba
