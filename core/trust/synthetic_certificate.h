#pragma once

#include "core/base/bytes.h"
#include "core/trust/anchors.h"

namespace tanba::trust {

/// An authority of the tables in the shape of an X.509 certificate, for OpenSSL's path validation only.
///
/// The tables hold names and keys, no certificates; OpenSSL takes trust only in the shape of certificates. It
/// accepts one as the end of a chain without looking at its signature (X509_V_FLAG_PARTIAL_CHAIN), but
/// insists on basicConstraints CA:TRUE, and leaves an error in its queue when the signature algorithm is
/// absent: hence both are given, and the signature itself is one zero octet that nobody verifies.
Bytes syntheticCertificate(const Authority& authority);

} // namespace tanba::trust
