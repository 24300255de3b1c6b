#include "app/net/host_addresses.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

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

} // namespace

Result<std::vector<IpAddress>> askSystemForHost(const std::string& host) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* answer = nullptr;
    const int error = getaddrinfo(host.c_str(), nullptr, &hints, &answer);
    if (error != 0)
        return fail(FailureCode::NetworkUnavailable, host, gai_strerror(error));
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
