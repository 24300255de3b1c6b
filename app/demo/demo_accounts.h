#pragma once

#include <string>

namespace tanba::demo {

/// The account of the person's phone.
inline constexpr const char* kPersonAccount = "person";

/// Who may enter the reference portal (tests/portal/README.md has the form): the person, and the person for
/// the organisation.
std::string accountsJson();

} // namespace tanba::demo
