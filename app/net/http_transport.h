#pragma once

#include "core/base/http_transport.h"
#include "core/base/result.h"
#include "core/base/time_witness.h"

#include <chrono>
#include <filesystem>

namespace tanba::net {

struct NetworkSettings {
    /// For looking the host up and connecting, within the time of the whole request.
    std::chrono::milliseconds connectWithin = std::chrono::seconds(5);
    /// PEM file of the roots that TLS believes; empty: those of the system.
    std::filesystem::path roots;
    /// Hears the times that servers tell; null: nobody. Must outlive the transport.
    TimeWitness* witness = nullptr;
};

/// Whether TLS finds a root in a PEM file: file.not_readable with its path, which send() would say as well,
/// only later.
Outcome judgeRoots(const std::filesystem::path& roots);

/// The network of this machine: a connection of its own for each request, no proxy, no redirects, no cookies,
/// TLS 1.2 or newer with the host's name checked.
class NetworkTransport : public HttpTransport {
  public:
    explicit NetworkTransport(NetworkSettings settings = {}) : settings_(std::move(settings)) {}
    Result<HttpAnswer> send(const HttpRequest& request, const WorkControl& control) override;

  private:
    NetworkSettings settings_;
};

} // namespace tanba::net
