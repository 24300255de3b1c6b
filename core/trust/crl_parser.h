#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/trust/crl_fields.h"
#include "core/trust/der_stream.h"

namespace tanba::trust {

/// Reads one CertificateList (RFC 5280 5.1) to the end of the source.
Outcome parseCrl(DerStream& stream, std::uint64_t size, Crl::Fields& fields);

/// crlExtensions (RFC 5280 5.2): fills number, authorityKeyId, delta, partial and distributionPoints.
Outcome parseCrlExtensions(DerReader extensions, Crl::Fields& fields);

/// GeneralName elements of every fullName in a certificate's cRLDistributionPoints (RFC 5280 4.2.1.13).
Result<std::vector<Bytes>> distributionPointNames(ByteView extensionValue);

} // namespace tanba::trust
