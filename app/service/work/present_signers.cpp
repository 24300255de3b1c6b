#include "app/service/work/present_signers.h"

#include "core/keys/kz_profile.h"

#include <algorithm>

namespace tanba::service {

std::vector<std::string> presentSigners(const sign::CmsSignedData& cms) {
    std::vector<std::string> names;
    const std::vector<keys::Certificate> certificates = sign::certificatesOf(cms);
    for (const sign::SignerInfo& signer : cms.signers)
        for (const keys::Certificate& certificate : certificates)
            if (sign::identifies(signer, certificate)) {
                names.push_back(keys::kzProfile(certificate).owner.displayName());
                break;
            }
    return names;
}

} // namespace tanba::service
