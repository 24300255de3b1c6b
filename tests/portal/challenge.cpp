#include "tests/portal/challenge.h"

namespace tanba::reference_portal {

std::string Challenge::text(std::string_view surprise) const {
    // Origin, nonces and time hold no character that XML would have escaped.
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?><portalLogin xmlns:p=\"urn:eds-portal:1\" p:origin=\"" +
           origin + "\"><p:nonce>" + nonce + "</p:nonce><p:clientNonce>" + clientNonce +
           "</p:clientNonce><p:expires>" + formatRfc3339(expires) + "</p:expires>" + std::string(surprise) +
           "</portalLogin>";
}

} // namespace tanba::reference_portal
