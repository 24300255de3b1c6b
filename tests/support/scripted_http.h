#pragma once

#include "core/base/http_transport.h"

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace tanba::test {

/// A network in which only the addresses exist that a test gives it; any other ends the test program.
class ScriptedHttp : public HttpTransport {
  public:
    using Serve = std::function<Result<HttpAnswer>(const HttpRequest&)>;

    /// May be set anew at any time.
    void serve(const std::string& address, Serve answer);
    /// Answers with this body and status 200.
    void serve(const std::string& address, Bytes body);

    /// The addresses asked so far, in order.
    std::vector<std::string> asked() const;

    Result<HttpAnswer> send(const HttpRequest& request, const WorkControl& control) override;

  private:
    mutable std::mutex mutex_;
    std::map<std::string, Serve> addresses_;
    std::vector<std::string> asked_;
};

} // namespace tanba::test
