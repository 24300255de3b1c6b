#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tanba::portal {

/// What stands in a challenge of the profile.
struct ChallengeText {
    std::string origin;
    std::string nonce;
    std::string clientNonce;
    std::string expires;
};

/// Takes a challenge apart that is written exactly as the profile writes it: the declaration, the root with
/// the prefix and the origin, three elements in their order, white space between them, plain characters in
/// them. Narrower than XML on purpose (no references, sections, comments or instructions, no other prefix):
/// the exact octets are signed, so nothing may be in them that another reader could take for something else.
std::optional<ChallengeText> readChallengeText(std::string_view text);

} // namespace tanba::portal
