#pragma once

#include "app/service/consent/consent.h"
#include "core/base/time.h"
#include "core/keys/certificate.h"

#include <functional>
#include <string_view>
#include <vector>

namespace tanba::service {

/// Why a key is not what the page asked for. The person sees such keys, with the reason, and cannot choose
/// them.
enum class Misfit {
    Storage,           ///< lies elsewhere than the page wants
    NotForSigning,     ///< a login key where a signing key is wanted
    NotForLogin,       ///< the other way round
    ExtendedKeyUsage,  ///< a role or purpose that the page wants is not in the certificate
    OtherPerson,       ///< another IIN
    OtherOrganisation, ///< another BIN
    OtherCertificate,  ///< another serial number
    NotYetValid,
    Expired,
    OtherAuthority, ///< not under the authorities that the page accepts
};
/// Stable name for logs and texts: "storage", "not_for_signing", ...
std::string_view misfitName(Misfit misfit);

/// A key as far as it is known before it is opened.
struct KeyCandidate {
    std::string storage; ///< name of the interface: "PKCS12", "AKKZIDCardStore", ...
    keys::Certificate certificate;
};

/// What key fitness needs to know of the world.
struct FitnessWorld {
    Time now{};
    /// True when the certificate has a valid chain to an authority of the national table.
    std::function<bool(const keys::Certificate&)> underNationalAuthority;
};

/// Every reason why the key does not fit, in the order of Misfit; empty when it fits.
std::vector<Misfit> misfits(const KeyWish& wish, const KeyCandidate& key, const FitnessWorld& world);

} // namespace tanba::service
