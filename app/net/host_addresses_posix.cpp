#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
// behind what they are made of
#include "app/net/address_list.h"

namespace tanba::net {

Result<std::vector<IpAddress>> askSystemForHost(const std::string& host) {
    const addrinfo hints = wantedAddresses();
    addrinfo* answer = nullptr;
    const int error = getaddrinfo(host.c_str(), nullptr, &hints, &answer);
    if (error != 0)
        return fail(FailureCode::NetworkUnavailable, host, gai_strerror(error));
    return addressesIn(AddressList(answer), host);
}

} // namespace tanba::net
