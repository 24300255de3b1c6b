#pragma once

// For the twins of askSystemForHost(), behind their system's declaration of addrinfo.

#include "app/net/host_addresses.h"

#include <algorithm>
#include <memory>
#include <optional>

namespace tanba::net {

struct FreeAddressList {
    void operator()(addrinfo* list) const { freeaddrinfo(list); }
};
using AddressList = std::unique_ptr<addrinfo, FreeAddressList>;

inline addrinfo wantedAddresses() {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    return hints;
}

inline std::optional<IpAddress> addressOf(const sockaddr* address) {
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

inline Result<std::vector<IpAddress>> addressesIn(const AddressList& list, const std::string& host) {
    std::vector<IpAddress> addresses;
    for (const addrinfo* one = list.get(); one != nullptr && addresses.size() < kMaxAddresses;
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
