#pragma once

#include "core/keys/certificate.h"

#include <string>

namespace tanba::documents {

/// Which key it was, as records, reports and the journal tell it. No IIN.
struct KeyIdentity {
    std::string owner;          ///< the name in the certificate
    std::string organisation;   ///< may be empty
    std::string serial;         ///< of the certificate, in hex
    std::string issuer;         ///< the issuer's common name
    bool demonstration = false; ///< keys::isDemonstration()
};

KeyIdentity identityOf(const keys::Certificate& certificate);

} // namespace tanba::documents
