#pragma once

#include "core/base/time.h"
#include "core/portal/mobile/link.h"

#include <optional>
#include <string>
#include <string_view>

namespace tanba::portal::mobile {

/// Of one text of an answer, in bytes. Texts are foreign: they go through displayText() to a person.
inline constexpr std::size_t kMaxText = 4096;
inline constexpr std::size_t kMaxToken = 4096;

/// What stands in the three languages; any may be empty.
struct Names {
    std::string kk, ru, en;
};

/// Who is let to the documents.
enum class Access {
    Anybody, ///< auth_type None
    Token,   ///< whoever has auth_token
    Login,   ///< Eds: who proves who they are with a signed login
};

/// What a site says first (API 1): who asks for signatures, for what, and where the documents are.
struct Invitation {
    SignLink link; ///< where it came from
    std::string description;
    std::optional<Time> expires;
    Names organisation;
    std::string bin;
    SignLink documents; ///< of the same origin as `link`
    Access access = Access::Anybody;
    std::string token;   ///< never shown or written down
    std::string backUrl; ///< to be shown as text only
};

/// @returns mobile.answer_wrong with the member as subject; mobile.origin_other (the subject is the other
/// host) when the documents would come from elsewhere.
Result<Invitation> readInvitation(const SignLink& link, std::string_view answer);

/// "2026-11-21T18:00:00.000+0500": RFC 3339 and ISO 8601 with an offset without a colon.
Result<Time> parseExpiry(std::string_view text);

} // namespace tanba::portal::mobile
