#pragma once

#include "core/keys/kz_profile.h"

#include <string_view>

namespace tanba::demo {

/// Whose the demonstration is, on the card, in the key files and at the portal alike. "Үлгі" means "sample",
/// and a number with the month 00 was never given to anybody; the check digits are right.
inline constexpr std::string_view kIin = "000000000000";
inline constexpr std::string_view kBin = "000040000009";
inline constexpr std::string_view kPhone = "+77000000000";

/// The person, as a certificate names them.
keys::Owner person();
/// The same person as the first head of an organisation.
keys::Owner head();

} // namespace tanba::demo
