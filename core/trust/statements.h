#pragma once

#include "core/trust/crl.h"
#include "core/trust/ocsp.h"
#include "core/trust/revocation_rules.h"

#include <optional>
#include <string>

namespace tanba::trust {

/// @param issuer who is told to have said it.
RevocationStatement statementOf(const OcspAnswer& answer, std::string issuer);

/// What a list says about the certificate with this serial (INTEGER content); a delta says nothing about
/// those that it does not list.
std::optional<RevocationStatement> statementOf(const Crl& list, ByteView serial);

} // namespace tanba::trust
