#include "core/base/bytes.h"
#include "core/base/http_address.h"
#include "core/trust/online_addresses.h"
#include "core/trust/online_hosts.h"

#include <cstdint>
#include <cstdlib>

using namespace tanba;

namespace {

/// An address that was accepted says nothing but what its parts say.
void readAddress(std::string_view text) {
    const auto address = parseHttpAddress(text);
    if (!address.ok())
        return;
    const bool secure = address.value().scheme == HttpAddress::Scheme::Https;
    const std::string written =
        (secure ? "https://" : "http://") + address.value().authority() + address.value().target;
    const auto again = parseHttpAddress(written);
    if (!again.ok() || again.value().authority() != address.value().authority() ||
        again.value().target != address.value().target || again.value().scheme != address.value().scheme)
        std::abort();
}

} // namespace

/// Addresses: as a text, in a certificate, and a table of hosts.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    readAddress(asText({data, size}));
    static_cast<void>(trust::OnlineHosts::fromJson(asText({data, size})).ok());
    const auto certificate = keys::Certificate::fromDer({data, size});
    if (!certificate.ok())
        return 0;
    const trust::OnlineAddresses addresses = trust::onlineAddressesOf(certificate.value());
    for (const auto* list : {&addresses.responders, &addresses.lists, &addresses.deltas})
        for (const std::string& address : *list)
            readAddress(address);
    return 0;
}
