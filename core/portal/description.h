#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/guidance/portals.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::portal {

/// How the signed challenge travels.
enum class Format {
    XmlDsig,     ///< an enveloped XML signature over the whole challenge
    CmsDetached, ///< a detached CMS over its exact octets
};

enum class FactorType { Sms, Qr };

/// What a portal says about its SMS; what it does not say is absent and must not be shown as if it had.
struct SmsRules {
    std::string sender;
    std::optional<int> codeLength; ///< 4 to 8
    std::optional<std::chrono::seconds> lifetime;
    std::optional<std::chrono::seconds> resendAfter;
    std::optional<int> maxAttempts;
    std::optional<int> maxResends;
    bool roamingRequiredAbroad = true;
};

/// Addresses of help pages, all https; empty where the portal names none.
struct HelpLinks {
    std::string registerPhone;
    std::string renewKey;
    std::string revokeKey;
    std::string myKeys;
    std::string support;
};

/// What a portal says about itself at /.well-known/eds-portal (docs/portal-profile), judged: every text is
/// bounded and without control characters, every number in its range.
struct PortalDescription {
    std::string id;
    std::string origin; ///< normalised; the origin that served it
    /// The portal's own words, never to be believed for a portal that a person added. `en` is the Russian
    /// name where the portal gives none.
    guidance::Names names;
    std::string authBase; ///< address in front of "/challenge", same origin, without a slash at its end
    std::vector<Format> formats;     ///< those that are known here, in the portal's order; never empty
    std::vector<FactorType> factors; ///< may be empty
    SmsRules sms;
    HelpLinks links;

    bool offers(FactorType type) const;
    bool accepts(Format format) const;
    /// Host, with the port where it is not 443: what a screen shows as the portal's title when it was added.
    std::string host() const;
};

inline constexpr std::string_view kDescriptionPath = "/.well-known/eds-portal";
inline constexpr std::size_t kMaxDescription = std::size_t{64} * 1024;

/// An https origin as sign::normaliseOrigin() writes it, from what a person typed or a table holds; a path
/// behind it is left out, "https://" in front may be missing. portal.not_a_portal for anything else, plain
/// http included.
Result<std::string> portalOrigin(std::string_view typed);

/// Reads a description that `origin` (as portalOrigin() writes it) served.
/// @returns portal.not_a_portal when it is none (no JSON object, another version), portal.origin_other when
/// it speaks for another origin (the subject), portal.answer_wrong when something in it is missing or out of
/// bounds (the subject is the member's name).
Result<PortalDescription> readDescription(ByteView json, const std::string& origin);

} // namespace tanba::portal
