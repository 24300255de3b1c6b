#pragma once

#include "core/base/http_address.h"
#include "core/base/result.h"

#include <string>
#include <string_view>

namespace tanba::portal::mobile {

/// What a QR code may hold at most; also of a pasted text.
inline constexpr std::size_t kMaxLink = 4096;

/// Where a signing QR for eGov Mobile leads.
struct SignLink {
    HttpAddress address; ///< https, a name
    std::string url;     ///< as it is asked

    /// "https://host[:port]", as sign::normaliseOrigin() has it.
    std::string origin() const;
};

/// https with a name for a host: no user, no fragment, no number of a machine. mobile.link_malformed.
Result<SignLink> readSecureAddress(std::string_view text);

/// "mobileSign:https://...", or a link that opens the app on a phone and carries that address
/// (https://m.egov.kz/mobileSign/?link=, /businessSign/, mgovsign.page.link, egovbusiness.page.link). White
/// space around it is passed over. mobile.link_malformed for everything else.
Result<SignLink> readLink(std::string_view text);

} // namespace tanba::portal::mobile
