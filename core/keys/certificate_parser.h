#pragma once

#include "core/base/der_reader.h"
#include "core/keys/certificate_fields.h"

namespace tanba::keys {

inline constexpr std::size_t kMaxCertificateSize = 64 * 1024;
inline constexpr std::size_t kMaxExtensions = 64;

/// RFC 5280 4.1, DER throughout. Failures are those of DerReader; Certificate::fromDer gives them their code.
Result<std::shared_ptr<const CertificateFields>> parseCertificate(ByteView der);

/// Fills the members of `fields` that stand for extensions.
/// @param sequence a reader over the content of Extensions (RFC 5280 4.2).
Outcome readExtensions(DerReader sequence, CertificateFields& fields);

} // namespace tanba::keys
