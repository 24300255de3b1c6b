#pragma once

#include "core/base/bytes.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <chrono>
#include <string>

namespace tanba {

struct HttpRequest {
    enum class Method { Get, Post };
    Method method = Method::Get;
    std::string url;
    std::string contentType;
    Bytes body;
    /// The answer is refused beyond this.
    std::size_t maxAnswer = 0;
    /// For everything together: looking the host up, connecting, asking and reading to the end.
    std::chrono::milliseconds within = std::chrono::seconds(15);
};

struct HttpAnswer {
    int status = 0;
    std::string contentType;
    Bytes body;
};

/// The port through which time stamps and online status checks reach the network. Implementations follow no
/// redirects and send no cookies; the program runs complete without one, and then nothing leaves the machine.
/// May be used from several threads at once.
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
