#include "app/net/host_addresses.h"

#include <winsock2.h>
// behind Windows' sockets, which it needs
#include <ws2tcpip.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace tanba::net {

namespace {

struct FreeAddresses {
    void operator()(addrinfo* list) const { freeaddrinfo(list); }
};

std::optional<IpAddress> addressOf(const sockaddr* address) {
    const auto copy = [](const auto& number) {
        const auto* octets = reinterpret_cast<const std::uint8_t*>(&number);
        return IpAddress(octets, octets + sizeof(number));
    };
    if (address->sa_family == AF_INET)
        return copy(reinterpret_cast<const sockaddr_in*>(address)->sin_addr);
    if (address->sa_family == AF_INET6)
        return copy(reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr);
    return std::nullopt;
}

/// Windows' sockets, for as long as they are needed; every user counts.
class Sockets {
  public:
    Sockets() {
        WSADATA data{};
        started_ = ::WSAStartup(MAKEWORD(2, 2), &data) == 0;
    }
    ~Sockets() {
        if (started_)
            ::WSACleanup();
    }
    Sockets(const Sockets&) = delete;
    Sockets& operator=(const Sockets&) = delete;

  private:
    bool started_ = false;
};

} // namespace

Result<std::vector<IpAddress>> askSystemForHost(const std::string& host) {
    const Sockets sockets;
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* answer = nullptr;
    const int error = getaddrinfo(host.c_str(), nullptr, &hints, &answer);
    if (error != 0)
        return fail(FailureCode::NetworkUnavailable, host, "error " + std::to_string(error));
    const std::unique_ptr<addrinfo, FreeAddresses> owned(answer);
    std::vector<IpAddress> addresses;
    for (const addrinfo* one = answer; one != nullptr && addresses.size() < kMaxAddresses;
         one = one->ai_next) {
        std::optional<IpAddress> address = addressOf(one->ai_addr);
        if (address && std::ranges::find(addresses, *address) == addresses.end())
            addresses.push_back(std::move(*address));
    }
    if (addresses.empty())
        return fail(FailureCode::NetworkUnavailable, host, "no address");
    return addresses;
}

} // namespace tanba::net
