#include "app/documents/key_identity.h"

#include "core/base/oid.h"
#include "core/keys/demo_certificate.h"
#include "core/keys/kz_profile.h"

namespace tanba::documents {

KeyIdentity identityOf(const keys::Certificate& certificate) {
    const keys::Owner owner = keys::kzProfile(certificate).owner;
    const Oid commonName("2.5.4.3"); // X.520 6.2.2
    return {owner.displayName(), owner.organisation, certificate.serialHex(),
            std::string(certificate.issuer().first(commonName)), keys::isDemonstration(certificate)};
}

} // namespace tanba::documents
