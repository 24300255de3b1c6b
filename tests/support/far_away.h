#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tanba::test {

/// A machine of the public Internet that is this one. A test program that has far_away.cpp among its sources
/// has its own getaddrinfo() and connect(): the code under test is as it ships. It looks a name up, judges
/// the addresses, and connects to what it judged; only then, at the very last, the way leads to a
/// LoopbackServer. Nothing of it can be reached from the program, and nothing leaves this machine.
class FarAway {
  public:
    /// Of a block that is public by every registry and that nobody announces.
    static constexpr const char* kAddress = "11.22.33.44";

    /// Until destroyed, `host` is at kAddress and all ports there lead to `port` of this machine. One at a
    /// time.
    FarAway(std::string host, std::uint16_t port);
    ~FarAway();
    FarAway(const FarAway&) = delete;
    FarAway& operator=(const FarAway&) = delete;

    /// What the next questions about the host are answered, one list each; the last stands for all that
    /// follow.
    void answer(std::vector<std::vector<std::string>> addresses);
    /// How often the host was looked up.
    std::size_t questions() const;
    /// Where connections went, as the caller of connect() meant it: "11.22.33.44:443".
    std::vector<std::string> connections() const;
};

} // namespace tanba::test
