#pragma once

#include "core/trust/ocsp.h"

namespace tanba::trust {

/// OCSPResponse or BasicOCSPResponse (RFC 6960 4.2.1).
Result<OcspResponse> parseOcsp(ByteView der);

} // namespace tanba::trust
