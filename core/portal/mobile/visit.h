#pragma once

#include "core/base/clock.h"
#include "core/base/http_transport.h"
#include "core/keys/token.h"
#include "core/portal/mobile/offer.h"
#include "core/portal/mobile/signing_hosts.h"

#include <string>

namespace tanba::portal::mobile {

/// Signing for a site that shows a QR code meant for eGov Mobile, in the phone's place: the site is asked who
/// it is (fetchInvitation), for its documents (fetchOffer), they are signed (signOffer in signing.h) and sent
/// back (sendSigned). Every address is https, of a public machine and of one origin; no redirect is followed.
/// Nothing of a session is kept.
struct VisitMeans {
    HttpTransport& transport;
    const Clock& clock;
    const SigningHosts& hosts;
    std::string language; ///< "kk", "ru" or "en"
};

inline constexpr std::size_t kMaxInvitation = std::size_t{1024} * 1024;
/// A document of the greatest size in base64, and what stands around it.
inline constexpr std::size_t kMaxOffer = std::size_t{70} * 1024 * 1024;

/// @returns mobile.expired, mobile.answer_wrong, mobile.origin_other; mobile.not_allowed for a site that may
/// not ask for a login and does; network.*, cancelled.
Result<Invitation> fetchInvitation(const SignLink& link, const VisitMeans& means, const WorkControl& control);

/// The documents, every one of which may be signed.
/// @param login the key that proves who asks; needed with Access::Login, else not looked at.
/// @returns as above, and mobile.already_signed; as mayBeSigned() and proveLogin().
Result<Offer> fetchOffer(const Invitation& invitation, const VisitMeans& means, keys::KeySession* login,
                         const WorkControl& control);

/// @param answer of signOffer().
/// @returns mobile.refused, mobile.already_signed, mobile.expired, mobile.answer_wrong; network.*, cancelled.
Outcome sendSigned(const Invitation& invitation, Bytes answer, const VisitMeans& means,
                   const WorkControl& control);

} // namespace tanba::portal::mobile
