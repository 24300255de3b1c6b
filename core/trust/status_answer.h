#pragma once

namespace tanba::trust {

/// What an authority says about one of its certificates.
enum class StatusAnswer {
    Good,
    Revoked,
    /// "unknown" (RFC 6960 2.2), or the way in which this PKI's responder says it: revoked at the start of
    /// 1970, on hold, in a response with the extended-revoke extension.
    NotKnown,
};

} // namespace tanba::trust
