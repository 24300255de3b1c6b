#include "core/base/windows_sockets.h"
// behind what they are made of
#include "app/net/address_list.h"

namespace tanba::net {

Result<std::vector<IpAddress>> askSystemForHost(const std::string& host) {
    const SocketUse use;
    const addrinfo hints = wantedAddresses();
    addrinfo* answer = nullptr;
    const int error = getaddrinfo(host.c_str(), nullptr, &hints, &answer);
    if (error != 0)
        return fail(FailureCode::NetworkUnavailable, host, "error " + std::to_string(error));
    return addressesIn(AddressList(answer), host);
}

} // namespace tanba::net
