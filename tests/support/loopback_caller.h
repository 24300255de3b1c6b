#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tanba::test {

/// A plain connection to a port of this computer that sends what a test says; ten seconds of patience.
class LoopbackCaller {
  public:
    explicit LoopbackCaller(std::uint16_t port);
    ~LoopbackCaller();
    LoopbackCaller(const LoopbackCaller&) = delete;
    LoopbackCaller& operator=(const LoopbackCaller&) = delete;

    bool connected() const { return connected_; }
    void send(std::string_view text) const;
    /// All that comes until the other side closes.
    std::string answer() const;

  private:
    int socket_;
    bool connected_ = false;
};

/// Of "http://127.0.0.1:PORT/PATH".
std::uint16_t portOfLink(const std::string& link);
std::string pathOfLink(const std::string& link);
/// What a browser is told that follows the link. @param more fields, each with its line end
std::string followLink(const std::string& link, const std::string& more = {});

} // namespace tanba::test
