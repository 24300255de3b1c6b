#pragma once

#include "core/base/bytes.h"
#include "core/base/progress.h"
#include "core/base/result.h"

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
};

struct HttpAnswer {
    int status = 0;
    std::string contentType;
    Bytes body;
};

/// The port through which time stamps and online status checks will reach the network. Implementations follow
/// no redirects and send no cookies; the program runs complete without one, and then nothing leaves the
/// machine.
class HttpTransport {
  public:
    virtual ~HttpTransport() = default;
    virtual Result<HttpAnswer> send(const HttpRequest& request, const WorkControl& control) = 0;
};

} // namespace tanba
